import {
  parseSystemId,
  recordReversal,
  type Reason,
  type RegistrationReversed,
  type Step,
} from '@system-landscape/domain';
import { EventStore } from '@system-landscape/event-store';
import type { Hint } from '@system-landscape/hints';
import { callbackUrlOf, SagaSettings, traceOf } from '@system-landscape/saga';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { TenantConnector, type TenantAnswer } from '@system-landscape/tenant-connector';
import { Inject, Injectable } from '@nestjs/common';

type ReversedStep = RegistrationReversed['data']['steps'][number];

/**
 * After a failed registration (R5): reverses its steps in the tenant, one call per step, best effort, and records the
 * result. The fencing number of a later attempt makes the tenant refuse late calls.
 */
@Injectable()
export class ReverseRegistration {
  constructor(
    private readonly eventStore: EventStore,
    private readonly connector: TenantConnector,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly settings: SagaSettings,
  ) {}

  async handle(hint: Hint): Promise<void> {
    const systemId = String(hint.data['systemId']);
    const nameId = parseSystemId(systemId)?.nameId;
    if (nameId === undefined) return;
    const loaded = await this.eventStore.loadSystemStream(nameId);
    const { state } = loaded;
    if (state.status === 'NONE' || !state.pendingReverse) return;
    const failure = state.pendingReverse;
    if (failure.attempt !== hint.data['attempt']) return;

    const trace = traceOf(hint);
    const steps: ReversedStep[] = [];
    for (const step of failure.takeBack) {
      const at = { tenantId: failure.tenantId, systemId, attempt: failure.attempt, step };
      const callbackUrl = callbackUrlOf(this.settings.publicUrl, at);
      const answer = await this.connector.undoStep({ ...at, callbackUrl, ...trace });
      steps.push(reversalOf(step, answer));
    }
    await this.eventStore.onSystem(
      nameId,
      {
        operation: 'record-reversal',
        caller: 'registration',
        key: `${systemId}/${failure.attempt}`,
        actor: { subject: 'registration', roles: ['platform'] },
        now: this.clock.now(),
        ...trace,
      },
      (current) => recordReversal({ systemId, attempt: failure.attempt, steps }, current),
      loaded,
    );
  }
}

function reversalOf(step: Step, answer: TenantAnswer): ReversedStep {
  switch (answer.kind) {
    case 'completed':
    case 'accepted':
    case 'in-progress':
      return { step, takenBack: true };
    case 'transient':
    case 'permanent':
      return { step, takenBack: false, reason: answer.reason };
    case 'unknown-answer':
      return {
        step,
        takenBack: false,
        reason: reason('UNKNOWN_ANSWER', 'The tenant gave an unknown answer', answer.raw),
      };
    case 'fenced':
      return { step, takenBack: false, reason: reason('FENCED', 'A later attempt has begun') };
    default:
      throw new Error(`Unknown answer ${JSON.stringify(answer satisfies never)}`);
  }
}

function reason(code: string, message: string, raw?: string): Reason {
  return { code, message, ...(raw === undefined ? {} : { raw }) };
}
