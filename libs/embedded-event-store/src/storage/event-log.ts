import type { Database } from './database.js';
import { EventClock } from './event-clock.js';
import type { ExpectedRevision } from './expected-revision.js';
import { GroupCommit } from './group-commit.js';
import type { LogPage, PageLimits } from './log-page.js';
import { LogReader, type StreamView } from './log-reader.js';
import type { LogRecord, ProposedEvent } from './log-record.js';
import { LogSubscribers } from './log-subscribers.js';
import { readTail } from './log-tail.js';
import { LogWriter, type AppendOutcome, type DeleteOutcome } from './log-writer.js';
import type { PendingWrite } from './pending-write.js';
import { RecentIds } from './recent-ids.js';
import { StoredEvents } from './stored-events.js';
import { StreamHeads } from './stream-heads.js';
import { WriteQueue } from './write-queue.js';

/** Size of the log, and what happened since the start. */
export interface LogFigures {
  readonly events: number;
  readonly streams: number;
  readonly lastPosition: number;
  /** Transactions, each with one fsync. */
  readonly commits: number;
  readonly appendedEvents: number;
  readonly subscriptions: number;
  readonly isBroken: boolean;
}

/** The store is closing: nothing was appended. */
export class LogClosed extends Error {
  constructor() {
    super('The event store is ending.');
  }
}

/**
 * The log: every event once, in the order of positions, with an index by stream. There is one writer. Appends that
 * arrive while the disk is busy are written together (group commit). Nothing is acknowledged or shown to a reader
 * before it is on disk.
 */
export class EventLog {
  readonly subscribers = new LogSubscribers();

  private readonly stored: StoredEvents;
  private readonly heads: StreamHeads;
  private readonly reader: LogReader;
  private readonly groupCommit: GroupCommit<PendingWrite>;
  private readonly queue: WriteQueue;
  private readonly writer: LogWriter;
  private commits = 0;
  private appendedEvents = 0;
  private closing = false;

  /** @throws DamagedData when the end of the log is not as it was written */
  constructor(
    private readonly database: Database,
    now: () => number,
    onBroken: (error: Error) => void,
  ) {
    this.stored = new StoredEvents(database);
    this.heads = new StreamHeads(database, this.stored);
    const tail = readTail(this.stored, this.heads);
    const recentIds = new RecentIds();
    for (const { id, stream, revision } of tail.records) recentIds.add(id, stream, revision);
    this.reader = new LogReader(this.stored, this.heads, now, tail.lastPosition);
    this.groupCommit = new GroupCommit((writes) => this.commit(writes), onBroken);
    this.queue = new WriteQueue(this.heads, recentIds, new EventClock(now, tail.lastCreated), this.groupCommit, {
      nextPosition: tail.nextPosition,
      nextStreamNumber: this.reader.streamCount,
    });
    this.writer = new LogWriter(this.heads, this.stored, this.reader, recentIds, this.queue);
  }

  /** Position of the last event on disk; 0 when there is none. */
  get lastPosition(): number {
    return this.reader.lastPosition;
  }

  /** Position of the next event. */
  get endPosition(): number {
    return this.queue.endPosition;
  }

  /** Streams that ever got an event; they are numbered in this order. */
  get streamCount(): number {
    return this.reader.streamCount;
  }

  figures(): LogFigures {
    return {
      events: this.stored.count,
      streams: this.streamCount,
      lastPosition: this.lastPosition,
      commits: this.commits,
      appendedEvents: this.appendedEvents,
      subscriptions: this.subscribers.count,
      isBroken: this.groupCommit.isBroken,
    };
  }

  /**
   * Appends all events or none. Resolves when the outcome is on disk.
   * @throws LogClosed
   */
  append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Promise<AppendOutcome> {
    return this.closing ? Promise.reject(new LogClosed()) : this.writer.append(stream, expected, events);
  }

  /**
   * Deletes a stream: softly, so that it begins again with the next append, or for good (tombstone).
   * @throws LogClosed
   */
  delete(stream: string, expected: ExpectedRevision, forGood: boolean): Promise<DeleteOutcome> {
    return this.closing ? Promise.reject(new LogClosed()) : this.writer.delete(stream, expected, forGood);
  }

  /** What there is to read of a stream, with its truncation taken into account. */
  view(stream: string): StreamView {
    return this.reader.view(stream);
  }

  /** Revision of the last event of a stream on disk, -1 without one. */
  lastRevision(stream: string): number {
    return this.reader.lastRevision(stream);
  }

  /** A page of readable events with revisions from `from` on, downwards if `backwards`. */
  readStream(stream: string, from: number, page: PageLimits, backwards = false): LogPage {
    return this.reader.readStream(stream, from, page, backwards);
  }

  /** A page of all events with positions from `from` on, or below it if `backwards`. */
  readAll(from: number, page: PageLimits, backwards = false): LogPage {
    return this.reader.readAll(from, page, backwards);
  }

  /** As `LogReader.resolveLink`. */
  resolveLink(link: LogRecord): LogRecord | undefined | 'no-link' {
    return this.reader.resolveLink(link);
  }

  /** Whether a reader may start at a position of `$all`: an event is there, or it is before or after all events. */
  isPosition(position: number): boolean {
    return this.reader.isPosition(position);
  }

  /** Name of the stream with a number; numbers are given in the order of the first events. */
  streamName(number: number): string | undefined {
    return this.stored.streamName(number);
  }

  /** The event of a stream at a revision, even if truncation hides it. */
  eventAt(stream: string, revision: number): LogRecord | undefined {
    return this.reader.eventAt(stream, revision);
  }

  /** Resolves when everything that was appended up to now is on disk. */
  settled(): Promise<void> {
    return this.queue.written();
  }

  /** Commits pending writes and closes the database; further appends are refused. */
  async close(): Promise<void> {
    this.closing = true;
    await this.settled().catch(() => undefined);
    await this.database.close();
  }

  private async commit(writes: readonly PendingWrite[]): Promise<void> {
    await this.stored.write(writes);
    this.commits += 1;
    this.appendedEvents += writes.length;
    for (const write of writes) this.heads.commit(write);
    this.reader.advance(writes);
    this.subscribers.notify(writes);
  }
}
