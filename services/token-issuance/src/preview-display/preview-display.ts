import type { DisplayTokenRequest, WriteReply } from '@system-landscape/contracts';
import { displayToken, Refusal } from '@system-landscape/domain';
import { AccountSystems, writeReply } from '@system-landscape/event-store';
import type { Administrator } from '@system-landscape/messaging';
import { Injectable } from '@nestjs/common';
import { TokenOffers } from '../token/token-offers.js';

/** Whether the token would be displayed (R2), for `HEAD`: the same decision, of which nothing is recorded or shown. */
@Injectable()
export class PreviewDisplay {
  constructor(
    private readonly systems: AccountSystems,
    private readonly offers: TokenOffers,
  ) {}

  /** @throws Refusal as `DisplayToken` */
  async execute({ systemId }: DisplayTokenRequest, administrator: Administrator): Promise<WriteReply> {
    const displayedTo = administrator.actor.subject;
    const context = { ...administrator, operation: 'preview-display' };
    const result = await this.systems.execute(systemId, context, async (system, now) => {
      const offer = await this.offers.forSystem(system);
      const decision = displayToken({ ...offer, systemId, displayedTo, now }, system);
      return decision instanceof Refusal ? decision : [];
    });
    return writeReply(result);
  }
}
