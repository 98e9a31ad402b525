import type { EventClock } from './event-clock.js';
import type { GroupCommit } from './group-commit.js';
import { encodeRecord, LogRecord, type ProposedEvent } from './log-record.js';
import { streamRow, type PendingWrite } from './pending-write.js';
import type { RecentIds } from './recent-ids.js';
import type { StreamHead } from './stream-head.js';
import type { StreamHeads } from './stream-heads.js';
import { isMetastream, originalStreamOf, parseStreamMetadata } from './stream-metadata.js';

/** Where the next event goes. */
export interface LogEnd {
  readonly nextPosition: number;
  readonly nextStreamNumber: number;
}

/** Gives events their positions, revisions and times, and hands them to the group commit. */
export class WriteQueue {
  private nextPosition: number;
  private nextStreamNumber: number;

  constructor(
    private readonly heads: StreamHeads,
    private readonly recentIds: RecentIds,
    private readonly clock: EventClock,
    private readonly groupCommit: GroupCommit<PendingWrite>,
    end: LogEnd,
  ) {
    this.nextPosition = end.nextPosition;
    this.nextStreamNumber = end.nextStreamNumber;
  }

  /** Position of the next event. */
  get endPosition(): number {
    return this.nextPosition;
  }

  /**
   * Puts the event at the end of its stream and of the log, and returns its position.
   * @throws RangeError when a record has no room for the stream name or the type; nothing is changed then
   */
  add(head: StreamHead, event: ProposedEvent, tombstone = false): number {
    const original = isMetastream(head.name) ? this.heads.of(originalStreamOf(head.name)) : undefined;
    const position = this.nextPosition;
    const revision = head.lastRevision + 1;
    const at = { stream: head.nameBytes, revision, position, created: this.clock.next(), tombstone };
    // Encoded before anything is changed: an error after that would leave a position without an event, which is damage.
    const record = encodeRecord(event, at);
    this.nextPosition += record.length;
    const isNew = head.number === undefined;
    head.number ??= this.nextStreamNumber++;
    head.lastRevision = revision;
    head.tombstoned ||= tombstone;
    this.recentIds.add(event.id, head.name, revision);
    const streamRows = isNew || tombstone ? [streamRow(head)] : [];
    // The metadata stream of a metadata stream changes nothing: what a metadata stream shows is fixed.
    if (original && !isMetastream(original.name)) {
      original.metadata = parseStreamMetadata(event);
      streamRows.push(streamRow(original));
    }
    const write = { head, record, position, revision, streamRows };
    this.groupCommit.add(write);
    this.heads.retain(write);
    return position;
  }

  /** The event of a stream at a revision, as long as it is not on disk. */
  pendingEvent(head: StreamHead, revision: number): LogRecord | undefined {
    const write = this.groupCommit.unwritten.find((write) => write.head === head && write.revision === revision);
    return write && new LogRecord(write.record);
  }

  /** Resolves when everything that was added up to now is on disk. */
  written(): Promise<void> {
    return this.groupCommit.written();
  }
}
