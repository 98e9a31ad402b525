import { NO_STREAM } from './expected-revision.js';
import { nonNegative, type StreamMetadata } from './stream-metadata.js';

/** What is known of a stream without reading its events. Appends see it ahead of the disk, readers do not. */
export class StreamHead {
  /** Key of its events in the index; undefined as long as there are none. */
  number: number | undefined;
  /** Of the last event, whether on disk or on the way. */
  lastRevision = NO_STREAM;
  /** Of the last event that is on disk. */
  durableRevision = NO_STREAM;
  /** Deleted for good, whether on disk or on the way. */
  tombstoned = false;
  /** Likewise. */
  metadata: StreamMetadata = {};
  /** The two as they are on disk. */
  durablyTombstoned = false;
  durableMetadata: StreamMetadata = {};
  /** Writes on the way to the disk: it must stay in memory. */
  pending = 0;

  constructor(readonly name: string) {}

  /** Made anew each time: kept for every stream, each of these small buffers would hold the pool that Node cut it from. */
  get nameBytes(): Buffer {
    return Buffer.from(this.name);
  }

  get softDeleted(): boolean {
    return this.metadata.truncateBefore === Infinity;
  }

  get durablySoftDeleted(): boolean {
    return this.durableMetadata.truncateBefore === Infinity;
  }

  /** Lowest readable revision by count and truncation; `$maxAge` hides events one by one. */
  get firstReadableRevision(): number {
    const { maxCount, truncateBefore = 0 } = this.durableMetadata;
    const byCount = maxCount === undefined ? 0 : this.durableRevision - maxCount + 1;
    return Math.max(0, byCount, truncateBefore);
  }

  /** As a row of the table `streams`; the last revision is that of the index, so that an append need not write this. */
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
    // There are rows with fractions from when these counted.
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
