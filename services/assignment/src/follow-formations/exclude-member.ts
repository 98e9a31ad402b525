import { excludeFromFormation, parseSystemId, type Formation } from '@system-landscape/domain';
import { EventStore } from '@system-landscape/event-store';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { platformCommand } from './platform-command.js';

/** Takes a system out of a formation that is deleted; who has joined a later formation of the name stays. */
@Injectable()
export class ExcludeMember {
  constructor(
    @Inject(EventStore) private readonly eventStore: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param key names what is followed: a system can join, leave and join again
   * @throws StoreUnavailable
   */
  async execute(
    systemId: string,
    formation: Pick<Formation, 'globalAccountId' | 'formationId' | 'life'>,
    key: string,
  ): Promise<void> {
    const { globalAccountId, formationId, life: formationLife } = formation;
    const nameId = parseSystemId(systemId)?.nameId;
    if (nameId === undefined) return;
    const command = platformCommand('exclude-member', key, globalAccountId, this.clock);
    await this.eventStore.onSystem(nameId, command, (state) =>
      excludeFromFormation({ systemId, formationId, reason: 'FORMATION_DELETED', formationLife }, state),
    );
  }
}
