import { SUBJECTS, type ListDueAttemptsReply } from '@system-landscape/contracts';
import { RpcClient } from '@system-landscape/messaging';
import { CLOCK, contextOf, runInContext, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import { SagaSettings } from './saga-settings.js';
import { StepDriver } from './step-driver.js';

const PAGE = 500;

/**
 * Looks for what is due by the clock: another try, a poll, a deadline. Waiting is data, so every instance may sweep at
 * any time; the read model only says where to look. One sweep at a time; a failed one ends nothing.
 */
@Injectable()
export class DueSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(DueSweeper.name);
  private readonly stopping = new AbortController();
  private readonly atWork = new Map<string, Promise<void>>();
  private running: Promise<void> | undefined;

  constructor(
    @Inject(RpcClient) private readonly rpc: RpcClient,
    @Inject(StepDriver) private readonly driver: StepDriver,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SagaSettings) private readonly settings: SagaSettings,
  ) {}

  onApplicationBootstrap(): void {
    // Nest calls it for HTTP and again for the microservice.
    this.running ??= this.run(this.stopping.signal);
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all(this.atWork.values());
  }

  private async run(signal: AbortSignal): Promise<void> {
    for (;;) {
      // It rejects for the abort alone, which the next line deals with.
      await wait(this.settings.sweepIntervalMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await runInContext(contextOf({}), () => this.sweepOnce());
    }
  }

  private async sweepOnce(): Promise<void> {
    try {
      const { items } = await this.rpc.request<ListDueAttemptsReply>(SUBJECTS.projection.listDueAttempts, {
        saga: this.driver.saga,
        dueAt: this.clock.now().toISOString(),
        limit: PAGE,
      });
      // Not waited for: a tenant that lets one call hang must not delay the next sweep's work for others.
      for (const { systemId } of items) this.resume(systemId);
    } catch (err) {
      this.logger.warn({ err }, 'The sweep for due steps failed; the next one tries again');
    }
  }

  private resume(systemId: string): void {
    if (this.atWork.has(systemId) || this.atWork.size >= PAGE) return;
    const work = this.driver
      .resumeDue(systemId)
      .catch((err: unknown) =>
        this.logger.warn({ err, systemId }, 'A due step could not be resumed; the next sweep tries'),
      )
      .finally(() => this.atWork.delete(systemId));
    this.atWork.set(systemId, work);
  }
}
