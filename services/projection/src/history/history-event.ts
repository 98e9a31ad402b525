import { whyUnreadable, type Recorded } from '@system-landscape/domain';
import { toNewestVersion, type DomainEvent, type RawEvent } from '@system-landscape/event-store';

/** An event of the history as it was written. */
export interface HistoryRow extends RawEvent {
  readonly stream: string;
}

/** The event in its newest schema version; undefined when only a later release, which has projected it, can read it. */
export function readHistoryEvent<Event extends DomainEvent>({
  stream,
  type,
  data,
  metadata,
}: HistoryRow): Recorded<Event> | undefined {
  try {
    const event = toNewestVersion<Event>({ type, data, metadata });
    return whyUnreadable(stream, event as unknown as RawEvent) === undefined ? event : undefined;
  } catch {
    return undefined;
  }
}
