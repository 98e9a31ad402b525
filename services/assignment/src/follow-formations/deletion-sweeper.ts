import { RPC } from '@system-landscape/contracts';
import { EventStore } from '@system-landscape/event-store';
import { RpcClient } from '@system-landscape/messaging';
import { Sweeper } from '@system-landscape/service-kit';
import { Injectable } from '@nestjs/common';
import { EndDeletion } from '../delete-formation/end-deletion.js';
import { AssignmentSettings } from '../settings.js';

const PAGE = 100;

/** Ends the deletions that nobody ends because their process died. Every instance may sweep. */
@Injectable()
export class DeletionSweeper extends Sweeper {
  constructor(
    private readonly eventStore: EventStore,
    private readonly rpc: RpcClient,
    private readonly endDeletion: EndDeletion,
    { deletionSweepIntervalMs }: AssignmentSettings,
  ) {
    super(deletionSweepIntervalMs);
  }

  protected override async sweep(signal: AbortSignal): Promise<void> {
    const { items } = await this.rpc.request(RPC.projection.listFormationDeletions, { limit: PAGE });
    for (const { formationId } of items) {
      if (signal.aborted) return;
      await this.end(formationId);
    }
  }

  /** One that cannot be ended now does not keep the others waiting. */
  private async end(formationId: string): Promise<void> {
    try {
      const state = await this.eventStore.loadFormation(formationId);
      if (state.status === 'DELETING') await this.endDeletion.execute(state);
    } catch (err) {
      this.logger.warn({ err, formationId }, 'A deletion could not be ended; the next sweep tries again');
    }
  }
}
