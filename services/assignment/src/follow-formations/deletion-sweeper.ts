import { RPC } from '@system-landscape/contracts';
import { EventStore } from '@system-landscape/event-store';
import { RpcClient } from '@system-landscape/messaging';
import { Sweeper } from '@system-landscape/service-kit';
import { Injectable } from '@nestjs/common';
import { EndDeletion } from '../delete-formation/end-deletion.js';
import { AssignmentSettings } from '../settings.js';

const PAGE = 100;

/** Ends deletions that a crashed process left unfinished. Every instance may sweep. */
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

  /** Never rejects, so that a deletion that fails does not stop the sweep. */
  private async end(formationId: string): Promise<void> {
    try {
      const loaded = await this.eventStore.loadFormationStream(formationId);
      if (loaded.state.status === 'DELETING') await this.endDeletion.end(loaded.state, loaded);
    } catch (err) {
      this.logger.warn({ err, formationId }, 'A deletion could not be ended; the next sweep tries again');
    }
  }
}
