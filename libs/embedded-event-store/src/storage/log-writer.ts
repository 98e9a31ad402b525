import { randomBytes } from 'node:crypto';
import { decideAppend } from './append-decision.js';
import { NO_STREAM, type ExpectedRevision } from './expected-revision.js';
import type { LogReader } from './log-reader.js';
import type { LogRecord, ProposedEvent } from './log-record.js';
import type { RecentIds } from './recent-ids.js';
import type { StoredEvents } from './stored-events.js';
import type { StreamHead } from './stream-head.js';
import type { StreamHeads } from './stream-heads.js';
import { metastreamOf, revivedMetadata, SOFT_DELETED_TRUNCATE_BEFORE } from './stream-metadata.js';
import type { WriteQueue } from './write-queue.js';

/** How an append ended; positions and revisions as the client gets them. */
export type AppendOutcome =
  /** No position: the append repeats one whose events are hidden by the deletion of the stream. */
  | { readonly kind: 'appended'; readonly lastRevision: number; readonly position: number | undefined }
  | { readonly kind: 'wrong-expected-revision'; readonly lastRevision: number }
  | { readonly kind: 'stream-deleted' };

export type DeleteOutcome =
  { readonly kind: 'deleted'; readonly position: number } | Exclude<AppendOutcome, { readonly kind: 'appended' }>;

const NO_BYTES = Buffer.alloc(0);

/**
 * The write path. An append or a deletion is decided at once, in memory, against everything that was decided before
 * it; its outcome is returned only when all of that is on disk.
 */
export class LogWriter {
  constructor(
    private readonly heads: StreamHeads,
    private readonly stored: StoredEvents,
    private readonly reader: LogReader,
    private readonly recentIds: RecentIds,
    private readonly queue: WriteQueue,
  ) {}

  /** Appends all events or none. */
  async append(stream: string, expected: ExpectedRevision, events: readonly ProposedEvent[]): Promise<AppendOutcome> {
    const head = this.heads.of(stream);
    const decision = decideAppend(
      {
        lastRevision: head.lastRevision,
        hardDeleted: this.heads.isTombstoned(head),
        softDeleted: head.softDeleted,
        hasMetadata: expected === 'stream_exists' && this.heads.of(metastreamOf(stream)).lastRevision !== NO_STREAM,
        recentRevision: (id) => this.recentIds.revisionIn(stream, id),
        idAt: (revision) => this.eventAt(head, revision)?.id,
      },
      expected,
      events.map((event) => event.id),
    );
    const { lastRevision, softDeleted } = head;
    const position = decision.kind === 'append' ? this.enqueue(head, events) : undefined;
    await this.queue.written();
    switch (decision.kind) {
      case 'stream-deleted':
        return decision;
      case 'wrong-expected-revision':
        return { kind: decision.kind, lastRevision };
      case 'repeated':
        return {
          kind: 'appended',
          lastRevision: decision.lastRevision,
          position: softDeleted ? undefined : this.stored.positionOf(head, decision.lastRevision),
        };
      case 'append':
        return {
          kind: 'appended',
          lastRevision: lastRevision + events.length,
          position: position ?? this.reader.lastPosition,
        };
    }
  }

  /** Deletes a stream: softly, so that it begins again with the next append, or for good (tombstone). */
  async delete(stream: string, expected: ExpectedRevision, forGood: boolean): Promise<DeleteOutcome> {
    const head = this.heads.of(stream);
    const metadataHead = this.heads.of(metastreamOf(stream));
    const hasMetadata = metadataHead.lastRevision !== NO_STREAM;
    const exists = head.lastRevision !== NO_STREAM || hasMetadata;
    const decision = decideAppend(
      {
        lastRevision: head.lastRevision,
        hardDeleted: this.heads.isTombstoned(head),
        softDeleted: head.softDeleted,
        hasMetadata,
        recentRevision: () => undefined,
        idAt: () => undefined,
      },
      expected,
      [NO_BYTES],
    );
    const { lastRevision } = head;
    if (decision.kind !== 'append' || (!forGood && !exists)) {
      await this.queue.written();
      return decision.kind === 'stream-deleted' ? decision : { kind: 'wrong-expected-revision', lastRevision };
    }
    const position = forGood
      ? this.queue.add(head, tombstoneEvent(), true)
      : this.queue.add(metadataHead, metadataEvent(Buffer.from(`{"$tb":${SOFT_DELETED_TRUNCATE_BEFORE}}`)));
    await this.queue.written();
    return { kind: 'deleted', position };
  }

  /** @returns the position of the last event; undefined without events */
  private enqueue(head: StreamHead, events: readonly ProposedEvent[]): number | undefined {
    // Taken before the append changes the last revision.
    const revival = head.softDeleted && events.length > 0 ? this.revival(head) : undefined;
    let position: number | undefined;
    for (const event of events) position = this.queue.add(head, event);
    if (revival) this.queue.add(revival.metadataHead, revival.event);
    return position;
  }

  /** The metadata event that makes a soft-deleted stream readable again, from the next append on. */
  private revival(head: StreamHead): { readonly metadataHead: StreamHead; readonly event: ProposedEvent } {
    const metadataHead = this.heads.of(metastreamOf(head.name));
    const current = this.eventAt(metadataHead, metadataHead.lastRevision);
    return { metadataHead, event: metadataEvent(revivedMetadata(current?.data ?? NO_BYTES, head.lastRevision + 1)) };
  }

  /** The event of a stream at a revision, on disk or on its way there. */
  private eventAt(head: StreamHead, revision: number): LogRecord | undefined {
    return revision > head.durableRevision
      ? this.queue.pendingEvent(head, revision)
      : this.stored.ofStream(head, revision);
  }
}

function tombstoneEvent(): ProposedEvent {
  return { id: randomBytes(16), type: '$streamDeleted', isJson: false, data: NO_BYTES, metadata: NO_BYTES };
}

function metadataEvent(data: Buffer): ProposedEvent {
  return { id: randomBytes(16), type: '$metadata', isJson: true, data, metadata: NO_BYTES };
}
