import type { DeleteExtensionReply, DeleteExtensionRequest } from '@system-landscape/contracts';
import { deleteFailedExtension, parseSystemId, Refusal, systemIdOfExtension } from '@system-landscape/domain';
import { EventStore } from '@system-landscape/event-store';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import type { TenantSide } from '../tenant-side.js';

/** Deletes a Failed extension, which lifts the lock of its name (M-21, M-22). */
@Injectable()
export class DeleteExtension {
  constructor(
    @Inject(EventStore) private readonly eventStore: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(request: DeleteExtensionRequest, tenantSide: TenantSide): Promise<DeleteExtensionReply> {
    const { extensionId, tenantId } = request;
    const systemId = systemIdOfExtension(extensionId);
    const nameId = systemId === undefined ? undefined : parseSystemId(systemId)?.nameId;
    if (systemId === undefined || nameId === undefined) throw noSuchExtension();

    const before = await this.eventStore.loadSystem(nameId);
    if (before.status === 'NONE') throw noSuchExtension();
    const context = {
      ...tenantSide,
      operation: 'delete-extension',
      globalAccountId: before.globalAccountId,
      now: this.clock.now(),
    };
    const { position, version, stream } = await this.eventStore.onSystem(nameId, context, (state) =>
      deleteFailedExtension({ systemId, extensionId, tenantId }, state),
    );
    return { outcome: 'deleted', position, version, stream };
  }
}

function noSuchExtension(): Refusal {
  return new Refusal('NOT_FOUND', 'There is no such extension.');
}
