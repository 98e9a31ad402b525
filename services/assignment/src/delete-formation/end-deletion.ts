import { RPC, type WriteReply } from '@system-landscape/contracts';
import {
  finishFormationDeletion,
  formationStream,
  type Formation,
  type FormationEvent,
  type FormationState,
} from '@system-landscape/domain';
import { EventStore, writeReply, type LoadedStream } from '@system-landscape/event-store';
import { RpcClient } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ExcludeMember } from '../follow-formations/exclude-member.js';
import { platformCommand } from '../follow-formations/platform-command.js';

const PAGE = 100;

type FormationLife = Pick<Formation, 'formationId' | 'life'>;

/** Ends a deletion: excludes the members and records the end. Idempotent, also when run concurrently. */
@Injectable()
export class EndDeletion {
  constructor(
    private readonly eventStore: EventStore,
    private readonly rpc: RpcClient,
    private readonly excludeMember: ExcludeMember,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws RpcError while the read model is unreachable or behind; StoreUnavailable. Safe to repeat after either */
  async execute(formation: FormationLife): Promise<WriteReply> {
    return this.end(formation, await this.eventStore.loadFormationStream(formation.formationId));
  }

  /** The same for a stream that is loaded already. */
  async end(formation: FormationLife, loaded: LoadedStream<FormationState, FormationEvent>): Promise<WriteReply> {
    const { state } = loaded;
    if (isDeleting(state, formation)) {
      for await (const systemId of this.members(state)) {
        await this.excludeMember.execute(systemId, formation, `${formation.formationId}/${formation.life}`);
      }
    }
    const command = platformCommand('end-formation-deletion', `${formation.formationId}/${formation.life}`, this.clock);
    const decide = (current: FormationState) => finishFormationDeletion(formation, current);
    const result = await this.eventStore.onFormation(formation.formationId, command, decide, loaded);
    return writeReply(result);
  }

  /** Systems that had joined when the deletion began. `ExcludeLatecomer` excludes those that join later. */
  private async *members({ globalAccountId, formationId, version }: Formation): AsyncGenerator<string> {
    // The start of the deletion is the last event, so its position is that of the version.
    const started = { stream: formationStream(formationId), version };
    const { position } = await this.rpc.request(RPC.projection.getPosition, started);
    let cursor: string | undefined;
    do {
      const page = await this.rpc.request(RPC.projection.listFormationMembers, {
        ...{ globalAccountId, formationId, minPosition: position, limit: PAGE },
        ...(cursor !== undefined && { cursor }),
      });
      for (const { systemId } of page.items) yield systemId;
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
  }
}

function isDeleting(state: FormationState, { life }: FormationLife): state is Formation {
  return state.status === 'DELETING' && state.life === life;
}
