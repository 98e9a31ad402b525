import { SUBJECTS, type ListFormationDeletionsReply } from '@system-landscape/contracts';
import { EventStore } from '@system-landscape/event-store';
import { RpcClient } from '@system-landscape/messaging';
import { contextOf, runInContext } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as wait } from 'node:timers/promises';
import { EndDeletion } from '../delete-formation/end-deletion.js';
import { AssignmentSettings } from '../settings.js';

const PAGE = 100;

/** Ends the deletions that nobody ends because their process died. Every instance may sweep; a failed sweep ends nothing. */
@Injectable()
export class DeletionSweeper implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger(DeletionSweeper.name);
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;

  constructor(
    @Inject(EventStore) private readonly eventStore: EventStore,
    @Inject(RpcClient) private readonly rpc: RpcClient,
    @Inject(EndDeletion) private readonly endDeletion: EndDeletion,
    @Inject(AssignmentSettings) private readonly settings: AssignmentSettings,
  ) {}

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
      await wait(this.settings.deletionSweepIntervalMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await runInContext(contextOf({}), () => this.sweepOnce(signal));
    }
  }

  private async sweepOnce(signal: AbortSignal): Promise<void> {
    try {
      const subject = SUBJECTS.projection.listFormationDeletions;
      const { items } = await this.rpc.request<ListFormationDeletionsReply>(subject, { limit: PAGE });
      for (const { formationId } of items) {
        if (signal.aborted) return;
        await this.end(formationId);
      }
    } catch (err) {
      this.logger.warn({ err }, 'The sweep for deletions failed; the next one tries again');
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
