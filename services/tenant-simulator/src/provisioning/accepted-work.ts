import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type BeforeApplicationShutdown,
} from '@nestjs/common';
import { type Clock, CLOCK } from '@system-landscape/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import { type Operation, TenantStore } from '../tenant-store.js';
import { CallbackSender } from './callback-sender.js';

/**
 * Ends accepted work when its time has come, and reports it where a callback was promised. What is to do is in the
 * store; a restart goes on with it.
 */
@Injectable()
export class AcceptedWork implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(AcceptedWork.name);
  private readonly stopping = new AbortController();
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    @Inject(TenantStore) private readonly store: TenantStore,
    @Inject(CallbackSender) private readonly callbacks: CallbackSender,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    for (const operation of this.store.unfinishedOperations()) this.begin(operation);
  }

  /** Before the store closes. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running.values());
  }

  /** Sees an operation through to its end; the second time it does nothing. */
  begin(operation: Operation): void {
    const { id } = operation;
    if (this.running.has(id) || (operation.state !== 'IN_PROGRESS' && operation.callback !== 'to-send')) return;
    const run = this.run(operation)
      .catch((error: unknown) => {
        if (!this.stopping.signal.aborted) this.logger.error(error);
      })
      .finally(() => this.running.delete(id));
    this.running.set(id, run);
  }

  private async run(operation: Operation): Promise<void> {
    const { signal } = this.stopping;
    await delay(Math.max(0, Date.parse(operation.dueAt) - this.clock.now().getTime()), undefined, { signal });
    const ended = await this.store.endOperation(operation);
    if (ended.callback !== 'to-send') return;
    await this.store.endCallback(ended, await this.callbacks.send(ended, signal));
  }
}
