import { RPC, type WriteReply } from '@system-landscape/contracts';
import {
  finishFormationDeletion,
  formationStream,
  type Formation,
  type FormationState,
} from '@system-landscape/domain';
import { EventStore, writeReply } from '@system-landscape/event-store';
import { RpcClient } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { ExcludeMember } from '../follow-formations/exclude-member.js';
import { platformCommand } from '../follow-formations/platform-command.js';

const PAGE = 100;

type Which = Pick<Formation, 'formationId' | 'life'>;

/** Ends a deletion that has begun: excludes the members and says so in the log. Safe to do twice and at the same time. */
@Injectable()
export class EndDeletion {
  constructor(
    private readonly eventStore: EventStore,
    private readonly rpc: RpcClient,
    private readonly excludeMember: ExcludeMember,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws RpcError while the read model is away or behind; StoreUnavailable. Nothing is lost: do it again */
  async execute(which: Which): Promise<WriteReply> {
    const state = await this.eventStore.loadFormation(which.formationId);
    if (isDeleting(state, which)) {
      for await (const systemId of this.members(state)) {
        await this.excludeMember.execute(systemId, which, `${which.formationId}/${which.life}`);
      }
    }
    const command = platformCommand('end-formation-deletion', `${which.formationId}/${which.life}`, this.clock);
    const result = await this.eventStore.onFormation(which.formationId, command, (current) =>
      finishFormationDeletion(which, current),
    );
    return writeReply(result);
  }

  /** Everybody who had joined when the deletion began; whoever comes later is the policy's. */
  private async *members({ globalAccountId, formationId, version }: Formation): AsyncGenerator<string> {
    // Nothing follows the beginning of a deletion but its end, so the version is that of the beginning.
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

function isDeleting(state: FormationState, { life }: Which): state is Formation {
  return state.status === 'DELETING' && state.life === life;
}
