import type { EventLog } from '../storage/event-log.js';
import type { LogPage, PageLimits } from '../storage/log-page.js';
import { streamSource } from '../storage/stream-source.js';
import { eventFilter, isBookkeeping, type EventFilter } from '../streams/event-filter.js';
import { ALL, type GroupSettings } from './group-settings.js';
import type { SourcePosition } from './message.js';
import type { LogRecord } from '../storage/log-record.js';

/**
 * What a group reads: a stream, where a position is a revision, or `$all`, where it is a commit position. Checkpoints
 * and statistics hold positions as text in EventStoreDB's format.
 */
export interface GroupSource {
  readonly isWanted: EventFilter;
  /** Not delivered, and not counted for a checkpoint. */
  readonly isIgnored: EventFilter;
  /** The stream was deleted for good. */
  isGone(): boolean;
  /** The position after the last event. */
  end(): SourcePosition;
  read(from: SourcePosition, page: PageLimits): LogPage;
  positionOf(record: LogRecord): SourcePosition;
  /** @returns unsubscribes */
  onAppended(wake: () => void): () => void;
  /** -1 is the end. */
  format(position: SourcePosition): string;
  parse(text: string): SourcePosition;
}

export function groupSource(log: EventLog, { stream, filter }: GroupSettings): GroupSource {
  if (stream === ALL) return new AllSource(log, filter ? eventFilter(filter) : () => true);
  const source = streamSource(log, stream);
  return {
    isWanted: () => true,
    isIgnored: () => false,
    isGone: () => source.view().kind === 'deleted',
    end: () => source.lastRevision() + 1,
    read: (from, page) => source.read(from, page),
    positionOf: (record) => record.revision,
    onAppended: (wake) => source.onAppended(wake),
    format: String,
    parse: Number,
  };
}

class AllSource implements GroupSource {
  readonly isIgnored = isBookkeeping;

  constructor(
    private readonly log: EventLog,
    readonly isWanted: EventFilter,
  ) {}

  isGone(): boolean {
    return false;
  }

  end(): SourcePosition {
    return this.log.lastPosition + 1;
  }

  read(from: SourcePosition, page: PageLimits): LogPage {
    return this.log.readAll(from, page);
  }

  positionOf(record: LogRecord): SourcePosition {
    return record.position;
  }

  onAppended(wake: () => void): () => void {
    return this.log.subscribers.onAll(wake);
  }

  format(position: SourcePosition): string {
    return `C:${position}/P:${position}`;
  }

  parse(text: string): SourcePosition {
    return Number(/^C:(\d+)\//.exec(text)?.[1]);
  }
}
