import type { UnreadableEvent } from '@system-landscape/domain';
import type { RecordedEvent } from '@eventstore/db-client';
import type { Aggregate, AggregateState } from './aggregate.js';
import { foldOne, type LoadedStream } from './loaded-stream.js';
import { isSystemEvent, rawEventOf, toStoredEvent, type DomainEvent, type StoredEvent } from './stored-event.js';
import type { RawEvent } from './upcasting.js';

/** An event that this release can read, also as it was written. */
export interface ReadEvent<Event extends DomainEvent = DomainEvent> {
  readonly stored: StoredEvent<Event>;
  readonly raw: RawEvent;
}

/** A stream up to its end, or up to the first event that cannot be read or folded. */
export interface ReadStream<State, Event extends DomainEvent> {
  readonly state: State;
  readonly events: readonly ReadEvent<Event>[];
  /** Undefined when all of the stream was read. */
  readonly unreadable: UnreadableEvent | undefined;
  /** Ids of the events that operators have skipped. */
  readonly skipped: ReadonlySet<string>;
}

/**
 * A decision on the stream would be made on half of its events: one of them cannot be read or folded, or they are gone.
 * The message is for people and does not name the stream.
 */
export class StreamQuarantined extends Error {
  override readonly name = 'StreamQuarantined';
  readonly code = 'QUARANTINED';

  constructor(cause: string) {
    super(`${cause}. Nothing has been changed; an operator has to resolve it first.`);
  }
}

/**
 * Reads and folds the events of one stream in their order. Passes over what operators have skipped.
 * @param from state before the events; default: that of the stream's beginning
 */
export function readStreamEvents<State extends AggregateState, Event extends DomainEvent>(
  aggregate: Aggregate<State, Event>,
  recorded: readonly RecordedEvent[],
  from: State = aggregate.initialState,
): ReadStream<State, Event> {
  const skipped = skippedIn(recorded);
  const events: ReadEvent<Event>[] = [];
  let state = from;
  for (const each of recorded) {
    const result = readNext(aggregate, state, each, skipped);
    if ('reason' in result) return { state, events, unreadable: result, skipped };
    ({ state } = result);
    if (result.read) events.push(result.read);
  }
  return { state, events, unreadable: undefined, skipped };
}

/** The state after one more event of its stream, and the event unless it is passed over; or why it cannot be read. */
export function readNext<State extends AggregateState, Event extends DomainEvent>(
  aggregate: Aggregate<State, Event>,
  state: State,
  recorded: RecordedEvent,
  skipped: ReadonlySet<string> = new Set(),
): { readonly state: State; readonly read?: ReadEvent<Event> } | UnreadableEvent {
  const revision = Number(recorded.revision);
  const isGap = revision !== state.version;
  if (isGap) return unreadable(recorded, `the events before it, from number ${state.version} on, are gone`, true);
  if (isSystemEvent(recorded) || skipped.has(recorded.id)) return { state: { ...state, version: revision + 1 } };
  try {
    const stored = toStoredEvent<Event>(recorded, null);
    return { state: foldOne(aggregate, state, stored), read: { stored, raw: rawEventOf(recorded) } };
  } catch (error) {
    return unreadable(recorded, error instanceof Error ? error.message : String(error), false);
  }
}

/** Throws StreamQuarantined unless all of the stream was read. */
export function requireReadable<State, Event extends DomainEvent>({
  state,
  events,
  unreadable: odd,
}: ReadStream<State, Event>): LoadedStream<State, Event> {
  if (!odd) return { state, events: events.map(({ stored }) => stored) };
  throw new StreamQuarantined(`Event ${odd.revision} (${odd.eventType}) of its history cannot be read: ${odd.reason}`);
}

function skippedIn(recorded: readonly RecordedEvent[]): Set<string> {
  return new Set(
    recorded.flatMap((each) => {
      if (each.type !== 'EventSkipped') return [];
      try {
        const { event } = toStoredEvent(each, null);
        return event.type === 'EventSkipped' ? [event.data.eventId] : [];
      } catch {
        // It is the stream's next unreadable event.
        return [];
      }
    }),
  );
}

const MAX_REASON = 300;

function unreadable({ id, type, revision }: RecordedEvent, reason: string, isGap: boolean): UnreadableEvent {
  return {
    eventId: id,
    revision: Number(revision),
    eventType: type.slice(0, 100),
    reason: reason.slice(0, MAX_REASON),
    isGap,
  };
}
