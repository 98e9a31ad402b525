import { decideAppend } from './append-decision.js';
import { DamagedData } from './damage.js';
import type { Database } from './database.js';
import { NO_STREAM, type ExpectedRevision } from './expected-revision.js';
import { GroupCommit } from './group-commit.js';
import { HIGHEST, indexKey, positionKey, positionOf, revisionOf, streamNumberKey, streamNumberOf } from './keys.js';
import type { LogPage, PageLimits } from './log-page.js';
import { encodeRecord, LogRecord, type ProposedEvent, type Ticks } from './log-record.js';
import { RecentIds } from './recent-ids.js';
import { RecentRecords } from './recent-records.js';
import { StreamHead } from './stream-head.js';
import {
  isMetastream,
  metastreamOf,
  originalStreamOf,
  parseStreamMetadata,
  revivedMetadata,
  SOFT_DELETED_TRUNCATE_BEFORE,
  type StreamMetadata,
} from './stream-metadata.js';
import { SubscriberSet } from './subscriber-set.js';
import { randomBytes } from 'node:crypto';

/** How an append ended; positions and revisions as the client gets them. */
export type AppendOutcome =
  /** No position: the append was a repetition of one that its stream's deletion hides. */
  | { readonly kind: 'appended'; readonly lastRevision: number; readonly position: number | undefined }
  | { readonly kind: 'wrong-expected-revision'; readonly lastRevision: number }
  | { readonly kind: 'stream-deleted' };

export type DeleteOutcome =
  { readonly kind: 'deleted'; readonly position: number } | Exclude<AppendOutcome, { readonly kind: 'appended' }>;

/** How much there is and what happened since the start. */
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

/** What a reader sees of a stream, or why it sees nothing. */
export type StreamView =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'readable'; readonly firstRevision: number; readonly lastRevision: number };

/** Heads kept in memory; others are read again when they are needed. */
const HEADS_IN_MEMORY = 50_000;
/** Events whose ids are known again after a start. */
const IDS_AFTER_START = 5_000;
/** Metadata streams show only their last event. */
const METASTREAM_METADATA = { maxCount: 1 };
const NO_BYTES = Buffer.alloc(0);
const HIGHEST_LINK = (1n << 63n) - 1n;

/** The store ends: what comes now was not appended. */
export class LogClosed extends Error {
  constructor() {
    super('The event store is ending.');
  }
}

interface Write {
  readonly head: StreamHead;
  readonly record: Buffer;
  readonly position: number;
  readonly revision: number;
  /** Rows of streams that this event changes, as they are after it. */
  readonly rows: readonly StreamRow[];
}

interface StreamRow {
  readonly head: StreamHead;
  readonly value: Buffer;
  readonly tombstoned: boolean;
  readonly metadata: StreamMetadata;
}

/**
 * The log: every event once, in the order of positions, with an index by stream. There is one writer. Appends are
 * decided at once, in memory; what came in while the disk was busy goes to it together (group commit). Nothing is
 * answered or shown to a reader before it is on disk.
 */
export class EventLog {
  /** Woken after events of a stream reached the disk. */
  readonly streamSubscribers = new Map<string, SubscriberSet>();
  /** Woken after any events reached the disk. */
  readonly allSubscribers = new SubscriberSet();
  /** Woken after streams came into being. */
  readonly newStreamSubscribers = new SubscriberSet();

  private readonly heads = new Map<string, StreamHead>();
  private readonly recentIds = new RecentIds();
  private readonly recentRecords: RecentRecords;
  private nextPosition = 1;
  private nextStreamNumber = 0;
  private lastCreated: Ticks = { ms: 0, rest: 0 };
  private lastDurable = 0;
  private durableStreams = 0;

  private readonly groupCommit: GroupCommit<Write>;
  private commits = 0;
  private appendedEvents = 0;
  private closing = false;

  constructor(
    private readonly database: Database,
    private readonly now: () => number,
    onBroken: (error: Error) => void,
  ) {
    this.groupCommit = new GroupCommit((writes) => this.commit(writes), onBroken);
    for (const key of database.names.keys({ reverse: true, limit: 1 })) {
      this.nextStreamNumber = this.durableStreams = streamNumberOf(key) + 1;
    }
    this.readTail();
    this.recentRecords = new RecentRecords(this.lastDurable);
  }

  /** What the log ends with: the next position, the latest ids, and whether the last writes are there as a whole. */
  private readTail(): void {
    const tail = [...this.database.log.entries({ reverse: true, limit: IDS_AFTER_START })].reverse();
    let next: number | undefined;
    for (const { key, value } of tail) {
      const record = this.checked(new LogRecord(value), positionOf(key), next);
      next = record.position + value.length;
      this.lastDurable = record.position;
      this.lastCreated = record.created;
      this.recentIds.add(Buffer.from(record.id), record.stream, record.revision);
    }
    if (next !== undefined) this.nextPosition = next;
    for (const { value } of tail) {
      const record = new LogRecord(value);
      const head = this.head(record.stream);
      if (this.positionAt(head, record.revision) !== record.position) {
        throw new DamagedData(`the index lacks revision ${record.revision} of the stream ${record.stream}`);
      }
    }
  }

  /** @throws DamagedData when the record is not as it was written, or not where it belongs */
  private checked(record: LogRecord, position: number, expected = position): LogRecord {
    if (!record.isIntact) throw new DamagedData(`the event at position ${position} is not as it was written`);
    if (record.position !== position || position !== expected) {
      throw new DamagedData(`there is no event at position ${expected}`);
    }
    return record;
  }

  /** Position of the last event on disk; 0 when there is none. */
  get lastPosition(): number {
    return this.lastDurable;
  }

  /** Where the next event will be. */
  get endPosition(): number {
    return this.nextPosition;
  }

  /** Streams that ever got an event; they are numbered in this order. */
  get streamCount(): number {
    return this.durableStreams;
  }

  figures(): LogFigures {
    let subscriptions = this.allSubscribers.size + this.newStreamSubscribers.size;
    for (const subscribers of this.streamSubscribers.values()) subscriptions += subscribers.size;
    return {
      events: this.database.log.size,
      streams: this.durableStreams,
      lastPosition: this.lastDurable,
      commits: this.commits,
      appendedEvents: this.appendedEvents,
      subscriptions,
      isBroken: this.groupCommit.isBroken,
    };
  }

  /**
   * Appends all events or none. Resolves when the answer holds whatever happens to this process.
   * @throws LogClosed
   */
  async append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Promise<AppendOutcome> {
    if (this.closing) throw new LogClosed();
    const head = this.head(stream);
    const decision = decideAppend(
      {
        lastRevision: head.lastRevision,
        hardDeleted: this.isTombstoned(head),
        softDeleted: head.softDeleted,
        hasMetadata: expected === 'stream_exists' && this.head(metastreamOf(stream)).lastRevision !== NO_STREAM,
        recentRevision: (id) => this.recentIds.revisionIn(stream, id),
        idAt: (revision) => this.idAt(head, revision),
      },
      expected,
      events.map((event) => event.id),
    );
    const { lastRevision, softDeleted } = head;
    switch (decision.kind) {
      case 'stream-deleted':
        await this.groupCommit.written();
        return decision;
      case 'wrong-expected-revision':
        await this.groupCommit.written();
        return { kind: decision.kind, lastRevision };
      case 'repeated': {
        await this.groupCommit.written();
        const position = softDeleted ? undefined : this.positionAt(head, decision.lastRevision);
        return { kind: 'appended', lastRevision: decision.lastRevision, position };
      }
      case 'append': {
        if (events.length === 0) {
          await this.groupCommit.written();
          return { kind: 'appended', lastRevision, position: this.lastPosition };
        }
        const revival = softDeleted ? this.revival(head) : undefined;
        let position = 0;
        for (const event of events) position = this.enqueue(head, event);
        if (revival) this.enqueue(revival.metadataHead, revival.event);
        await this.groupCommit.written();
        return { kind: 'appended', lastRevision: lastRevision + events.length, position };
      }
    }
  }

  /**
   * Deletes a stream: softly, so that it begins again with the next append, or for good.
   * @throws LogClosed
   */
  async delete(stream: string, expected: ExpectedRevision, forGood: boolean): Promise<DeleteOutcome> {
    if (this.closing) throw new LogClosed();
    const head = this.head(stream);
    const metadataHead = this.head(metastreamOf(stream));
    const exists = head.lastRevision !== NO_STREAM || metadataHead.lastRevision !== NO_STREAM;
    const decision = decideAppend(
      {
        lastRevision: head.lastRevision,
        hardDeleted: this.isTombstoned(head),
        softDeleted: head.softDeleted,
        hasMetadata: metadataHead.lastRevision !== NO_STREAM,
        recentRevision: () => undefined,
        idAt: () => undefined,
      },
      expected,
      [NO_BYTES],
    );
    const { lastRevision } = head;
    if (decision.kind !== 'append' || (!forGood && !exists)) {
      await this.groupCommit.written();
      return decision.kind === 'stream-deleted' ? decision : { kind: 'wrong-expected-revision', lastRevision };
    }
    const position = forGood ? this.enqueueTombstone(head) : this.enqueueSoftDelete(metadataHead);
    await this.groupCommit.written();
    return { kind: 'deleted', position };
  }

  /** What there is to read of a stream, with its truncation taken into account. */
  view(stream: string): StreamView {
    const head = this.head(stream);
    if (this.isTombstoned(head, 'durablyTombstoned')) return { kind: 'deleted' };
    if (head.durableRevision === NO_STREAM || head.durablySoftDeleted) return { kind: 'not-found' };
    return { kind: 'readable', firstRevision: head.firstReadableRevision, lastRevision: head.durableRevision };
  }

  /** Revision of the last event of a stream on disk, -1 without one. */
  lastRevision(stream: string): number {
    return this.head(stream).durableRevision;
  }

  /** A page of readable events with revisions from `from` on, downwards if `backwards`. */
  readStream(stream: string, from: number, page: PageLimits, backwards = false): LogPage {
    const head = this.head(stream);
    const { untruncated = false } = page;
    const first = untruncated ? 0 : head.firstReadableRevision;
    const records: LogRecord[] = [];
    let next = backwards ? Math.min(from, head.durableRevision) : Math.max(from, first);
    let bytes = 0;
    const isEmpty = backwards ? next < first : next > head.durableRevision;
    if (head.number === undefined || isEmpty) return { records, next: from, ended: true };
    const range = backwards
      ? { start: indexKey(head.number, next), end: indexKey(head.number, first), inclusiveEnd: true, reverse: true }
      : { start: indexKey(head.number, next), end: indexKey(head.number, head.durableRevision), inclusiveEnd: true };
    for (const { value } of this.database.index.entries({ ...range, limit: page.maxCount })) {
      const record = this.recordAt(positionOf(value));
      if (record?.revision !== next) throw new DamagedData(`revision ${next} of the stream ${stream} is not there`);
      if (untruncated || !(record.isTombstone || this.isTooOld(head, record))) records.push(record);
      next = record.revision + (backwards ? -1 : 1);
      bytes += record.bytes.length;
      if (bytes >= page.maxBytes) break;
    }
    return { records, next, ended: backwards ? next < first : next > head.durableRevision };
  }

  /** A page of all events with positions from `from` on, or below it if `backwards`. */
  readAll(from: number, page: PageLimits, backwards = false): LogPage {
    const records: LogRecord[] = [];
    let next = backwards ? Math.min(from, this.lastDurable + 1) : from;
    if (backwards ? next <= 1 : next > this.lastDurable) return { records, next, ended: true };
    const remembered = backwards ? undefined : this.recentRecords.read(next, page);
    if (remembered) return remembered;
    const range = backwards
      ? { start: positionKey(next - 1), reverse: true }
      : { start: positionKey(next), end: positionKey(this.lastDurable), inclusiveEnd: true };
    let bytes = 0;
    let following: number | undefined;
    for (const { key, value } of this.database.log.entries({ ...range, limit: page.maxCount })) {
      const position = positionOf(key);
      // Positions grow by the lengths of events, so a missing one shows.
      const expected = backwards && following !== undefined ? following - value.length : following;
      const record = this.checked(new LogRecord(value), position, expected);
      records.push(record);
      following = backwards ? position : position + value.length;
      next = backwards ? record.position : record.position + 1;
      bytes += value.length;
      if (bytes >= page.maxBytes) break;
    }
    const isPartial = records.length === page.maxCount || bytes >= page.maxBytes;
    return { records, next, ended: !isPartial || (!backwards && next > this.lastDurable) };
  }

  /**
   * The event that a link (`revision@stream`; -1 is the last one) points to: undefined if it cannot be read,
   * `'no-link'` if the text is none.
   */
  resolveLink(link: LogRecord): LogRecord | undefined | 'no-link' {
    const [, text, stream] = /^\s*(-?\d+)\s*@(.*)$/s.exec(link.data.toString('utf8')) ?? [];
    if (text === undefined || stream === undefined || BigInt(text) > HIGHEST_LINK) return 'no-link';
    const view = this.view(stream);
    if (view.kind !== 'readable') return undefined;
    const revision = Number(text) === -1 ? view.lastRevision : Number(text);
    if (revision < view.firstRevision || revision > view.lastRevision) return undefined;
    const target = this.eventAt(stream, revision);
    return target && this.isTooOld(this.head(stream), target) ? undefined : target;
  }

  /** Whether a reader may start at a position of `$all`: an event is there, or it is before or after all events. */
  isPosition(position: number): boolean {
    return position <= 0 || position > this.lastDurable || this.database.log.has(positionKey(position));
  }

  /** Name of the stream with a number; numbers are given in the order of the first events. */
  streamName(number: number): string | undefined {
    return this.database.names.get(streamNumberKey(number))?.toString('utf8');
  }

  /** The event of a stream at a revision, also one that truncation hides. */
  eventAt(stream: string, revision: number): LogRecord | undefined {
    const position = this.positionAt(this.head(stream), revision);
    return position === undefined ? undefined : this.recordAt(position);
  }

  /** Subscribers of one stream; give the wake-up back with the returned function. */
  onStream(stream: string, wake: () => void): () => void {
    let subscribers = this.streamSubscribers.get(stream);
    if (!subscribers) this.streamSubscribers.set(stream, (subscribers = new SubscriberSet()));
    const unsubscribe = subscribers.add(wake);
    return () => {
      unsubscribe();
      if (this.streamSubscribers.get(stream)?.size === 0) this.streamSubscribers.delete(stream);
    };
  }

  /** Resolves when everything that was appended up to now is on disk. */
  settled(): Promise<void> {
    return this.groupCommit.written();
  }

  /** Writes what is pending and closes the database; takes nothing more meanwhile. */
  async close(): Promise<void> {
    this.closing = true;
    await this.settled().catch(() => undefined);
    await this.database.close();
  }

  private head(stream: string): StreamHead {
    const known = this.heads.get(stream);
    if (known) return known;
    // LMDB has no empty key; a link may well point to a stream without a name.
    const row = stream === '' ? undefined : this.database.streams.get(this.database.streamKey(Buffer.from(stream)));
    const head = row ? StreamHead.decode(row, (number) => this.lastRevisionOf(number)) : new StreamHead(stream);
    if (isMetastream(stream)) head.metadata = head.durableMetadata = METASTREAM_METADATA;
    this.heads.set(stream, head);
    if (this.heads.size > HEADS_IN_MEMORY) this.forgetHeads();
    return head;
  }

  private isTooOld({ durableMetadata: { maxAgeSeconds } }: StreamHead, record: LogRecord): boolean {
    return maxAgeSeconds !== undefined && record.createdMs < this.now() - maxAgeSeconds * 1_000;
  }

  private lastRevisionOf(streamNumber: number): number {
    const range = { start: indexKey(streamNumber, HIGHEST), end: indexKey(streamNumber, 0), inclusiveEnd: true };
    for (const key of this.database.index.keys({ ...range, reverse: true, limit: 1 })) return revisionOf(key);
    return NO_STREAM;
  }

  private forgetHeads(): void {
    for (const [name, head] of this.heads) {
      if (this.heads.size <= HEADS_IN_MEMORY * 0.9) return;
      if (head.pending === 0) this.heads.delete(name);
    }
  }

  private isTombstoned(head: StreamHead, as: 'tombstoned' | 'durablyTombstoned' = 'tombstoned'): boolean {
    return head[as] || (isMetastream(head.name) && this.head(originalStreamOf(head.name))[as]);
  }

  private idAt(head: StreamHead, revision: number): Buffer | undefined {
    if (revision > head.durableRevision) {
      return this.groupCommit.unwritten
        .find((write) => write.head === head && write.revision === revision)
        ?.record.subarray(34, 50);
    }
    const position = this.positionAt(head, revision);
    return position === undefined ? undefined : this.recordAt(position)?.id;
  }

  private positionAt(head: StreamHead, revision: number): number | undefined {
    if (head.number === undefined) return undefined;
    const value = this.database.index.get(indexKey(head.number, revision));
    return value && positionOf(value);
  }

  private recordAt(position: number): LogRecord | undefined {
    const bytes = this.database.log.get(positionKey(position));
    return bytes && this.checked(new LogRecord(bytes), position);
  }

  /** Gives the event its place and has it written; returns its position. */
  private enqueue(head: StreamHead, event: ProposedEvent, tombstone = false): number {
    const original = isMetastream(head.name) ? this.head(originalStreamOf(head.name)) : undefined;
    const position = this.nextPosition;
    const revision = head.lastRevision + 1;
    const at = { stream: head.nameBytes, revision, position, created: this.tick(), tombstone };
    // What cannot be written fails here, before anything counts on it: a position without an event is damage.
    const record = encodeRecord(event, at);
    this.nextPosition += record.length;
    const isNew = head.number === undefined;
    head.number ??= this.nextStreamNumber++;
    head.lastRevision = revision;
    head.tombstoned ||= tombstone;
    this.recentIds.add(event.id, head.name, revision);
    const rows = isNew || tombstone ? [rowOf(head)] : [];
    // A metadata stream has metadata of its own, but what it shows is fixed.
    if (original && !isMetastream(original.name)) {
      original.metadata = parseStreamMetadata(event);
      rows.push(rowOf(original));
    }
    this.groupCommit.add({ head, record, position, revision, rows });
    this.hold(head);
    for (const row of rows) this.hold(row.head);
    return position;
  }

  /** Until its write is on disk; a look at other streams for the same append may just have had it forgotten. */
  private hold(head: StreamHead): void {
    head.pending += 1;
    this.heads.set(head.name, head);
  }

  private enqueueTombstone(head: StreamHead): number {
    const event = { id: randomBytes(16), type: '$streamDeleted', isJson: false, data: NO_BYTES, metadata: NO_BYTES };
    return this.enqueue(head, event, true);
  }

  private enqueueSoftDelete(metadataHead: StreamHead): number {
    return this.enqueue(metadataHead, metadataEvent(Buffer.from(`{"$tb":${SOFT_DELETED_TRUNCATE_BEFORE}}`)));
  }

  /** What makes a soft-deleted stream readable again, from the next append on. */
  private revival(head: StreamHead): { readonly metadataHead: StreamHead; readonly event: ProposedEvent } {
    const metadataHead = this.head(metastreamOf(head.name));
    const pending = this.groupCommit.unwritten.findLast((write) => write.head === metadataHead);
    const current = pending
      ? new LogRecord(pending.record)
      : this.eventAt(metadataHead.name, metadataHead.lastRevision);
    return { metadataHead, event: metadataEvent(revivedMetadata(current?.data ?? NO_BYTES, head.lastRevision + 1)) };
  }

  /** Now, but never before the event before it. */
  private tick(): Ticks {
    const ms = this.now();
    const last = this.lastCreated;
    if (ms > last.ms) this.lastCreated = { ms, rest: 0 };
    else if (last.rest < 9_999) this.lastCreated = { ms: last.ms, rest: last.rest + 1 };
    return this.lastCreated;
  }

  private async commit(writes: readonly Write[]): Promise<void> {
    await this.database.write(() => this.put(writes));
    this.commits += 1;
    this.appendedEvents += writes.length;
    this.publish(writes);
  }

  private put(writes: readonly Write[]): void {
    const { log, index, streams, names, streamKey } = this.database;
    for (const { head, record, position, revision, rows } of writes) {
      const key = positionKey(position);
      log.put(key, record);
      index.put(indexKey(head.number ?? 0, revision), key);
      if (revision === 0) names.put(streamNumberKey(head.number ?? 0), head.nameBytes);
      for (const row of rows) streams.put(streamKey(row.head.nameBytes), row.value);
    }
  }

  private publish(writes: readonly Write[]): void {
    const touched = new Set<string>();
    let newStreams = 0;
    for (const { head, record, position, revision, rows } of writes) {
      this.recentRecords.add(new LogRecord(record));
      head.durableRevision = revision;
      head.pending -= 1;
      for (const row of rows) {
        row.head.pending -= 1;
        row.head.durablyTombstoned = row.tombstoned;
        row.head.durableMetadata = row.metadata;
      }
      this.lastDurable = position;
      if (revision === 0) newStreams += 1;
      touched.add(head.name);
    }
    this.durableStreams += newStreams;
    if (writes.length > 0) this.allSubscribers.wake();
    if (newStreams > 0) this.newStreamSubscribers.wake();
    for (const stream of touched) this.streamSubscribers.get(stream)?.wake();
  }
}

const rowOf = (head: StreamHead): StreamRow => {
  const { tombstoned, metadata } = head;
  return { head, value: head.encode(), tombstoned, metadata };
};

function metadataEvent(data: Buffer): ProposedEvent {
  return { id: randomBytes(16), type: '$metadata', isJson: true, data, metadata: NO_BYTES };
}
