import type { SkipEventReply, SkipEventRequest } from '@system-landscape/contracts';
import { EventStore } from '@system-landscape/event-store';
import type { Caller } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger } from '@nestjs/common';

/** An operator skips the event that keeps a stream, of a system or a formation, in quarantine. */
@Injectable()
export class SkipEvent {
  private readonly logger = new Logger(SkipEvent.name);

  constructor(
    private readonly eventStore: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal; StreamQuarantined for a stream that was deleted; StoreUnavailable */
  async execute(request: SkipEventRequest, operator: Caller): Promise<SkipEventReply> {
    const context = { ...operator, operation: 'skip-event', now: this.clock.now() };
    const position = await this.eventStore.skipEvent(request, context);
    const audit = { audit: 'event-skipped', stream: request.stream, actor: operator.actor.subject };
    this.logger.log(audit, 'An event that cannot be read was skipped');
    return { position };
  }
}
