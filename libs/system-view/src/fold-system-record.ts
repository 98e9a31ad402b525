import type { Recorded, SystemEvent } from '@system-landscape/domain';
import { evolveSystemRecord, type SystemRecord } from './system-record.js';

/** An event of a system's stream with its place, as the event store's repository hands it out. */
export interface PlacedEvent {
  readonly event: Recorded<SystemEvent>;
  /** Revision in its stream, from 0. */
  readonly revision: number;
  /** Commit position, or null where it is not known. */
  readonly position: string | null;
}

/**
 * The record of one system from its stream's events, older and later lives left aside. Undefined when the stream does
 * not know the system. An event whose position is not known counts as at position "0".
 */
export function foldSystemRecord(events: readonly PlacedEvent[], systemId: string): SystemRecord | undefined {
  return events
    .filter(({ event }) => event.data.systemId === systemId)
    .reduce<SystemRecord | undefined>(
      (record, { event, revision, position }) =>
        evolveSystemRecord(record, event, { position: position ?? '0', version: revision + 1 }),
      undefined,
    );
}
