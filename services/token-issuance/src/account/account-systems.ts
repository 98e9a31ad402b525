import type { SystemRequest } from '@system-landscape/contracts';
import { parseSystemId, Refusal, type Decision, type SystemEvent, type SystemState } from '@system-landscape/domain';
import { EventStore, type Executed } from '@system-landscape/event-store';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { commandOf, problem, type Administrator } from './administrator.js';

/** Commands about systems that are there already: only those of the administrator's own account. */
@Injectable()
export class AccountSystems {
  constructor(
    @Inject(EventStore) private readonly eventStore: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal of the decision; `NOT_FOUND` for what is no system of this account; `StoreUnavailable` */
  async execute(
    operation: string,
    { systemId }: SystemRequest,
    administrator: Administrator,
    decide: (state: SystemState, now: Date) => Decision<SystemEvent>,
  ): Promise<Executed<SystemState, SystemEvent>> {
    const nameId = parseSystemId(systemId)?.nameId;
    if (nameId === undefined) throw noSuchSystem();
    const now = this.clock.now();
    const { globalAccountId } = administrator;
    const executed = await this.eventStore.onSystem(nameId, commandOf(administrator, operation, now), (state) =>
      belongsTo(state, globalAccountId) ? decide(state, now) : noSuchSystem(),
    );
    // A key that was seen is answered without a decision, and subject and key may be the same in another account.
    if (!belongsTo(executed.state, globalAccountId)) throw noSuchSystem();
    if (executed.own.some(({ event }) => event.data.systemId !== systemId)) {
      throw problem('IDEMPOTENCY_KEY_REUSED', 'The key was used for an earlier system of this name. Use a new key.');
    }
    return executed;
  }
}

function belongsTo(state: SystemState, globalAccountId: string): boolean {
  return state.status !== 'NONE' && state.globalAccountId === globalAccountId;
}

function noSuchSystem(): Refusal {
  return new Refusal('NOT_FOUND', 'There is no such system.');
}
