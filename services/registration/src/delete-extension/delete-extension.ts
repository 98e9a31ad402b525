import {
  extensionEntityTag,
  RPC,
  type DeleteExtensionReply,
  type DeleteExtensionRequest,
} from '@system-landscape/contracts';
import {
  deleteFailedExtension,
  parseSystemId,
  Refusal,
  systemIdOfExtension,
  versionOfLife,
} from '@system-landscape/domain';
import { EventStore, refuseReusedKey, unlessChanged, writeReply } from '@system-landscape/event-store';
import { RpcClient, type TenantSide } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';

/**
 * The tenant deletes an extension (N-10). A Failed one is deleted here, which unlocks its name (M-21, M-22). Every other
 * request is forwarded to deregistration, which also recognises the keys of the deregistrations that it has started.
 */
@Injectable()
export class DeleteExtension {
  constructor(
    private readonly eventStore: EventStore,
    private readonly rpc: RpcClient,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal, RpcError */
  async execute(request: DeleteExtensionRequest, tenantSide: TenantSide): Promise<DeleteExtensionReply> {
    try {
      return await this.deleteFailed(request, tenantSide);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { preconditions } = tenantSide;
      return await this.rpc.request(RPC.deregistration.deleteExtension, request, {
        ...(preconditions && { preconditions }),
      });
    }
  }

  private async deleteFailed(
    { extensionId, tenantId }: DeleteExtensionRequest,
    tenantSide: TenantSide,
  ): Promise<DeleteExtensionReply> {
    const systemId = systemIdOfExtension(extensionId);
    const nameId = systemId === undefined ? undefined : parseSystemId(systemId)?.nameId;
    if (systemId === undefined || nameId === undefined) {
      throw new Refusal('NOT_FOUND', 'There is no such extension.');
    }
    const context = { ...tenantSide, operation: 'delete-extension', now: this.clock.now() };
    const result = await this.eventStore.onSystem(nameId, context, (state) =>
      unlessChanged(
        tenantSide.preconditions,
        { exists: true, tag: extensionEntityTag({ extensionId }, versionOfLife(state)) },
        deleteFailedExtension({ systemId, extensionId, tenantId }, state),
      ),
    );
    refuseReusedKey(result, systemId, { extensionId });
    return { outcome: 'deleted', ...writeReply(result) };
  }
}
