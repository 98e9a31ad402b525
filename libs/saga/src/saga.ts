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

/** What differs between registration and deregistration when steps are driven. */
export interface Saga {
  readonly name: 'registration' | 'deregistration';
  /** The running attempt; undefined when the system is not in this saga. */
  readonly attemptOf: (system: System) => Attempt | undefined;
  /** Makes the call of a step. Never rejects: an unreachable tenant is an answer, too. */
  readonly call: (
    connector: TenantConnector,
    call: StepCall & { readonly extensionId: string; readonly callbackUrl: string },
    system: System,
  ) => Promise<TenantAnswer>;
  readonly record: (report: StepReport, state: SystemState) => Decision<SystemEvent>;
  readonly continueDue: (command: ContinueAttempt, state: SystemState) => Decision<SystemEvent>;
}
