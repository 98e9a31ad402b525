import { excludeFromFormation, parseSystemId, type Formation } from '@system-landscape/domain';
import { EventStore } from '@system-landscape/event-store';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { platformCommand } from './platform-command.js';

/** Excludes a system from a deleted formation. A member of a later formation with the same name stays. */
@Injectable()
export class ExcludeMember {
  constructor(
    private readonly eventStore: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param key id of the event or deletion that this reacts to: a system can join, leave and join again
   * @throws StoreUnavailable
   */
  async execute(systemId: string, formation: Pick<Formation, 'formationId' | 'life'>, key: string): Promise<void> {
    const { formationId, life: formationLife } = formation;
    const nameId = parseSystemId(systemId)?.nameId;
    if (nameId === undefined) return;
    const command = platformCommand('exclude-member', key, this.clock);
    await this.eventStore.onSystem(nameId, command, (state) =>
      excludeFromFormation({ systemId, formationId, reason: 'FORMATION_DELETED', formationLife }, state),
    );
  }
}
