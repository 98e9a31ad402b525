import { setImmediate as nextEventLoopIteration } from 'node:timers/promises';
import type { EventLog } from '../storage/event-log.js';
import type { PageLimits } from '../storage/log-page.js';
import { resolve } from '../streams/read.js';
import { formatUuid } from '../wire/uuid.js';
import type { GroupSettings } from './group-settings.js';
import type { GroupSource } from './group-source.js';
import type { Checkpoint, Message, SourcePosition } from './message.js';

const PAGE_BYTES = 1024 * 1024;

export interface SourceListener {
  /** Messages may have been added to the buffer. */
  onPage(): void;
  /** The stream was deleted for good before the reader had reached its end: nothing more will be read. */
  onGone(): void;
  onError(error: Error): void;
}

/** Reads a group's source into a bounded buffer, page by page: stored events, then appended ones. */
export class SourceReader {
  /** Messages that are read and not delivered yet. */
  readonly buffer: Message[] = [];
  private readonly unsubscribe: () => void;
  private next: SourcePosition;
  private read: Checkpoint;
  private lastKnown: SourcePosition | undefined;
  private reading: Promise<void> | undefined;
  /** There may be events that are not read yet. */
  private hasMore = false;
  private caughtUp = false;
  private gone = false;
  private stopped = false;

  /** @param from checkpoint after which reading starts; without a position: where the settings say */
  constructor(
    private readonly log: EventLog,
    private readonly source: GroupSource,
    private readonly settings: GroupSettings,
    from: Checkpoint,
    private readonly listener: SourceListener,
  ) {
    this.read = from;
    this.lastKnown = from.position;
    this.next = from.position === undefined ? firstPosition(source, settings) : from.position + 1;
    this.unsubscribe = source.onAppended(() => this.readOn());
  }

  /** Whether everything in the source has been read. */
  get isLive(): boolean {
    return this.caughtUp;
  }

  get isGone(): boolean {
    return this.gone;
  }

  get readUpTo(): Checkpoint {
    return this.read;
  }

  /** Position of the last event that the group delivers; for the statistics. */
  get lastKnownPosition(): SourcePosition | undefined {
    return this.lastKnown;
  }

  /** Reads as long as there are events and room in the buffer. */
  readOn(): void {
    this.hasMore = true;
    this.reading ??= this.readPages()
      .catch((error: unknown) => this.listener.onError(error as Error))
      .finally(() => {
        this.reading = undefined;
        // Events may have been appended after the last page was read.
        this.readOnIfPossible();
      });
  }

  /** Reads on after messages were taken out of the buffer. */
  readOnIfPossible(): void {
    if (this.hasMore && this.hasRoom && !this.stopped) this.readOn();
  }

  stop(): void {
    this.stopped = true;
    this.unsubscribe();
  }

  /** Resolves when no page is being read. */
  async idle(): Promise<void> {
    await this.reading;
  }

  private async readPages(): Promise<void> {
    while (this.hasMore && !this.stopped && this.hasRoom) {
      this.hasMore = false;
      if (!this.caughtUp && this.source.isGone()) {
        this.gone = true;
        this.listener.onGone();
        return;
      }
      this.readPage();
      this.listener.onPage();
      await nextEventLoopIteration();
    }
  }

  private readPage(): void {
    const page = this.source.read(this.next, { ...this.pageLimits, untruncated: this.caughtUp });
    for (const record of page.records) {
      if (this.source.isIgnored(record)) continue;
      const position = this.source.positionOf(record);
      const previous = this.read;
      this.read = { position, eventCount: previous.eventCount + 1 };
      if (!this.source.isWanted(record)) continue;
      this.lastKnown = position;
      const event = resolve(this.log, record, this.settings.resolveLinks);
      this.buffer.push({ id: formatUuid(record.id), event, position, previous, retryCount: 0 });
    }
    // A live group also gets events that are truncated later, but none that are truncated already.
    this.next = page.ended ? Math.max(page.next, this.source.end()) : page.next;
    this.caughtUp = page.ended;
    if (!page.ended) this.hasMore = true;
  }

  private get hasRoom(): boolean {
    const { readBatchSize, historyBufferSize } = this.settings;
    return this.buffer.length === 0 || this.buffer.length + readBatchSize <= historyBufferSize;
  }

  private get pageLimits(): PageLimits {
    return { maxCount: Math.max(1, this.settings.readBatchSize), maxBytes: PAGE_BYTES };
  }
}

function firstPosition(source: GroupSource, { startFrom, endWas }: GroupSettings): SourcePosition {
  return startFrom === 'end' ? (endWas ?? source.end()) : startFrom;
}
