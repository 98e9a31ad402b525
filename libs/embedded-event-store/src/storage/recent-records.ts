import type { LogPage, PageLimits } from './log-page.js';
import type { LogRecord } from './log-record.js';

/** So much is remembered at most, and half of it at least. */
const REMEMBERED_BYTES = 1_048_576;

/** The end of the log, as it was written: those who follow the log live all read it from here. */
export class RecentRecords {
  private records: LogRecord[] = [];
  private bytes = 0;

  /** @param after position of the last event that is not remembered */
  constructor(private after: number) {}

  /** An event that has reached the disk, in the order of positions. */
  add(record: LogRecord): void {
    this.records.push(record);
    this.bytes += record.bytes.length;
    if (this.bytes > REMEMBERED_BYTES) this.forgetHalf();
  }

  /** As `EventLog.readAll`; undefined when something from there on is not remembered any more. */
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

  /** Of the first record at a position or after it. */
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

  private forgetHalf(): void {
    let kept = this.records.length;
    let bytes = 0;
    while (kept > 0 && bytes < REMEMBERED_BYTES / 2) bytes += this.records[--kept]!.bytes.length;
    this.after = this.records[kept - 1]?.position ?? this.after;
    this.records = this.records.slice(kept);
    this.bytes = bytes;
  }
}
