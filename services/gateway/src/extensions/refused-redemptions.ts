import { RpcError } from '@system-landscape/messaging';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { problem } from '../problems/problem.js';
import { FixedWindow } from '../rate-limits/fixed-window.js';
import { GatewaySettings } from '../settings.js';

/** Limits the guessing of integration tokens: counts refused redemptions per caller and minute. */
@Injectable()
export class RefusedRedemptions {
  private readonly window: FixedWindow;

  constructor(settings: GatewaySettings, @Inject(CLOCK) clock: Clock) {
    this.window = new FixedWindow(settings.refusedRedemptionsPerMinute, clock);
  }

  /** @throws RpcError `RATE_LIMITED` without calling `redeem`, when the limit is reached */
  async limit<T>(caller: string, redeem: () => Promise<T>): Promise<T> {
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
