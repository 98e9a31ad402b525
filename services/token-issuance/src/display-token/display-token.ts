import type { DisplayTokenRequest, TokenReply } from '@system-landscape/contracts';
import { displayToken } from '@system-landscape/domain';
import { AccountSystems, writeReply } from '@system-landscape/event-store';
import type { Administrator } from '@system-landscape/messaging';
import { Injectable } from '@nestjs/common';
import { LiveTokenCap } from '../token/live-token-cap.js';
import { TokenOffers } from '../token/token-offers.js';
import { TokenReplies } from '../token/token-replies.js';

/** R2: displays the live token, or issues a new one in place of an expired one (M-15, M-18, N-07). */
@Injectable()
export class DisplayToken {
  constructor(
    private readonly systems: AccountSystems,
    private readonly offers: TokenOffers,
    private readonly cap: LiveTokenCap,
    private readonly replies: TokenReplies,
  ) {}

  async execute(request: DisplayTokenRequest, administrator: Administrator): Promise<TokenReply> {
    const { systemId } = request;
    const displayedTo = administrator.actor.subject;
    const context = { ...administrator, operation: 'display-token' };
    const result = await this.systems.execute(systemId, context, async (system, now) =>
      displayToken({ ...(await this.offers.forSystem(system)), systemId, displayedTo, now }, system),
    );
    this.cap.note(result);
    return { ...writeReply(result), integrationToken: await this.replies.integrationToken(result) };
  }
}
