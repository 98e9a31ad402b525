import {
  evolveFormation,
  evolveSystem,
  formationStream,
  initialFormationState,
  initialSystemState,
  systemStream,
  type CommandHistory,
  type FormationEvent,
  type FormationState,
  type Recorded,
  type SystemEvent,
  type SystemState,
} from '@system-landscape/domain';
import type { DomainEvent } from './stored-event.js';

/** State that every aggregate has: the processed commands, and the account once a stream has begun. */
export type AggregateState = CommandHistory &
  ({ readonly status: 'NONE' } | { readonly status: string; readonly globalAccountId: string });

/** How the streams of one kind are named and folded. */
export interface Aggregate<State extends AggregateState, Event extends DomainEvent> {
  readonly streamOf: (id: string) => string;
  readonly initialState: State;
  readonly evolve: (state: State, event: Recorded<Event>) => State;
}

/** Systems; the id is that of the name. */
export const systemAggregate: Aggregate<SystemState, SystemEvent> = {
  streamOf: systemStream,
  initialState: initialSystemState,
  evolve: evolveSystem,
};

export const formationAggregate: Aggregate<FormationState, FormationEvent> = {
  streamOf: formationStream,
  initialState: initialFormationState,
  evolve: evolveFormation,
};
