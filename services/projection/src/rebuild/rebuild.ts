import { followLog, LogReader, type LogItem } from '@system-landscape/event-store';
import { Backoff } from '@system-landscape/service-kit';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database, OpenTransaction, Writer } from '../database/database.js';
import { LIVE, SHADOW, TABLES } from '../database/migrations.js';
import { applyBatch } from '../projector/apply-batch.js';
import { withoutRefusedEvents } from '../projector/refused-events.js';
import type { Quarantine } from '../quarantine/quarantine.js';
import type { StreamAsRead } from '../quarantine/release-stream.js';
import { loadShadowState, lockShadowState, type ShadowState } from './shadow-tables.js';

/** How often the leader checks whether any instance has requested a rebuild; milliseconds. */
const CHECK_EVERY_MS = 250;

/**
 * Rebuilds the read model in the shadow tables while the live ones answer queries. A restart resumes at the checkpoint
 * of the shadow tables. The rebuild ends when both sets have the same events; from then on every batch of the log is
 * applied to both.
 */
export class Rebuild {
  private readonly logger = new Logger('Rebuild');

  constructor(
    private readonly database: Database,
    private readonly eventStore: EventStoreDBClient,
    private readonly quarantine: Quarantine,
  ) {}

  /** Rebuilds on request until the signal aborts; retries after errors. */
  async runOnRequest(writer: Writer, signal: AbortSignal): Promise<void> {
    const backoff = new Backoff();
    while (!signal.aborted) {
      let milliseconds = CHECK_EVERY_MS;
      try {
        const shadow = await loadShadowState(this.database);
        if (shadow.role === 'building') {
          await this.build(writer, shadow, signal);
          backoff.reset();
        }
      } catch (error) {
        if (signal.aborted) return;
        milliseconds = backoff.next();
        this.logger.warn({ err: error, milliseconds }, 'The rebuild failed; it resumes at its checkpoint');
      }
      // Rejects only when the signal aborts, which ends the loop.
      await pause(milliseconds, undefined, { signal }).catch(() => undefined);
    }
  }

  private async build(writer: Writer, { position }: ShadowState, signal: AbortSignal): Promise<void> {
    this.logger.log(`The rebuild starts after position ${position}`);
    const after = position === '0' ? {} : { after: position };
    let reached = position;
    const reader = new LogReader(this.eventStore);
    for await (const batch of followLog(this.eventStore, { ...after, reader, signal })) {
      const skippedIn = await this.quarantine.readSkipped(batch);
      let shadow: ShadowState | undefined;
      const apply = async (part: readonly LogItem[]) => {
        shadow = await this.applyToShadow(writer, part, skippedIn, reached);
        if (shadow) reached = shadow.position;
      };
      await withoutRefusedEvents(batch, apply);
      if (shadow?.role === 'ready') this.logger.log(`The rebuilt read model is ready at position ${shadow.position}`);
      if (shadow?.role !== 'building') return;
    }
  }

  /**
   * Applies the part of a batch that the live tables contain already, and ends the rebuild when both have the same events.
   * @param expected position that this rebuild has reached
   * @returns the new state; undefined when the rebuild was discarded or restarted meanwhile
   */
  private applyToShadow(
    writer: Writer,
    batch: readonly LogItem[],
    skippedIn: ReadonlyMap<string, StreamAsRead>,
    expected: string,
  ): Promise<ShadowState | undefined> {
    return writer.transaction(async (transaction) => {
      const { role, position, livePosition } = await lockShadowState(transaction);
      if (role !== 'building' || position !== expected) return undefined;
      const upToLive = batch.filter((item) => !('position' in item) || BigInt(item.position) <= BigInt(livePosition));
      await transaction.inShadow(() => applyBatch(transaction, upToLive, skippedIn));
      const isReady = await markReadyIfInStep(transaction);
      // The batch extends beyond the live position, so the rebuild has read every event of the live tables.
      if (!isReady && upToLive.length < batch.length) {
        throw new Error(
          `The rebuild has read beyond position ${livePosition} and holds other events than the live read model`,
        );
      }
      return lockShadowState(transaction);
    });
  }
}

/** Ends the rebuild when both sets of tables have the same events, with fresh statistics for the first queries. */
async function markReadyIfInStep(transaction: OpenTransaction): Promise<boolean> {
  const updated = await transaction.query(
    `update ${SHADOW}.checkpoint
        set role = 'ready', (position, caught_up) = (select position, caught_up from ${LIVE}.checkpoint)
      where events = (select events from ${LIVE}.checkpoint) returning role`,
  );
  if (updated.length === 0) return false;
  await transaction.analyzeShadow(Object.keys(TABLES));
  return true;
}
