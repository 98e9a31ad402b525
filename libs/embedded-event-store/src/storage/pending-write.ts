import type { StreamHead } from './stream-head.js';
import type { StreamMetadata } from './stream-metadata.js';

/** An event that has its position and revision, on its way to the disk. */
export interface PendingWrite {
  readonly head: StreamHead;
  readonly record: Buffer;
  readonly position: number;
  readonly revision: number;
  /** Rows of the table `streams` that this event changes, as they are after it. */
  readonly streamRows: readonly StreamRow[];
}

export interface StreamRow {
  readonly head: StreamHead;
  readonly value: Buffer;
  readonly tombstoned: boolean;
  readonly metadata: StreamMetadata;
}

/** The row of a stream as its head is now. */
export function streamRow(head: StreamHead): StreamRow {
  const { tombstoned, metadata } = head;
  return { head, value: head.encode(), tombstoned, metadata };
}
