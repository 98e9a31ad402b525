import { Bucket, RpcError } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { problem } from '../problems/problem.js';
import { RATE_LIMIT_BUCKET, SharedWindow } from '../rate-limits/shared-window.js';
import { GatewaySettings } from '../settings.js';

/** Limits the guessing of integration tokens: counts refused redemptions per caller and minute, in all instances together. */
@Injectable()
export class RefusedRedemptions {
  private readonly window: SharedWindow;

  constructor(settings: GatewaySettings, @Inject(CLOCK) clock: Clock, @Inject(RATE_LIMIT_BUCKET) bucket: Bucket) {
    this.window = new SharedWindow('refused-redemptions', settings.refusedRedemptionsPerMinute, clock, bucket);
  }

  /** @throws RpcError `RATE_LIMITED` without calling `redeem`, when the limit is reached */
  async limit<T>(caller: string, redeem: () => Promise<T>): Promise<T> {
    await this.window.learn(caller);
    const retryAfter = this.window.blockedFor(caller);
    if (retryAfter !== undefined) {
      throw problem('RATE_LIMITED', 'Too many integration tokens were refused in this minute.', { retryAfter });
    }
    try {
      return await redeem();
    } catch (error) {
      if (error instanceof RpcError && isRefused(error)) this.window.count(caller);
      throw error;
    }
  }
}

function isRefused({ code, body }: RpcError): boolean {
  return body.status < 500 && code !== 'IDEMPOTENCY_KEY_REUSED';
}
