import type { Recorded, SystemEvent } from '@system-landscape/domain';
import { SystemRecordFold, type SystemRecord } from './system-record.js';

/** An event of a system's stream with its place, as the event store's repository returns it. */
export interface PlacedEvent<Position extends string | null = string | null> {
  readonly event: Recorded<SystemEvent>;
  /** Revision in its stream, from 0. */
  readonly revision: number;
  /** Commit position, or null where it is not known. */
  readonly position: Position;
}

/**
 * The record of one system from its stream's events, without other lives of the name. Undefined when the stream has no
 * event of the system.
 */
export function foldSystemRecord<Position extends string | null>(
  events: readonly PlacedEvent<Position>[],
  systemId: string,
): SystemRecord<Position> | undefined {
  const fold = new SystemRecordFold<Position>();
  for (const { event, revision, position } of events) {
    if (event.data.systemId === systemId) fold.add(event, { position, version: revision + 1 });
  }
  return fold.record;
}
