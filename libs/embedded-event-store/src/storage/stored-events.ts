import { DamagedData } from './damage.js';
import type { Database } from './database.js';
import { NO_STREAM } from './expected-revision.js';
import { HIGHEST, indexKey, positionKey, positionOf, revisionOf, streamNumberKey, streamNumberOf } from './keys.js';
import { LogRecord } from './log-record.js';
import type { PendingWrite } from './pending-write.js';
import type { StreamHead } from './stream-head.js';

/**
 * The events on disk, by position and by stream. Every record is checked when it is read: a method throws
 * `DamagedData` instead of returning an event that is not as it was written, and instead of skipping one.
 */
export class StoredEvents {
  constructor(private readonly database: Database) {}

  get count(): number {
    return this.database.log.size;
  }

  /** Streams that ever got an event. Their numbers begin at 0, in the order of their first events. */
  countStreams(): number {
    for (const key of this.database.names.keys({ reverse: true, limit: 1 })) return streamNumberOf(key) + 1;
    return 0;
  }

  streamName(number: number): string | undefined {
    return this.database.names.get(streamNumberKey(number))?.toString('utf8');
  }

  hasPosition(position: number): boolean {
    return this.database.log.has(positionKey(position));
  }

  /** Position of a stream's event; undefined when the stream has no such revision on disk. */
  positionOf({ number }: StreamHead, revision: number): number | undefined {
    if (number === undefined) return undefined;
    const value = this.database.index.get(indexKey(number, revision));
    return value && positionOf(value);
  }

  /** A stream's event; undefined when the stream has no such revision on disk. */
  ofStream(head: StreamHead, revision: number): LogRecord | undefined {
    const position = this.positionOf(head, revision);
    return position === undefined ? undefined : this.at(position);
  }

  /** Revision of the last event of the stream with this number, `NO_STREAM` without one. */
  lastRevision(streamNumber: number): number {
    const range = { start: indexKey(streamNumber, HIGHEST), end: indexKey(streamNumber, 0), inclusiveEnd: true };
    for (const key of this.database.index.keys({ ...range, reverse: true, limit: 1 })) return revisionOf(key);
    return NO_STREAM;
  }

  /** A stream's events from revision `first` to revision `last`; downwards if `first` is the higher one. */
  *streamRange(head: StreamHead, first: number, last: number, limit: number): Generator<LogRecord> {
    if (head.number === undefined) return;
    const reverse = first > last;
    const range = { start: indexKey(head.number, first), end: indexKey(head.number, last), inclusiveEnd: true };
    let expected = first;
    for (const { value } of this.database.index.entries({ ...range, reverse, limit })) {
      const record = this.at(positionOf(value));
      if (record?.revision !== expected) {
        throw new DamagedData(`revision ${expected} of the stream ${head.name} is not there`);
      }
      expected += reverse ? -1 : 1;
      yield record;
    }
  }

  /** Events with positions from `first` to `last`, upwards. */
  range(first: number, last: number, limit: number): Generator<LogRecord> {
    const range = { start: positionKey(first), end: positionKey(last), inclusiveEnd: true, limit };
    return checkedUpwards(this.database.log.entries(range));
  }

  /** Events with positions up to `last`, downwards. */
  rangeBackwards(last: number, limit: number): Generator<LogRecord> {
    return checkedDownwards(this.database.log.entries({ start: positionKey(last), reverse: true, limit }));
  }

  /** The last events of the log, in the order of positions. */
  tail(limit: number): LogRecord[] {
    return [...checkedUpwards([...this.database.log.entries({ reverse: true, limit })].reverse())];
  }

  /** Resolves when the writes are on disk, all or none. */
  write(writes: readonly PendingWrite[]): Promise<void> {
    return this.database.write(() => this.put(writes));
  }

  private put(writes: readonly PendingWrite[]): void {
    const { log, index, streams, names, streamKey } = this.database;
    for (const { head, record, position, revision, streamRows } of writes) {
      const key = positionKey(position);
      log.put(key, record);
      index.put(indexKey(head.number ?? 0, revision), key);
      if (revision === 0) names.put(streamNumberKey(head.number ?? 0), head.nameBytes);
      for (const row of streamRows) streams.put(streamKey(row.head.nameBytes), row.value);
    }
  }

  private at(position: number): LogRecord | undefined {
    const bytes = this.database.log.get(positionKey(position));
    return bytes && checked(new LogRecord(bytes), position);
  }
}

interface Entry {
  readonly key: Buffer;
  readonly value: Buffer;
}

// An event's position is that of the event before it plus the length of that one's record, so a gap is a lost event.

function* checkedUpwards(entries: Iterable<Entry>): Generator<LogRecord> {
  let next: number | undefined;
  for (const { key, value } of entries) {
    const record = checked(new LogRecord(value), positionOf(key), next);
    next = record.position + value.length;
    yield record;
  }
}

function* checkedDownwards(entries: Iterable<Entry>): Generator<LogRecord> {
  let next: number | undefined;
  for (const { key, value } of entries) {
    const record = checked(new LogRecord(value), positionOf(key), next === undefined ? undefined : next - value.length);
    next = record.position;
    yield record;
  }
}

/** @throws DamagedData when the record is not as it was written, or not where it belongs */
function checked(record: LogRecord, position: number, expected = position): LogRecord {
  if (!record.isIntact) throw new DamagedData(`the event at position ${position} is not as it was written`);
  if (record.position !== position || position !== expected) {
    throw new DamagedData(`there is no event at position ${expected}`);
  }
  return record;
}
