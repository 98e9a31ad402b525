import { readStream, type LogItem, type LogReader } from '@system-landscape/event-store';
import { Backoff } from '@system-landscape/service-kit';
import { StreamDeletedError, type EventStoreDBClient } from '@eventstore/db-client';
import { Logger } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database, OpenTransaction, Writer } from '../database/database.js';
import { LIVE, SHADOW } from '../database/migrations.js';
import { isRefusedByDatabase } from '../projector/refused-events.js';
import type { CommitFeed } from '../projector/commit-feed.js';
import { fromStoredRole, isInStep, type StoredRole } from '../rebuild/role.js';
import { quarantinedStreams } from './quarantine.metrics.js';
import { releaseStream, type StreamAsRead } from './release-stream.js';

/** How often the leader checks whether an operator has asked for a retry; milliseconds. */
const CHECK_EVERY_MS = 250;

/**
 * Streams that cannot be read. They are tried again when the leader begins, since its release may read what another one
 * could not, when an operator has skipped an event, and on request.
 */
export class Quarantine {
  private readonly logger = new Logger('Quarantine');
  private count = 0;

  constructor(
    private readonly database: Database,
    private readonly eventStore: EventStoreDBClient,
    private readonly feed: CommitFeed,
  ) {}

  /** For health: says that something is in quarantine, which makes an instance no less ready. */
  describe(): string | undefined {
    return this.count === 0 ? undefined : `${this.count} streams are in quarantine`;
  }

  /** Tries all streams once, then those that operators ask for, until the signal aborts. */
  async runOnRequest(writer: Writer, reader: LogReader, signal: AbortSignal): Promise<void> {
    const backoff = new Backoff();
    let select = `select stream from ${LIVE}.quarantine union select stream from ${SHADOW}.quarantine`;
    while (!signal.aborted) {
      let milliseconds = CHECK_EVERY_MS;
      try {
        const streams = await this.database.query<{ stream: string }>(select);
        for (const { stream } of streams) {
          if (signal.aborted) return;
          await this.release(writer, stream, reader);
        }
        select = `select stream from ${LIVE}.quarantine where retry_requested`;
        await this.measure();
        backoff.reset();
      } catch (error) {
        if (signal.aborted) return;
        milliseconds = backoff.next();
        this.logger.warn({ err: error, milliseconds }, 'Streams in quarantine could not be tried again');
      }
      // Rejects only when the signal aborts, which ends the loop.
      await pause(milliseconds, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Folds what can be read of the stream now, in the live tables and in shadow tables that have the same events. */
  async release(writer: Writer, stream: string, reader: LogReader): Promise<void> {
    const read = await this.readAgain(stream);
    const live = await this.inTransaction(writer, stream, async (transaction) => {
      const [shadow] = await transaction.query<{ role: StoredRole }>(`select role from ${SHADOW}.checkpoint`);
      if (isInStep(fromStoredRole(shadow!.role))) {
        await transaction.inShadow(() => releaseStream(transaction, stream, read));
      }
      return releaseStream(transaction, stream, read);
    });
    reader.forget(stream);
    if (!live) return;
    this.feed.publishRelease(live);
    if (live.isReleased) this.logger.log({ stream }, 'A stream has left the quarantine');
    else this.logger.warn({ stream, cause: read.unreadable }, 'A stream stays in quarantine');
    await this.measure();
  }

  /** The streams in which a batch skips an event, as they can be read with it. */
  async readSkipped(batch: readonly LogItem[]): Promise<ReadonlyMap<string, StreamAsRead>> {
    const read = new Map<string, StreamAsRead>();
    for (const item of batch) {
      const stream = skippedIn(item);
      if (stream !== undefined && !read.has(stream)) read.set(stream, await this.readAgain(stream));
    }
    return read;
  }

  async measure(): Promise<void> {
    const [row] = await this.database.query<{ streams: number }>(
      'select cast(count(*) as integer) as streams from quarantine',
    );
    this.count = row!.streams;
    quarantinedStreams.set(this.count);
  }

  /** Undefined when the database refuses what the events say: then nothing has changed. */
  private async inTransaction<Result>(
    writer: Writer,
    stream: string,
    work: (transaction: OpenTransaction) => Promise<Result>,
  ): Promise<Result | undefined> {
    try {
      return await writer.transaction(work);
    } catch (error) {
      if (!isRefusedByDatabase(error)) throw error;
      this.logger.warn({ err: error, stream }, 'A stream stays in quarantine: the database refuses its records');
      await writer.transaction((transaction) =>
        transaction.query('update quarantine set retry_requested = false where stream = $1', [stream]),
      );
      return undefined;
    }
  }

  private async readAgain(stream: string): Promise<StreamAsRead> {
    try {
      const { events, unreadable, state } = await readStream(this.eventStore, stream);
      return { events, unreadable, version: state.version };
    } catch (error) {
      if (!(error instanceof StreamDeletedError)) throw error;
      return { events: [], unreadable: undefined, version: 0 };
    }
  }
}

function skippedIn(item: LogItem): string | undefined {
  if (item.kind === 'unreadable') return item.isSkip ? item.streamId : undefined;
  return item.kind === 'event' && item.stored.event.type === 'EventSkipped' ? item.stored.streamId : undefined;
}
