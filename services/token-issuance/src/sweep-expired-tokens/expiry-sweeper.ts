import { Sweeper } from '@system-landscape/service-kit';
import { Injectable } from '@nestjs/common';
import { TokenIssuanceSettings } from '../settings.js';
import { SweepExpiredTokens } from './sweep-expired-tokens.js';

/** Sweeps every `EXPIRY_SWEEP_INTERVAL`. */
@Injectable()
export class ExpirySweeper extends Sweeper {
  constructor(
    private readonly expiredTokens: SweepExpiredTokens,
    { expirySweepIntervalMs }: TokenIssuanceSettings,
  ) {
    super(expirySweepIntervalMs);
  }

  protected override async sweep(signal: AbortSignal): Promise<void> {
    const recorded = await this.expiredTokens.execute(signal);
    if (recorded > 0) this.logger.log(`${recorded} tokens recorded as expired`);
  }
}
