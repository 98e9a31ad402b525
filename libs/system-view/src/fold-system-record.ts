import type { Recorded, SystemEvent, SystemLife } from '@system-landscape/domain';
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
 * The record of a system from some of its events, without its earlier ones: what these events do not say is as the system
 * began. For replies to commands, which show what the command's own events have changed.
 */
export function foldOwnEvents<Position extends string | null>(
  { systemId, globalAccountId, name, type, communicationScenarioGroup, createdAt, createdBy }: SystemLife,
  events: readonly PlacedEvent<Position>[],
): SystemRecord<Position | null> {
  const begun: SystemRecord<Position | null> = {
    system: {
      ...{ id: systemId, globalAccountId, name, type, communicationScenarioGroup, createdAt, createdBy },
      ...{ status: 'PENDING', statusChangedAt: createdAt, formations: [], entitlementConfigurations: [] },
      ...{ version: 0, position: null },
    },
    extension: null,
    waiting: null,
    incident: null,
  };
  const fold = new SystemRecordFold<Position | null>(begun);
  for (const { event, revision, position } of events) fold.add(event, { position, version: revision + 1 });
  return fold.record!;
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
