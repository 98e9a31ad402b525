import type { IssueTokenRequest, TokenReply } from '@system-landscape/contracts';
import { issueToken } from '@system-landscape/domain';
import { AccountSystems, writeReply } from '@system-landscape/event-store';
import type { Administrator } from '@system-landscape/messaging';
import { Injectable } from '@nestjs/common';
import { LiveTokenCap } from '../token/live-token-cap.js';
import { TokenOffers } from '../token/token-offers.js';
import { TokenReplies } from '../token/token-replies.js';

/** A new token for the same system: replaces (Pending), recovers (R6) or re-registers. */
@Injectable()
export class IssueToken {
  constructor(
    private readonly systems: AccountSystems,
    private readonly offers: TokenOffers,
    private readonly cap: LiveTokenCap,
    private readonly replies: TokenReplies,
  ) {}

  async execute(request: IssueTokenRequest, administrator: Administrator): Promise<TokenReply> {
    const { systemId } = request;
    const context = { ...administrator, operation: 'issue-token' };
    const result = await this.systems.execute(systemId, context, async (system, now) =>
      issueToken({ ...(await this.offers.forSystem(system)), systemId, now }, system),
    );
    this.cap.note(result);
    return { ...writeReply(result), integrationToken: await this.replies.integrationToken(result) };
  }
}
