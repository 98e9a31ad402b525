import { NO_STREAM } from './expected-revision.js';
import type { LogPage, PageLimits } from './log-page.js';
import { LogRecord } from './log-record.js';
import type { PendingWrite } from './pending-write.js';
import { RecentRecords } from './recent-records.js';
import type { StoredEvents } from './stored-events.js';
import type { StreamHead } from './stream-head.js';
import type { StreamHeads } from './stream-heads.js';

/** What a reader sees of a stream, or why it sees nothing. */
export type StreamView =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'deleted' }
  | { readonly kind: 'readable'; readonly firstRevision: number; readonly lastRevision: number };

/** Highest revision that a link can name. */
const HIGHEST_LINK = (1n << 63n) - 1n;

/** The read path: streams, `$all` and links, page by page. It shows only what is on disk. */
export class LogReader {
  private readonly recent: RecentRecords;
  private streams: number;

  /** @param position of the last event on disk; 0 without one */
  constructor(
    private readonly stored: StoredEvents,
    private readonly heads: StreamHeads,
    private readonly now: () => number,
    private position: number,
  ) {
    this.recent = new RecentRecords(position);
    this.streams = stored.countStreams();
  }

  /** Position of the last event; 0 without one. */
  get lastPosition(): number {
    return this.position;
  }

  /** Streams that ever got an event; they are numbered in this order. */
  get streamCount(): number {
    return this.streams;
  }

  /** Shows events that have reached the disk, in the order of positions. */
  advance(writes: readonly PendingWrite[]): void {
    for (const { record, position, revision } of writes) {
      this.recent.add(new LogRecord(record));
      this.position = position;
      if (revision === 0) this.streams += 1;
    }
  }

  /** What there is to read of a stream, with its truncation taken into account. */
  view(stream: string): StreamView {
    const head = this.heads.of(stream);
    if (this.heads.isDurablyTombstoned(head)) return { kind: 'deleted' };
    if (head.durableRevision === NO_STREAM || head.durablySoftDeleted) return { kind: 'not-found' };
    return { kind: 'readable', firstRevision: head.firstReadableRevision, lastRevision: head.durableRevision };
  }

  /** Revision of the last event of a stream, -1 without one. */
  lastRevision(stream: string): number {
    return this.heads.of(stream).durableRevision;
  }

  /** A page of readable events with revisions from `from` on, downwards if `backwards`. */
  readStream(stream: string, from: number, page: PageLimits, backwards = false): LogPage {
    const head = this.heads.of(stream);
    const { untruncated = false } = page;
    const first = untruncated ? 0 : head.firstReadableRevision;
    const last = head.durableRevision;
    const isBeyond = (revision: number) => (backwards ? revision < first : revision > last);
    const records: LogRecord[] = [];
    let next = backwards ? Math.min(from, last) : Math.max(from, first);
    if (head.number === undefined || isBeyond(next)) return { records, next: from, ended: true };
    let bytes = 0;
    for (const record of this.stored.streamRange(head, next, backwards ? first : last, page.maxCount)) {
      if (untruncated || !(record.isTombstone || this.isTooOld(head, record))) records.push(record);
      next = record.revision + (backwards ? -1 : 1);
      bytes += record.bytes.length;
      if (bytes >= page.maxBytes) break;
    }
    return { records, next, ended: isBeyond(next) };
  }

  /** A page of all events with positions from `from` on, or below it if `backwards`. */
  readAll(from: number, page: PageLimits, backwards = false): LogPage {
    return backwards ? this.readAllBackwards(from, page) : this.readAllForwards(from, page);
  }

  private readAllForwards(from: number, page: PageLimits): LogPage {
    if (from > this.position) return { records: [], next: from, ended: true };
    const recent = this.recent.read(from, page);
    if (recent) return recent;
    const { records, isFull } = take(this.stored.range(from, this.position, page.maxCount), page);
    const next = (records.at(-1)?.position ?? from - 1) + 1;
    return { records, next, ended: !isFull || next > this.position };
  }

  private readAllBackwards(from: number, page: PageLimits): LogPage {
    const before = Math.min(from, this.position + 1);
    if (before <= 1) return { records: [], next: before, ended: true };
    const { records, isFull } = take(this.stored.rangeBackwards(before - 1, page.maxCount), page);
    return { records, next: records.at(-1)?.position ?? before, ended: !isFull };
  }

  /**
   * The event that a link (`revision@stream`; revision -1 is the last one) points to: undefined if it cannot be read,
   * `'no-link'` if the data is not a link.
   */
  resolveLink(link: LogRecord): LogRecord | undefined | 'no-link' {
    const [, text, stream] = /^\s*(-?\d+)\s*@(.*)$/s.exec(link.data.toString('utf8')) ?? [];
    if (text === undefined || stream === undefined || BigInt(text) > HIGHEST_LINK) return 'no-link';
    const view = this.view(stream);
    if (view.kind !== 'readable') return undefined;
    const revision = Number(text) === -1 ? view.lastRevision : Number(text);
    if (revision < view.firstRevision || revision > view.lastRevision) return undefined;
    const target = this.eventAt(stream, revision);
    return target && this.isTooOld(this.heads.of(stream), target) ? undefined : target;
  }

  /** Whether a reader may start at a position of `$all`: an event is there, or it is before or after all events. */
  isPosition(position: number): boolean {
    return position <= 0 || position > this.position || this.stored.hasPosition(position);
  }

  /** The event of a stream at a revision, even if truncation hides it. */
  eventAt(stream: string, revision: number): LogRecord | undefined {
    return this.stored.ofStream(this.heads.of(stream), revision);
  }

  private isTooOld({ durableMetadata: { maxAgeSeconds } }: StreamHead, record: LogRecord): boolean {
    return maxAgeSeconds !== undefined && record.createdMs < this.now() - maxAgeSeconds * 1_000;
  }
}

/** Records up to the limits of a page; `isFull`: a limit ended it, so there may be more. */
function take(events: Iterable<LogRecord>, { maxCount, maxBytes }: PageLimits) {
  const records: LogRecord[] = [];
  let bytes = 0;
  for (const record of events) {
    records.push(record);
    bytes += record.bytes.length;
    if (bytes >= maxBytes) break;
  }
  return { records, isFull: records.length === maxCount || bytes >= maxBytes };
}
