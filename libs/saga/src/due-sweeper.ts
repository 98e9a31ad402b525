import { RPC } from '@system-landscape/contracts';
import { RpcClient } from '@system-landscape/messaging';
import { CLOCK, Sweeper, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { SagaSettings } from './saga-settings.js';
import { StepDriver } from './step-driver.js';

const PAGE = 500;

/**
 * Continues attempts that are due: a retry, a poll or the deadline. The due time is part of the state, so every instance
 * may sweep at any time; the read model only lists candidates.
 */
@Injectable()
export class DueSweeper extends Sweeper {
  private readonly resuming = new Map<string, Promise<void>>();

  constructor(
    private readonly rpc: RpcClient,
    private readonly driver: StepDriver,
    @Inject(CLOCK) private readonly clock: Clock,
    { sweepIntervalMs }: SagaSettings,
  ) {
    super(sweepIntervalMs);
  }

  override async onModuleDestroy(): Promise<void> {
    await super.onModuleDestroy();
    await Promise.all(this.resuming.values());
  }

  protected override async sweep(): Promise<void> {
    const { items } = await this.rpc.request(RPC.projection.listDueAttempts, {
      saga: this.driver.saga,
      dueAt: this.clock.now().toISOString(),
      limit: PAGE,
    });
    // Not awaited: a call that hangs in one tenant must not delay the next sweep for other tenants.
    for (const { systemId } of items) this.resume(systemId);
  }

  private resume(systemId: string): void {
    if (this.resuming.has(systemId) || this.resuming.size >= PAGE) return;
    const work = this.driver
      .resumeDue(systemId)
      .catch((err: unknown) =>
        this.logger.warn({ err, systemId }, 'A due step could not be resumed; the next sweep tries'),
      )
      .finally(() => this.resuming.delete(systemId));
    this.resuming.set(systemId, work);
  }
}
