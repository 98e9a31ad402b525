import { followLog, type LogItem } from '@system-landscape/event-store';
import { Backoff } from '@system-landscape/service-kit';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Queryable, Writer } from '../database/database.js';
import { BESIDE, LIVE, TABLES } from '../database/migrations.js';
import { takeIn } from '../projector/commit-batch.js';
import { lockedStanding, standing, type Standing } from './beside.js';

/** How often the one that writes looks whether a rebuild is wanted, by whichever instance it was asked for. */
const LOOK_EVERY_MS = 250;

/**
 * Makes the read model anew beside the one that answers. It survives a restart at its checkpoint, and ends when it is
 * where the live one is: then every batch of the log goes into both.
 */
export class Rebuild {
  private readonly logger = new Logger('Rebuild');

  constructor(
    private readonly database: Database,
    private readonly eventStore: EventStoreDBClient,
  ) {}

  /** Rebuilds whenever it is asked for, until the signal aborts; an error ends nothing. */
  async wheneverAsked(writer: Writer, signal: AbortSignal): Promise<void> {
    const backoff = new Backoff();
    while (!signal.aborted) {
      let milliseconds = LOOK_EVERY_MS;
      try {
        const now = await standing(this.database);
        if (now.role === 'building') {
          await this.build(writer, now, signal);
          backoff.reset();
        }
      } catch (error) {
        if (signal.aborted) return;
        milliseconds = backoff.next();
        this.logger.warn({ err: error, milliseconds }, 'The rebuild has stopped and begins again at its checkpoint');
      }
      // It rejects for the abort alone, which the loop deals with.
      await pause(milliseconds, undefined, { signal }).catch(() => undefined);
    }
  }

  private async build(writer: Writer, { position }: Standing, signal: AbortSignal): Promise<void> {
    this.logger.log(`makes the read model anew after position ${position}`);
    const after = position === '0' ? {} : { after: position };
    let at = position;
    for await (const batch of followLog(this.eventStore, { ...after, signal })) {
      const taken = await this.takeIn(writer, batch, at);
      if (taken?.role === 'ready') this.logger.log(`The rebuilt read model is ready at position ${taken.position}`);
      if (taken?.role !== 'building') return;
      at = taken.position;
    }
  }

  /**
   * Takes in what the live one has taken in, too. As soon as both hold the same events they are in step.
   * @returns where the rebuild is; undefined when it was given up, or another one was begun
   */
  private takeIn(
    writer: Writer,
    batch: readonly LogItem[],
    expected: string,
  ): Promise<Pick<Standing, 'role' | 'position'> | undefined> {
    return writer.transaction(async (transaction) => {
      const before = await lockedStanding(transaction);
      if (before.role !== 'building' || before.position !== expected) return undefined;
      const live = BigInt(before.live);
      await transaction.query(`set local search_path to ${BESIDE}`);
      // What lies beyond the live one comes to both of them later.
      const upToLive = batch.filter((item) => !('position' in item) || BigInt(item.position) <= live);
      await takeIn(transaction, upToLive);
      const isReady = await becomeReadyInStep(transaction);
      // Whoever is given something beyond has been given everything before it.
      if (!isReady && upToLive.length < batch.length) {
        throw new Error(`The rebuild has read beyond position ${live} and holds other events than the live read model`);
      }
      return lockedStanding(transaction);
    });
  }
}

/** When both hold the same events. With fresh statistics, so that its first queries are as quick as those of the live one. */
async function becomeReadyInStep(transaction: Queryable): Promise<boolean> {
  const inStep = await transaction.query(
    `update ${BESIDE}.checkpoint beside set role = 'ready', position = live.position, caught_up = live.caught_up
       from ${LIVE}.checkpoint live where live.events = beside.events returning beside.role`,
  );
  if (inStep.length === 0) return false;
  for (const table of Object.keys(TABLES)) await transaction.query(`analyze ${BESIDE}.${table}`);
  return true;
}
