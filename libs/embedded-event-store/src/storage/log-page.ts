import type { LogRecord } from './log-record.js';

export interface PageLimits {
  readonly maxCount: number;
  /** The page ends with the record that reaches this size. */
  readonly maxBytes: number;
  /** Includes truncated events and the tombstone: live subscribers get everything that is appended. */
  readonly untruncated?: boolean;
}

export interface LogPage {
  readonly records: readonly LogRecord[];
  /** Revision or position from which to read on. */
  readonly next: number;
  /** There is nothing more to read at the moment. */
  readonly ended: boolean;
}
