import { findSystemType, type System, type TokenOffer } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuanceSettings } from '../settings.js';
import { LiveTokenCap } from './live-token-cap.js';

/** Injection token of the function that generates token ids. */
export const NEW_TOKEN_ID = Symbol('NewTokenId');

/** Offers: the token that a decision issues if it issues one. */
@Injectable()
export class TokenOffers {
  constructor(
    private readonly settings: TokenIssuanceSettings,
    private readonly cap: LiveTokenCap,
    @Inject(NEW_TOKEN_ID) private readonly newTokenId: () => string,
  ) {}

  async forType(globalAccountId: string, type: string): Promise<TokenOffer> {
    const { keyRing, tokenValidityMs: validityMs } = this.settings;
    const limit = findSystemType(type) ? await this.cap.limitOf(globalAccountId, type) : undefined;
    return { tokenId: this.newTokenId(), kid: keyRing.currentKid, validityMs, limit };
  }

  forSystem({ globalAccountId, type }: System): Promise<TokenOffer> {
    return this.forType(globalAccountId, type);
  }
}
