import type { EventLog } from '../storage/event-log.js';
import type { LogPage, PageLimits } from '../storage/log-page.js';
import { streamSource } from '../storage/stream-source.js';
import { eventFilter, isBookkeeping, type EventFilter } from '../streams/event-filter.js';
import { ALL, type GroupSettings } from './group-settings.js';
import type { LogRecord } from '../storage/log-record.js';

/**
 * What a group delivers: a stream, where a place is a revision, or `$all`, where it is a position. Places are
 * written in the texts of the protocol.
 */
export interface GroupSource {
  readonly isWanted: EventFilter;
  /** Left out as if it were not there: it does not even count towards a checkpoint. */
  readonly isIgnored: EventFilter;
  /** The stream was deleted for good. */
  isGone(): boolean;
  /** The place after the last event. */
  end(): number;
  read(from: number, page: PageLimits): LogPage;
  placeOf(record: LogRecord): number;
  /** @returns takes the wake-up away */
  onAppended(wake: () => void): () => void;
  /** -1 is the end. */
  format(place: number): string;
  parse(text: string): number;
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
    placeOf: (record) => record.revision,
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

  end(): number {
    return this.log.lastPosition + 1;
  }

  read(from: number, page: PageLimits): LogPage {
    return this.log.readAll(from, page);
  }

  placeOf(record: LogRecord): number {
    return record.position;
  }

  onAppended(wake: () => void): () => void {
    return this.log.subscribers.onAll(wake);
  }

  format(place: number): string {
    return `C:${place}/P:${place}`;
  }

  parse(text: string): number {
    return Number(/^C:(\d+)\//.exec(text)?.[1]);
  }
}
