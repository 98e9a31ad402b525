import type { ResolveIncidentRequest, WriteReply } from '@system-landscape/contracts';
import { parseSystemId, Refusal, resolveIncident } from '@system-landscape/domain';
import { EventStore, refuseReusedKey, writeReply } from '@system-landscape/event-store';
import type { Caller } from '@system-landscape/messaging';
import { SagaSettings } from '@system-landscape/saga';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger } from '@nestjs/common';

/** R12: an operator retries a failed deregistration, or confirms that the tenant side is removed. */
@Injectable()
export class ResolveIncident {
  private readonly logger = new Logger(ResolveIncident.name);

  constructor(
    private readonly eventStore: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly settings: SagaSettings,
  ) {}

  /** @throws Refusal */
  async execute({ systemId, action, note }: ResolveIncidentRequest, operator: Caller): Promise<WriteReply> {
    const nameId = parseSystemId(systemId)?.nameId;
    if (nameId === undefined) throw new Refusal('NOT_FOUND', 'There is no open incident for this system.');
    const now = this.clock.now();
    const context = { ...operator, operation: 'resolve-incident', now };
    const result = await this.eventStore.onSystem(nameId, context, (state) =>
      resolveIncident({ systemId, action, note, ...this.settings.attemptTiming, now }, state),
    );
    refuseReusedKey(result, systemId);
    const audit = { audit: 'incident-resolved', systemId, action, actor: operator.actor.subject };
    this.logger.log(audit, 'An incident was resolved');
    return writeReply(result);
  }
}
