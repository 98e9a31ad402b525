import type { Database } from './database.js';
import type { PendingWrite } from './pending-write.js';
import type { StoredEvents } from './stored-events.js';
import { StreamHead } from './stream-head.js';
import { isMetastream, originalStreamOf } from './stream-metadata.js';

/** Heads that are cached; others are read again when they are needed. */
const CACHED_HEADS = 50_000;
/** Metadata streams show only their last event. */
const METASTREAM_METADATA = { maxCount: 1 };

/** The heads of all streams, read from the table `streams` on demand and cached. */
export class StreamHeads {
  private readonly cache = new Map<string, StreamHead>();

  constructor(
    private readonly database: Database,
    private readonly stored: StoredEvents,
  ) {}

  /** The head of a stream, also of a stream without events. */
  of(stream: string): StreamHead {
    const cached = this.cache.get(stream);
    if (cached) return cached;
    const head = this.load(stream);
    if (isMetastream(stream)) head.metadata = head.durableMetadata = METASTREAM_METADATA;
    this.cache.set(stream, head);
    if (this.cache.size > CACHED_HEADS) this.evict();
    return head;
  }

  /** Whether no event can be appended any more; a metadata stream ends with the stream that it describes. */
  isTombstoned(head: StreamHead): boolean {
    return head.tombstoned || (isMetastream(head.name) && this.of(originalStreamOf(head.name)).tombstoned);
  }

  /** As `isTombstoned`, for readers: the tombstone is on disk. */
  isDurablyTombstoned(head: StreamHead): boolean {
    return (
      head.durablyTombstoned || (isMetastream(head.name) && this.of(originalStreamOf(head.name)).durablyTombstoned)
    );
  }

  /**
   * Keeps the heads that a write changes cached until it is committed. Loading other heads for the same append may
   * have evicted them.
   */
  retain({ head, streamRows }: PendingWrite): void {
    this.retainHead(head);
    for (const row of streamRows) this.retainHead(row.head);
  }

  /** The write is on disk: readers see it from now on. */
  commit({ head, revision, streamRows }: PendingWrite): void {
    head.durableRevision = revision;
    head.pending -= 1;
    for (const row of streamRows) {
      row.head.pending -= 1;
      row.head.durablyTombstoned = row.tombstoned;
      row.head.durableMetadata = row.metadata;
    }
  }

  private load(stream: string): StreamHead {
    // LMDB has no empty key, but a link can name a stream without a name.
    const row = stream === '' ? undefined : this.database.streams.get(this.database.streamKey(Buffer.from(stream)));
    return row ? StreamHead.decode(row, (number) => this.stored.lastRevision(number)) : new StreamHead(stream);
  }

  private retainHead(head: StreamHead): void {
    head.pending += 1;
    this.cache.set(head.name, head);
  }

  private evict(): void {
    for (const [name, head] of this.cache) {
      if (this.cache.size <= CACHED_HEADS * 0.9) return;
      if (head.pending === 0) this.cache.delete(name);
    }
  }
}
