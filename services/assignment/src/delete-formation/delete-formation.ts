import {
  formationEntityTag,
  RPC,
  type CurrentResource,
  type DeleteFormationRequest,
  type WriteReply,
} from '@system-landscape/contracts';
import { formationStream, startFormationDeletion } from '@system-landscape/domain';
import { EventStore, unlessChanged } from '@system-landscape/event-store';
import { RpcClient, RpcError, type Administrator } from '@system-landscape/messaging';
import { Injectable } from '@nestjs/common';
import { AccountFormations } from '../account/account-formations.js';
import { EndDeletion } from './end-deletion.js';

/** Deletes a formation: no system can join any more, the members are excluded, then the deletion ends. */
@Injectable()
export class DeleteFormation {
  constructor(
    private readonly formations: AccountFormations,
    private readonly endDeletion: EndDeletion,
    private readonly eventStore: EventStore,
    private readonly rpc: RpcClient,
  ) {}

  /** @throws RpcError when the members cannot be listed now; the deletion has begun then, and the sweep ends it */
  async execute(request: DeleteFormationRequest, administrator: Administrator): Promise<WriteReply> {
    const { formationId } = request;
    const { preconditions } = administrator;
    const resource = preconditions && (await this.currentResource(request));
    const { state } = await this.formations.execute('delete-formation', request, administrator, (current) => {
      const decision = startFormationDeletion({ formationId }, current);
      return resource ? unlessChanged(preconditions, resource, decision) : decision;
    });
    return this.endDeletion.execute(state);
  }

  /**
   * With its members, which the streams of the systems record: one that joins after this is not noticed.
   * @throws RpcError while the read model is unreachable or behind
   */
  private async currentResource({ formationId, globalAccountId }: DeleteFormationRequest): Promise<CurrentResource> {
    const { version } = await this.eventStore.loadFormation(formationId);
    if (version === 0) return { exists: false };
    const { position } = await this.rpc.request(RPC.projection.getPosition, {
      stream: formationStream(formationId),
      version,
    });
    try {
      const query = { globalAccountId, formationId, minPosition: position };
      const { formation } = await this.rpc.request(RPC.projection.getFormation, query);
      return { exists: true, tag: formationEntityTag(formation) };
    } catch (error) {
      if (error instanceof RpcError && error.code === 'NOT_FOUND') return { exists: false };
      throw error;
    }
  }
}
