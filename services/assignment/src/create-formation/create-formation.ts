import type { CreateFormationRequest, FormationReply, FormationView } from '@system-landscape/contracts';
import { evolveFormationRecord, formationViewOf, type FormationRecord } from '@system-landscape/system-view';
import { createFormation, formationIdOf, type FormationEvent, type FormationState } from '@system-landscape/domain';
import { EventStore, newFormation, writeReply, type StoredEvent } from '@system-landscape/event-store';
import type { Administrator } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';

/** Creates a formation; its stream reserves the name. */
@Injectable()
export class CreateFormation {
  constructor(
    private readonly eventStore: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(request: CreateFormationRequest, administrator: Administrator): Promise<FormationReply> {
    const { globalAccountId, name, type } = request;
    const formationId = formationIdOf(globalAccountId, name);
    const context = { ...administrator, operation: 'create-formation', now: this.clock.now() };
    const decide = (state: FormationState) =>
      createFormation({ formationId, globalAccountId, name, type: type ?? null }, state);
    const result = await this.eventStore.onFormation(formationId, context, decide, newFormation);
    return { ...writeReply(result), formation: created(result.own) };
  }
}

/** The formation right after its creation, without members. */
function created(events: readonly StoredEvent<FormationEvent>[]): FormationView {
  const record = events.reduce<FormationRecord<string | null> | undefined>(
    (before, { event, revision, position }) =>
      evolveFormationRecord(before, event, { version: revision + 1, position }),
    undefined,
  );
  if (!record) throw new Error('The command has left no formation');
  return formationViewOf(record, []);
}
