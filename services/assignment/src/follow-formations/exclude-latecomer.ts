import { activeFormation, isFormationId } from '@system-landscape/domain';
import { EventStore } from '@system-landscape/event-store';
import type { Hint } from '@system-landscape/hints';
import { Injectable } from '@nestjs/common';
import { ExcludeMember } from './exclude-member.js';

/**
 * Policy on `SystemIncludedInFormation`: excludes a system that was included while its formation was being deleted. The
 * formation is loaded after the event, so a deletion that began before the event is in the state.
 */
@Injectable()
export class ExcludeLatecomer {
  constructor(
    private readonly eventStore: EventStore,
    private readonly excludeMember: ExcludeMember,
  ) {}

  async handle({ data, eventId }: Hint): Promise<void> {
    const formationId = String(data['formationId']);
    const life = Number(data['formationLife']);
    if (!isFormationId(formationId)) return;
    const formation = activeFormation(await this.eventStore.loadFormation(formationId));
    if (formation?.life === life) return;
    await this.excludeMember.execute(String(data['systemId']), { formationId, life }, eventId);
  }
}
