import type { LogItem, StoredEvent } from '@system-landscape/event-store';
import {
  evolveFormationRecord,
  SystemRecordFold,
  type FormationRecord,
  type SystemRecord,
} from '@system-landscape/system-view';
import type { UnreadableEvent } from '@system-landscape/domain';
import { isOfFormation, isOfSystem, type EventItem } from './event-item.js';
import { isKept, mayBeKept, type PastRecord } from './past-records.js';
import type { ChangedSystem } from './write-batch.js';

type UnreadableItem = Extract<LogItem, { kind: 'unreadable' }>;
/** An item that is about one event. */
export type StreamItem = EventItem | UnreadableItem;

export interface Records {
  /** By system id. */
  readonly systems: ReadonlyMap<string, SystemRecord>;
  /** By formation id. */
  readonly formations: ReadonlyMap<string, FormationRecord>;
}

/** A stream that the batch puts into quarantine. */
export interface NewQuarantine extends Omit<UnreadableEvent, 'isGap'> {
  readonly stream: string;
  /** Of the first event that is left out. */
  readonly position: string;
  readonly since: string;
}

export interface LeftOutEvent {
  readonly stream: string;
  readonly revision: number;
  readonly position: string;
}

export interface FoldedBatch {
  readonly systems: readonly ChangedSystem[];
  /** Records of systems on the way that are kept. */
  readonly past: readonly PastRecord[];
  /** Those that the events change, as they are afterwards. */
  readonly formations: readonly FormationRecord[];
  /** The events that were folded, for the history. */
  readonly events: readonly EventItem[];
  readonly quarantined: readonly NewQuarantine[];
  readonly leftOut: readonly LeftOutEvent[];
  /** Streams in quarantine in which an operator has skipped an event. */
  readonly skippedIn: readonly string[];
}

/**
 * Folds events onto their records. An event that cannot be read or folded puts its stream into quarantine; it and the
 * later events of the stream are left out.
 * @param inQuarantine streams that are in quarantine already
 */
export function foldBatch(
  loaded: Records,
  items: readonly StreamItem[],
  inQuarantine: ReadonlySet<string>,
): FoldedBatch {
  const systems = new Map<string, SystemRecordFold>();
  const past: PastRecord[] = [];
  const formations = new Map<string, FormationRecord>();
  const events: EventItem[] = [];
  const quarantined = new Map<string, NewQuarantine>();
  const leftOut: LeftOutEvent[] = [];
  const skippedIn = new Set<string>();

  const fold = ({ position, stored }: EventItem): void => {
    const place = { position, version: stored.revision + 1 };
    if (isOfSystem(stored)) {
      const { systemId } = stored.event.data;
      const system = systems.get(systemId) ?? new SystemRecordFold(loaded.systems.get(systemId));
      if (isSkipOfNothing(stored, system.status)) return;
      systems.set(systemId, system.add(stored.event, place));
      const record = mayBeKept(place.version) ? system.record : undefined;
      if (record && isKept(record)) past.push({ record, occurredAt: stored.event.metadata.occurredAt });
    } else if (isOfFormation(stored)) {
      const { formationId } = stored.event.data;
      const before = formations.get(formationId) ?? loaded.formations.get(formationId);
      if (isSkipOfNothing(stored, before)) return;
      formations.set(formationId, evolveFormationRecord(before, stored.event, place));
    }
  };
  const leaveOut = (item: StreamItem, place: LeftOutEvent): void => {
    leftOut.push(place);
    if (isSkip(item)) skippedIn.add(place.stream);
  };

  for (const item of items) {
    const place = placeOf(item);
    const { stream } = place;
    if (inQuarantine.has(stream) || quarantined.has(stream)) {
      leaveOut(item, place);
      continue;
    }
    let cause = item.kind === 'unreadable' ? item.cause : undefined;
    if (item.kind === 'event') {
      try {
        fold(item);
        events.push(item);
      } catch (error) {
        cause = causeOf(item, error);
      }
    }
    if (!cause) continue;
    const { eventId, revision, eventType, reason } = cause;
    const since = item.kind === 'event' ? item.stored.event.metadata.occurredAt : item.recordedAt;
    quarantined.set(stream, { stream, position: place.position, since, eventId, revision, eventType, reason });
    leaveOut(item, place);
  }
  return {
    systems: [...systems].flatMap(([id, { record }]) =>
      record ? [{ before: loaded.systems.get(id), after: record }] : [],
    ),
    past,
    formations: [...formations.values()],
    events,
    quarantined: [...quarantined.values()],
    leftOut,
    skippedIn: [...skippedIn],
  };
}

/** The item of an event that cannot be folded or stored, as if it could not be read. */
export function asUnreadable(item: EventItem, error: unknown): UnreadableItem {
  const { position, stored } = item;
  const { streamId, id, revision, event } = stored;
  return {
    ...{ kind: 'unreadable', position, streamId, id, revision, recordedAt: event.metadata.occurredAt },
    isSkip: isSkip(item),
    cause: causeOf(item, error),
  };
}

function causeOf({ stored }: EventItem, error: unknown): UnreadableEvent {
  const reason = error instanceof Error ? error.message.slice(0, 300) : String(error);
  return { eventId: stored.id, revision: stored.revision, eventType: stored.event.type, reason, isGap: false };
}

function placeOf(item: StreamItem): LeftOutEvent {
  const { position } = item;
  if (item.kind === 'event') return { stream: item.stored.streamId, revision: item.stored.revision, position };
  return { stream: item.streamId, revision: item.revision, position };
}

function isSkip(item: StreamItem): boolean {
  return item.kind === 'event' ? item.stored.event.type === 'EventSkipped' : item.isSkip;
}

/** Nothing of the stream was readable before the skip, so there is no record yet. */
function isSkipOfNothing({ event }: StoredEvent, record: unknown): boolean {
  return event.type === 'EventSkipped' && record === undefined;
}
