import type { LogRecord } from './log-record.js';

export interface PageLimits {
  readonly maxCount: number;
  /** The page ends with the record that reaches them. */
  readonly maxBytes: number;
  /** Also what truncation hides, and the tombstone: those who follow a stream live get what is appended. */
  readonly untruncated?: boolean;
}

export interface LogPage {
  readonly records: readonly LogRecord[];
  /** Revision or position from which to read on. */
  readonly next: number;
  /** Nothing is left to read at this moment. */
  readonly ended: boolean;
}
