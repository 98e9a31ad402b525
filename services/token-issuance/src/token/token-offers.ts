import { findSystemType, type System, type TokenOffer } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { TokenIssuanceSettings } from '../settings.js';
import { LiveTokenCap } from './live-token-cap.js';

/** Nest token of the function that makes the ids of tokens. */
export const NEW_TOKEN_ID = Symbol('NewTokenId');

/** The tokens that decisions may issue, should it come to that. */
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
