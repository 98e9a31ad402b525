import type { FormationEvent } from './formation/formation.events.js';
import { formationStream, FORMATION_STREAM_PREFIX, SYSTEM_STREAM_PREFIX, systemIdOf } from './identity/ids.js';
import { Refusal } from './refusal.js';
import type { SkippedEvent } from './skipped-event.js';
import type { Decision } from './system/decision.js';
import type { SystemEvent } from './system/system.events.js';

/** What keeps a stream from being read: its first event that cannot be read or folded. */
export interface UnreadableEvent {
  readonly eventId: string;
  readonly revision: number;
  readonly eventType: string;
  readonly reason: string;
  /** Events before it are gone from the stream: skipping it would not make the state known. */
  readonly isGap: boolean;
}

export interface SkipEvent {
  readonly stream: string;
  /** The event that the operator has looked at; default: whichever it is. */
  readonly eventId?: string;
  readonly note: string;
}

/**
 * An operator skips the event that keeps a stream in quarantine. No event when it is skipped already.
 * @param unreadable of the stream; undefined when all of it can be read
 * @param skipped ids of the events that were skipped before
 * @param state of what can be read
 */
export function skipEvent(
  { stream, eventId, note }: SkipEvent,
  unreadable: UnreadableEvent | undefined,
  skipped: ReadonlySet<string>,
  state: { readonly status: string; readonly systemId?: string },
): Decision<SystemEvent | FormationEvent> {
  if (eventId !== undefined && skipped.has(eventId)) return [];
  if (!unreadable || unreadable.eventId !== (eventId ?? unreadable.eventId))
    return new Refusal('NOT_FOUND', 'No such event is in quarantine. Look at the list again.');
  if (unreadable.isGap) {
    return new Refusal(
      'QUARANTINED',
      'Events before it are gone, which no skip can replace. Restore them, or correct the metadata of the stream; then retry.',
    );
  }
  const { revision, eventType, reason } = unreadable;
  const data: SkippedEvent = { eventId: unreadable.eventId, revision, eventType, reason, note };
  if (stream.startsWith(FORMATION_STREAM_PREFIX)) {
    return [{ type: 'EventSkipped', data: { formationId: stream.slice(formationStream('').length), ...data } }];
  }
  const systemId = state.systemId ?? systemIdOf(stream.slice(SYSTEM_STREAM_PREFIX.length), 1);
  return [{ type: 'EventSkipped', data: { systemId, ...data } }];
}
