import {
  initialFormationState,
  initialSystemState,
  type FormationEvent,
  type FormationState,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import type { Aggregate, AggregateState } from './aggregate.js';
import type { DomainEvent, StoredEvent } from './stored-event.js';

/** A stream as it was when it was read: its state and its last events, all of them if it is short. */
export interface LoadedStream<State, Event extends DomainEvent> {
  readonly state: State;
  readonly events: readonly StoredEvent<Event>[];
}

/** A stream that is assumed not to exist yet. */
export const newSystem: LoadedStream<SystemState, SystemEvent> = { state: initialSystemState, events: [] };
export const newFormation: LoadedStream<FormationState, FormationEvent> = { state: initialFormationState, events: [] };

/** The stream with more events at its end. */
export function extend<State extends AggregateState, Event extends DomainEvent>(
  { evolve }: Aggregate<State, Event>,
  { state, events }: LoadedStream<State, Event>,
  more: readonly StoredEvent<Event>[],
): LoadedStream<State, Event> {
  const extended = more.reduce((before, stored) => foldOne({ evolve }, before, stored), state);
  return { state: extended, events: [...events, ...more] };
}

/** The state after an event; events that were skipped lie between it and the one before. */
export function foldOne<State extends AggregateState, Event extends DomainEvent>(
  { evolve }: Pick<Aggregate<State, Event>, 'evolve'>,
  state: State,
  { event, revision }: StoredEvent<Event>,
): State {
  return evolve(state.version === revision ? state : { ...state, version: revision }, event);
}
