import {
  parseSystemId,
  recordReversal,
  type Failure,
  type Reason,
  type RegistrationReversed,
  type Step,
} from '@system-landscape/domain';
import type { EventStore, Hint } from '@system-landscape/event-store';
import { trailOf } from '@system-landscape/saga';
import type { TenantAnswer, TenantConnector } from '@system-landscape/tenant-connector';

type TakenBack = RegistrationReversed['data']['steps'][number];

/**
 * After a failed registration (R5): takes back what it had done in the tenant, one call a step, as well as it goes, and
 * records what that achieved. A later attempt fences these calls off, so being late does no harm.
 */
export class TakeBackFailed {
  constructor(
    private readonly eventStore: EventStore,
    private readonly connector: TenantConnector,
    private readonly clock: { now(): Date },
    private readonly publicUrl: string,
  ) {}

  async handle(hint: Hint): Promise<void> {
    const systemId = String(hint.data['systemId']);
    const nameId = parseSystemId(systemId)?.nameId;
    if (nameId === undefined) return;
    const state = await this.eventStore.loadSystem(nameId);
    if (state.status === 'NONE' || !state.pendingReverse) return;
    const failure = state.pendingReverse;
    if (failure.attempt !== hint.data['attempt']) return;

    const trail = trailOf(hint);
    const steps: TakenBack[] = [];
    for (const step of failure.takeBack) {
      const answer = await this.connector.takeBackStep({
        tenantId: failure.tenantId,
        systemId,
        attempt: failure.attempt,
        step,
        callbackUrl: this.callbackUrl(systemId, failure, step),
        ...trail,
      });
      steps.push(takenBack(step, answer));
    }
    await this.eventStore.onSystem(
      nameId,
      {
        operation: 'record-reversal',
        caller: 'registration',
        key: `${systemId}/${failure.attempt}`,
        actor: { subject: 'registration', roles: ['platform'] },
        globalAccountId: state.globalAccountId,
        now: this.clock.now(),
        ...trail,
      },
      (current) => recordReversal({ systemId, attempt: failure.attempt, steps }, current),
    );
  }

  private callbackUrl(systemId: string, { tenantId, attempt }: Failure, step: Step): string {
    return `${this.publicUrl}/v1/tenants/${tenantId}/callbacks/${systemId}/${attempt}/${step}`;
  }
}

function takenBack(step: Step, answer: TenantAnswer): TakenBack {
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
