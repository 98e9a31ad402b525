import type { RegisterSystemReply, RegisterSystemRequest } from '@system-landscape/contracts';
import { nameIdOf, registerSystem, type SystemState } from '@system-landscape/domain';
import { EventStore, newSystem, writeReply } from '@system-landscape/event-store';
import type { Administrator } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { LiveTokenCap } from '../token/live-token-cap.js';
import { TokenOffers } from '../token/token-offers.js';
import { TokenReplies } from '../token/token-replies.js';

/** R1: adds a system and its first token by one append to the name's stream; the stream reserves the name (M-20). */
@Injectable()
export class RegisterSystem {
  constructor(
    private readonly eventStore: EventStore,
    private readonly offers: TokenOffers,
    private readonly cap: LiveTokenCap,
    private readonly replies: TokenReplies,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute(request: RegisterSystemRequest, administrator: Administrator): Promise<RegisterSystemReply> {
    const { globalAccountId, name, type: systemType, communicationScenarioGroup } = request;
    const nameId = nameIdOf(globalAccountId, name);
    const offer = await this.offers.forType(globalAccountId, systemType);
    const now = this.clock.now();
    const command = { ...offer, nameId, globalAccountId, name, systemType, communicationScenarioGroup, now };

    const context = { ...administrator, operation: 'register-system', now };
    const decide = (state: SystemState) => registerSystem(command, state);
    const result = await this.eventStore.onSystem(nameId, context, decide, newSystem);
    this.cap.note(result);
    return {
      ...writeReply(result),
      system: this.replies.system(result),
      integrationToken: await this.replies.integrationToken(result),
    };
  }
}
