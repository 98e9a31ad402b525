import {
  evolveFormation,
  evolveSystem,
  FORMATION_FOLD_VERSION,
  formationStateAsJson,
  formationStateFromJson,
  formationStream,
  initialFormationState,
  initialSystemState,
  SYSTEM_FOLD_VERSION,
  systemStateAsJson,
  systemStateFromJson,
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
  /** Changes when the same events give another state. */
  readonly foldVersion: string;
  readonly asJson: (state: State) => Readonly<Record<string, unknown>>;
  readonly fromJson: (json: Readonly<Record<string, unknown>>) => State;
}

/** Systems; the id is that of the name. */
export const systemAggregate: Aggregate<SystemState, SystemEvent> = {
  streamOf: systemStream,
  initialState: initialSystemState,
  evolve: evolveSystem,
  foldVersion: `system/${SYSTEM_FOLD_VERSION}`,
  asJson: systemStateAsJson,
  fromJson: systemStateFromJson,
};

export const formationAggregate: Aggregate<FormationState, FormationEvent> = {
  streamOf: formationStream,
  initialState: initialFormationState,
  evolve: evolveFormation,
  foldVersion: `formation/${FORMATION_FOLD_VERSION}`,
  asJson: formationStateAsJson,
  fromJson: formationStateFromJson,
};
