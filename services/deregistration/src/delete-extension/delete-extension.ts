import {
  extensionEntityTag,
  type DeleteExtensionReply,
  type DeleteExtensionRequest,
} from '@system-landscape/contracts';
import {
  parseSystemId,
  Refusal,
  startDeregistration,
  systemIdOfExtension,
  versionOfLife,
} from '@system-landscape/domain';
import { EventStore, refuseReusedKey, unlessChanged, writeReply } from '@system-landscape/event-store';
import type { TenantSide } from '@system-landscape/messaging';
import { SagaSettings } from '@system-landscape/saga';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';

/** N-10: the tenant deletes its Enabled extension, which deregisters the system (M-24). Registration forwards this. */
@Injectable()
export class DeleteExtension {
  constructor(
    private readonly eventStore: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly settings: SagaSettings,
  ) {}

  /** @throws Refusal */
  async execute(
    { extensionId, tenantId }: DeleteExtensionRequest,
    tenantSide: TenantSide,
  ): Promise<DeleteExtensionReply> {
    const systemId = systemIdOfExtension(extensionId);
    const nameId = systemId === undefined ? undefined : parseSystemId(systemId)?.nameId;
    if (systemId === undefined || nameId === undefined) {
      throw new Refusal('NOT_FOUND', 'There is no such extension.');
    }
    const now = this.clock.now();
    // Another operation than registration's `delete-extension`: the same key must not make both the same command.
    const context = { ...tenantSide, operation: 'start-deregistration', now };
    const extension = { extensionId, tenantId };
    const result = await this.eventStore.onSystem(nameId, context, (state) =>
      unlessChanged(
        tenantSide.preconditions,
        { exists: true, tag: extensionEntityTag({ extensionId }, versionOfLife(state)) },
        startDeregistration({ systemId, startedBy: 'tenant', extension, ...this.settings.attemptTiming, now }, state),
      ),
    );
    refuseReusedKey(result, systemId, { extensionId });
    return { outcome: 'deregistering', ...writeReply(result) };
  }
}
