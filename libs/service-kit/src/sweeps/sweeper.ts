import { ClockNotTrusted } from '../clock/compared-clock.js';
import { contextOf, runInContext, unsampledTraceparent } from '../context/request-context.js';
import { isTracing } from '../telemetry/telemetry.js';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs a periodic background job, a sweep, from the start of the service to its stop. Sweeps never overlap, and the first one
 * starts after one interval. A failed sweep is logged; the next one runs as usual.
 */
export abstract class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  protected readonly logger = new Logger(this.constructor.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  /** @param intervalMs from the end of one sweep to the start of the next; milliseconds */
  protected constructor(private readonly intervalMs: number) {}

  /** @param signal aborts when the service stops: start no more work */
  protected abstract sweep(signal: AbortSignal): Promise<void>;

  onApplicationBootstrap(): void {
    // Nest calls this hook twice: for HTTP and for the microservice.
    this.running ??= this.run(this.stopping.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }

  private async run(signal: AbortSignal): Promise<void> {
    for (;;) {
      // Rejects only for the abort, which the next line handles.
      await sleep(this.intervalMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        // Nobody wants a trace of each look for work; what a sweep goes on with is a span in the trace of that.
        const context = contextOf(isTracing() ? { traceparent: unsampledTraceparent() } : {});
        await runInContext(context, () => this.sweep(signal));
      } catch (err) {
        // The comparison of the clock says why.
        if (err instanceof ClockNotTrusted) continue;
        this.logger.warn({ err }, 'A sweep failed; the next one will retry');
      }
    }
  }
}
