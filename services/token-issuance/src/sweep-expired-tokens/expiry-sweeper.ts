import { contextOf, runInContext } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import { TokenIssuanceSettings } from '../settings.js';
import { SweepExpiredTokens } from './sweep-expired-tokens.js';

/** Sweeps every `EXPIRY_SWEEP_INTERVAL`, one sweep at a time, until the service stops. A failed sweep ends nothing. */
@Injectable()
export class ExpirySweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(ExpirySweeper.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    @Inject(SweepExpiredTokens) private readonly sweep: SweepExpiredTokens,
    @Inject(TokenIssuanceSettings) private readonly settings: TokenIssuanceSettings,
  ) {}

  onApplicationBootstrap(): void {
    // Nest calls it for HTTP and again for the microservice.
    this.running ??= this.run(this.stopping.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    for (;;) {
      // It rejects for the abort alone, which the next line deals with.
      await wait(this.settings.expirySweepIntervalMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await runInContext(contextOf({}), () => this.sweepOnce(signal));
    }
  }

  private async sweepOnce(signal: AbortSignal): Promise<void> {
    try {
      const recorded = await this.sweep.execute(signal);
      if (recorded > 0) this.logger.log(`${recorded} tokens recorded as expired`);
    } catch (error) {
      this.logger.warn({ err: error }, 'The sweep for expired tokens failed; the next one tries again');
    }
  }
}
