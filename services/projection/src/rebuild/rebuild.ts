import { followLog, type LogItem } from '@system-landscape/event-store';
import { GrowingPause } from '@system-landscape/service-kit';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { Logger } from '@nestjs/common';
import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import type { Database, Queryable, Writer } from '../database/database.js';
import { BESIDE, LIVE, TABLES } from '../database/migrations.js';
import { takeIn } from '../projector/commit-batch.js';
import type { Role } from './role.js';

/** How often the one that writes looks whether a rebuild is wanted, by whichever instance it was asked for. */
const LOOK_EVERY_MS = 250;

interface Standing {
  readonly role: Role;
  /** Up to where the tables beside the live ones are. */
  readonly position: string;
  readonly live: string;
}

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
    const growingPause = new GrowingPause();
    while (!signal.aborted) {
      let milliseconds = LOOK_EVERY_MS;
      try {
        const standing = await this.standing();
        if (standing.role === 'building') {
          await this.build(writer, standing, signal);
          growingPause.reset();
        }
      } catch (error) {
        if (signal.aborted) return;
        milliseconds = growingPause.next();
        this.logger.warn({ err: error, milliseconds }, 'The rebuild has stopped and begins again at its checkpoint');
      }
      // It rejects for the abort alone, which the loop deals with.
      await pause(milliseconds, undefined, { signal }).catch(() => undefined);
    }
  }

  private async standing(): Promise<Standing> {
    const [row] = await this.database.query<Standing>(
      `select beside.role, beside.position::text, live.position::text as live
         from ${BESIDE}.checkpoint beside, ${LIVE}.checkpoint live`,
    );
    return row!;
  }

  private async build(writer: Writer, { position, live }: Standing, signal: AbortSignal): Promise<void> {
    this.logger.log(`makes the read model anew after position ${position}`);
    const after = position === '0' ? {} : { after: position };
    let at = position;
    let wasAtEnd = false;
    for await (const batch of followLog(this.eventStore, { ...after, signal })) {
      wasAtEnd ||= batch.some(({ kind }) => kind === 'caught-up');
      // Whoever has read the log to its end has seen everything up to where the live one was before that.
      const taken = await this.takeIn(writer, batch, at, wasAtEnd ? live : undefined);
      if (taken?.role === 'ready') this.logger.log(`The rebuilt read model is ready at position ${taken.position}`);
      if (taken?.role !== 'building') return;
      at = taken.position;
      await setImmediate();
    }
  }

  /** @returns where the rebuild is; undefined when it was given up, or another one was begun */
  private takeIn(
    writer: Writer,
    batch: readonly LogItem[],
    expected: string,
    completeTo: string | undefined,
  ): Promise<Pick<Standing, 'role' | 'position'> | undefined> {
    return writer.transaction(async (transaction) => {
      const before = await lockBoth(transaction);
      if (before.role !== 'building' || before.position !== expected) return undefined;
      await transaction.query(`set local search_path to ${BESIDE}`);
      const position = (await takeIn(transaction, batch))?.position ?? before.position;
      if (completeTo === undefined) return { role: 'building', position };
      const known = BigInt(position) > BigInt(completeTo) ? position : completeTo;
      if (BigInt(known) < BigInt(before.live)) return { role: 'building', position };
      await becomeReady(transaction, known);
      return { role: 'ready', position: known };
    });
  }
}

/** The live one takes nothing in until the transaction ends. */
async function lockBoth(transaction: Queryable): Promise<Standing> {
  const [row] = await transaction.query<Standing>(
    `select beside.role, beside.position::text, live.position::text as live
       from ${BESIDE}.checkpoint beside, ${LIVE}.checkpoint live for update`,
  );
  return row!;
}

/** With fresh statistics, so that its first queries are as quick as those of the live one. */
async function becomeReady(transaction: Queryable, position: string): Promise<void> {
  for (const table of Object.keys(TABLES)) await transaction.query(`analyze ${BESIDE}.${table}`);
  await transaction.query(`update ${BESIDE}.checkpoint set position = $1::numeric, role = 'ready', caught_up = true`, [
    position,
  ]);
}
