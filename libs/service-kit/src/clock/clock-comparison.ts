import type { OnModuleInit } from '@nestjs/common';
import { performance } from 'node:perf_hooks';
import { Gauge } from 'prom-client';
import { metrics } from '../metrics/metrics.js';
import { Sweeper } from '../sweeps/sweeper.js';
import type { Clock } from './clock.js';
import { ClockNotTrusted, ComparedClock } from './compared-clock.js';

/** A server whose time is compared. */
export interface TimeSource {
  /** For messages, such as `the event store`. */
  readonly name: string;
  /**
   * The server's time, milliseconds since 1970; undefined when it answers without one.
   * @throws when it does not answer
   */
  readonly time: () => Promise<number | undefined>;
  /** The server rounds down to this; milliseconds. */
  readonly resolutionMs: number;
}

const INTERVAL_MS = 5_000;

const skewSeconds = new Gauge({
  name: 'landscape_clock_skew_seconds',
  help: 'How far the clock of this process is ahead of the time that it is compared with',
  registers: [metrics],
});

/**
 * Compares the clock of a service with that of a server, at the start and every 5 s; logs when it is no longer to be
 * trusted, and when it is again. A clock that is no `ComparedClock` is left alone.
 */
export class ClockComparison extends Sweeper implements OnModuleInit {
  private wasTrusted = true;

  constructor(
    private readonly clock: Clock,
    private readonly source: TimeSource,
  ) {
    super(INTERVAL_MS);
  }

  /** Before requests arrive. A server that does not answer does not hold up the start. */
  async onModuleInit(): Promise<void> {
    await this.sweep().catch((err: unknown) => this.logger.warn({ err }, 'The clock cannot be compared yet'));
  }

  protected override async sweep(): Promise<void> {
    const { clock, source } = this;
    if (!(clock instanceof ComparedClock)) return;
    const askedAt = performance.now();
    const timeMs = await source.time();
    const tookMs = performance.now() - askedAt;
    if (timeMs === undefined) clock.cannotCompare();
    else {
      const { resolutionMs } = source;
      clock.compareWith(source.name, {
        timeMs: timeMs + resolutionMs / 2 + tookMs / 2,
        uncertaintyMs: (resolutionMs + tookMs) / 2,
      });
    }
    skewSeconds.set(clock.skewMs / 1_000);
    this.report(clock);
  }

  private report(clock: ComparedClock): void {
    try {
      clock.now();
      if (!this.wasTrusted) this.logger.log('The clock of this instance is right again');
      this.wasTrusted = true;
    } catch (error) {
      if (!(error instanceof ClockNotTrusted)) throw error;
      if (this.wasTrusted) this.logger.error(error.message);
      this.wasTrusted = false;
    }
  }
}
