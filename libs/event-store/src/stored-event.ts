import type { FormationEvent, Recorded, SystemEvent } from '@system-landscape/domain';
import type { RecordedEvent } from '@eventstore/db-client';
import { upcast } from './upcasting.js';

export type DomainEvent = SystemEvent | FormationEvent;

/** An event as it stands in the log, in its newest schema. */
export interface StoredEvent<Event extends DomainEvent = DomainEvent> {
  readonly event: Recorded<Event>;
  readonly id: string;
  readonly streamId: string;
  /** Revision in its stream, from 0. */
  readonly revision: number;
  /** Commit position; null where the event was read from its stream, which gives none. */
  readonly position: string | null;
}

/** What the client read, brought to the newest schema. Throws when metadata or data are no JSON objects. */
export function toStoredEvent<Event extends DomainEvent>(
  recorded: RecordedEvent,
  position: string | null,
): StoredEvent<Event> {
  const { data, metadata, type, id, streamId, revision } = recorded;
  if (!isObject(data) || !isObject(metadata)) {
    throw new Error(`Event ${Number(revision)} (${type}) of ${streamId} is not one of this platform`);
  }
  const event = upcast({ type, data, metadata });
  return { event: event as unknown as Recorded<Event>, id, streamId, revision: Number(revision), position };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}
