import { contextOf, runInContext } from '../context/request-context.js';
import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * Looks now and again for what nobody else sees to, from the start of the service to its end: one sweep at a time, the
 * first one after the first wait. A failed sweep is logged and ends nothing.
 */
export abstract class Sweeper implements OnApplicationBootstrap, OnModuleDestroy {
  protected readonly logger = new Logger(this.constructor.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  /** @param intervalMs from the end of one sweep to the beginning of the next; milliseconds */
  protected constructor(private readonly intervalMs: number) {}

  /** @param signal the service stops: begin nothing more */
  protected abstract sweep(signal: AbortSignal): Promise<void>;

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
      await wait(this.intervalMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      try {
        await runInContext(contextOf({}), () => this.sweep(signal));
      } catch (err) {
        this.logger.warn({ err }, 'A sweep failed; the next one tries again');
      }
    }
  }
}
