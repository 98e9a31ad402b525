import { NO_STREAM } from './expected-revision.js';
import { nonNegative, type StreamMetadata } from './stream-metadata.js';

/**
 * State of a stream that is known without reading its events. The writer decides on the state that includes pending
 * writes, readers see the durable state.
 */
export class StreamHead {
  /** Number of the stream, part of the index key of its events; undefined without events. */
  number: number | undefined;
  /** Revision of the last event, including pending writes. */
  lastRevision = NO_STREAM;
  /** Revision of the last event on disk. */
  durableRevision = NO_STREAM;
  /** Whether the stream is deleted for good, including pending writes. */
  tombstoned = false;
  /** Metadata, including pending writes. */
  metadata: StreamMetadata = {};
  /** Whether the tombstone is on disk. */
  durablyTombstoned = false;
  /** Metadata on disk. */
  durableMetadata: StreamMetadata = {};
  /** Number of pending writes; the head must stay cached until it is 0. */
  pending = 0;

  constructor(readonly name: string) {}

  /** Not cached: each small buffer would keep the pool alive from which Node allocated it. */
  get nameBytes(): Buffer {
    return Buffer.from(this.name);
  }

  get softDeleted(): boolean {
    return this.metadata.truncateBefore === Infinity;
  }

  get durablySoftDeleted(): boolean {
    return this.durableMetadata.truncateBefore === Infinity;
  }

  /** Lowest readable revision by `$maxCount` and `$tb`; `$maxAge` is checked for each event. */
  get firstReadableRevision(): number {
    const { maxCount, truncateBefore = 0 } = this.durableMetadata;
    const byCount = maxCount === undefined ? 0 : this.durableRevision - maxCount + 1;
    return Math.max(0, byCount, truncateBefore);
  }

  /** As a row of the table `streams`. The last revision is read from the index, so most appends need not write a row. */
  encode(): Buffer {
    const { maxCount, maxAgeSeconds, truncateBefore } = this.metadata;
    return Buffer.from(
      JSON.stringify({
        name: this.name,
        number: this.number,
        tombstoned: this.tombstoned || undefined,
        maxCount,
        maxAgeSeconds,
        truncateBefore: truncateBefore === Infinity ? 'end' : truncateBefore,
      }),
    );
  }

  static decode(row: Buffer, lastRevisionOf: (number: number) => number): StreamHead {
    const stored = JSON.parse(row.toString('utf8')) as StoredHead;
    const head = new StreamHead(stored.name);
    head.number = stored.number;
    if (stored.number !== undefined) head.lastRevision = head.durableRevision = lastRevisionOf(stored.number);
    head.tombstoned = head.durablyTombstoned = stored.tombstoned ?? false;
    // Earlier versions stored fractions, which count as absent.
    head.metadata = head.durableMetadata = {
      maxCount: nonNegative(stored.maxCount),
      maxAgeSeconds: nonNegative(stored.maxAgeSeconds),
      truncateBefore: stored.truncateBefore === 'end' ? Infinity : nonNegative(stored.truncateBefore),
    };
    return head;
  }
}

interface StoredHead {
  readonly name: string;
  readonly number?: number;
  readonly tombstoned?: boolean;
  readonly maxCount?: number;
  readonly maxAgeSeconds?: number;
  readonly truncateBefore?: number | 'end';
}
