import type { CurrentResource, FormationRequest } from '@system-landscape/contracts';
import {
  isFormationId,
  Refusal,
  type Decision,
  type Formation,
  type FormationEvent,
  type FormationState,
  type System,
  valueIn,
} from '@system-landscape/domain';
import { EventStore, type CommandResult } from '@system-landscape/event-store';
import type { Administrator } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';

/** Commands on existing formations of the caller's account. */
@Injectable()
export class AccountFormations {
  constructor(
    private readonly eventStore: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal of the decision, or `NOT_FOUND` for an id that is no formation of this account; StoreUnavailable */
  async execute(
    operation: string,
    { formationId }: FormationRequest,
    administrator: Administrator,
    decide: (state: FormationState) => Decision<FormationEvent>,
  ): Promise<CommandResult<FormationState, FormationEvent> & { readonly state: Formation }> {
    if (!isFormationId(formationId)) throw noSuchFormation();
    const { globalAccountId } = administrator;
    const context = { ...administrator, operation, now: this.clock.now() };
    const result = await this.eventStore.onFormation(formationId, context, (state) =>
      belongsTo(state, globalAccountId) ? decide(state) : noSuchFormation(),
    );
    const { state } = result;
    // A repeated key is answered without a decision, and another account may use the same subject and key.
    if (!belongsTo(state, globalAccountId)) throw noSuchFormation();
    return { ...result, state };
  }

  /** The formation; undefined if it was deleted or is none of this account. @throws StoreUnavailable */
  async find({ formationId }: FormationRequest, { globalAccountId }: Administrator): Promise<Formation | undefined> {
    if (!isFormationId(formationId)) return undefined;
    const state = await this.eventStore.loadFormation(formationId);
    return belongsTo(state, globalAccountId) && state.status !== 'DELETED' ? state : undefined;
  }
}

/** A membership has no entity tag: it is there, or it is not. */
export function membershipIn(formationId: string): (system: System) => CurrentResource {
  return ({ formations }) => ({ exists: valueIn(formations, formationId) !== undefined });
}

export function noSuchFormation(): Refusal {
  return new Refusal('NOT_FOUND', 'There is no such formation.');
}

function belongsTo(state: FormationState, globalAccountId: string): state is Formation {
  return state.status !== 'NONE' && state.globalAccountId === globalAccountId;
}
