import { whyUnreadable, type FormationEvent, type Recorded, type SystemEvent } from '@system-landscape/domain';
import type { RecordedEvent } from '@eventstore/db-client';
import { toNewestVersion, type RawEvent } from './upcasting.js';

export type DomainEvent = SystemEvent | FormationEvent;

/** An event of the log in its newest schema version. */
export interface StoredEvent<Event extends DomainEvent = DomainEvent> {
  readonly event: Recorded<Event>;
  readonly id: string;
  readonly streamId: string;
  /** Number of the event in its stream, from 0. */
  readonly revision: number;
  /** Commit position in `$all`; null where it is not known, since reading a stream does not yield it. */
  readonly position: string | null;
}

/**
 * A recorded event in its newest schema version.
 * @throws Error with the reason when this release cannot read it
 */
export function toStoredEvent<Event extends DomainEvent>(
  recorded: RecordedEvent,
  position: string | null,
): StoredEvent<Event> {
  const { id, streamId, revision } = recorded;
  const event = toNewestVersion<Event>(rawEventOf(recorded));
  const reason = whyUnreadable(streamId, event as unknown as RawEvent);
  if (reason !== undefined) throw new Error(reason);
  return { event, id, streamId, revision: Number(revision), position };
}

/** A recorded event as it was written. @throws Error when data or metadata are not JSON objects */
export function rawEventOf({ type, data, metadata }: RecordedEvent): RawEvent {
  if (!isObject(data)) throw new Error('its data is no JSON object');
  if (!isObject(metadata)) throw new Error('its metadata is no JSON object');
  return { type, data, metadata };
}

/** Whether the event store itself wrote the event, such as `$streamDeleted`, or a link. */
export function isSystemEvent({ type }: { readonly type: string }): boolean {
  return type.startsWith('$');
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
