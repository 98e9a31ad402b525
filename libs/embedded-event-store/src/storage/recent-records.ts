import type { LogPage, PageLimits } from './log-page.js';
import type { LogRecord } from './log-record.js';

/** Upper limit of the cache; after an eviction it holds half of it. */
const MAX_BYTES = 1_048_576;

/** Cache of the end of the log, from which all live subscribers read. */
export class RecentRecords {
  private records: LogRecord[] = [];
  private bytes = 0;

  /** @param after position of the last event that is not cached */
  constructor(private after: number) {}

  /** Adds an event that is on disk; called in the order of positions. */
  add(record: LogRecord): void {
    this.records.push(record);
    this.bytes += record.bytes.length;
    if (this.bytes > MAX_BYTES) this.evictHalf();
  }

  /** As `EventLog.readAll`, forwards; undefined when an event from there on is not cached. */
  read(from: number, page: PageLimits): LogPage | undefined {
    if (from <= this.after) return undefined;
    const records: LogRecord[] = [];
    let bytes = 0;
    let index = this.indexOf(from);
    while (index < this.records.length && records.length < page.maxCount && bytes < page.maxBytes) {
      const record = this.records[index++]!;
      records.push(record);
      bytes += record.bytes.length;
    }
    return { records, next: (records.at(-1)?.position ?? from - 1) + 1, ended: index === this.records.length };
  }

  /** Index of the first record at a position or after it. */
  private indexOf(position: number): number {
    let low = 0;
    let high = this.records.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.records[middle]!.position < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  private evictHalf(): void {
    let kept = this.records.length;
    let bytes = 0;
    while (kept > 0 && bytes < MAX_BYTES / 2) bytes += this.records[--kept]!.bytes.length;
    this.after = this.records[kept - 1]?.position ?? this.after;
    this.records = this.records.slice(kept);
    this.bytes = bytes;
  }
}
