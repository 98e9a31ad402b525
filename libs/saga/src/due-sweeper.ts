import { RPC } from '@system-landscape/contracts';
import { RpcClient } from '@system-landscape/messaging';
import { CLOCK, Sweeper, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { SagaSettings } from './saga-settings.js';
import { StepDriver } from './step-driver.js';

const PAGE = 500;

/**
 * Looks for what is due by the clock: another try, a poll, a deadline. Waiting is data, so every instance may sweep at
 * any time; the read model only says where to look.
 */
@Injectable()
export class DueSweeper extends Sweeper {
  private readonly atWork = new Map<string, Promise<void>>();

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
    await Promise.all(this.atWork.values());
  }

  protected override async sweep(): Promise<void> {
    const { items } = await this.rpc.request(RPC.projection.listDueAttempts, {
      saga: this.driver.saga,
      dueAt: this.clock.now().toISOString(),
      limit: PAGE,
    });
    // Not waited for: a tenant that lets one call hang must not delay the next sweep's work for others.
    for (const { systemId } of items) this.resume(systemId);
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
