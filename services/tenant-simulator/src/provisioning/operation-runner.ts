import {
  type BeforeApplicationShutdown,
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { type Clock, CLOCK } from '@system-landscape/service-kit';
import { setTimeout as delay } from 'node:timers/promises';
import { CallbackSender } from './callback-sender.js';
import { type Operation, OperationStore } from './operation-store.js';
import { StepProcessor } from './step-processor.js';

/** Completes operations when they are due and sends their callbacks. After a restart it continues with stored ones. */
@Injectable()
export class OperationRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger(OperationRunner.name);
  private readonly stopping = new AbortController();
  private readonly running = new Map<string, Promise<void>>();

  constructor(
    private readonly operations: OperationStore,
    private readonly processor: StepProcessor,
    private readonly callbacks: CallbackSender,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    for (const operation of this.operations.unfinished()) this.start(operation);
  }

  /** Runs before the database closes. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.running.values());
  }

  /** Runs an operation in the background; does nothing for one that is running or finished. */
  start(operation: Operation): void {
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
    const ended = await this.processor.completeOperation(operation);
    if (ended.callback !== 'to-send') return;
    await this.processor.recordCallback(ended, await this.callbacks.send(ended, signal));
  }
}
