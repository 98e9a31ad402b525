import type {
  Attempt,
  ContinueAttempt,
  Decision,
  StepReport,
  System,
  SystemEvent,
  SystemState,
} from '@system-landscape/domain';
import type { StepCall, TenantAnswer, TenantConnector } from '@system-landscape/tenant-connector';

/** What tells the two sagas apart; everything else about driving steps is the same. */
export interface Saga {
  readonly name: 'registration' | 'deregistration';
  /** The attempt that runs, when the system is in this saga. */
  readonly attemptOf: (system: System) => Attempt | undefined;
  /** Makes the call of a step; resolves whatever the tenant does. */
  readonly call: (
    connector: TenantConnector,
    call: StepCall & { readonly extensionId: string; readonly callbackUrl: string },
    system: System,
  ) => Promise<TenantAnswer>;
  readonly record: (report: StepReport, state: SystemState) => Decision<SystemEvent>;
  readonly continueDue: (command: ContinueAttempt, state: SystemState) => Decision<SystemEvent>;
}
