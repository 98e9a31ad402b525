import { evolveFormation, initialFormationState, type FormationState } from '../formation/formation.state.js';
import type { FormationEvent } from '../formation/formation.events.js';
import type { Recorded } from '../recorded-event.js';
import { Refusal, type RefusalCode } from '../refusal.js';
import type { Decision } from '../system/decision.js';
import type { SystemEvent } from '../system/system.events.js';
import { evolveSystem } from '../system/system.evolve.js';
import { initialSystemState, type SystemState } from '../system/system.state.js';
import { deepFreeze, recorded } from './fixtures.js';

/** Expectations of what a decision returned. */
export interface Outcome<Event, State> {
  /** Exactly these events. */
  then(...events: Event[]): State;
  /** Events of these types, in this order. */
  thenTypes(...types: string[]): State;
  /** No event: the state already shows the effect. */
  thenNothing(): void;
  thenRefused(code: RefusalCode, more?: Refusal['more']): Refusal;
}

interface Given<Event, State> {
  readonly state: State;
  /** Runs a decision with a deeply frozen command and state. */
  when<Command, Yielded extends Event>(
    decide: (command: Command, state: State) => Decision<Yielded>,
    command: Command,
  ): Outcome<Event, State>;
}

/** Given these events of a system's stream, when a decision runs, then it returns these events or this refusal. */
export function given(...events: readonly SystemEvent[]): Given<SystemEvent, SystemState> {
  return givenWith<SystemEvent, SystemState>(initialSystemState, evolveSystem, events);
}

/** The same for a formation's stream. */
export function givenFormation(...events: readonly FormationEvent[]): Given<FormationEvent, FormationState> {
  return givenWith<FormationEvent, FormationState>(initialFormationState, evolveFormation, events);
}

function givenWith<Event extends { type: string; data: object }, State>(
  initial: State,
  evolve: (state: State, event: Recorded<Event>) => State,
  events: readonly Event[],
): Given<Event, State> {
  const fold = (from: State, more: readonly Event[]) =>
    more.reduce((state, event) => deepFreeze(evolve(state, deepFreeze(recorded(event)))), from);
  const state = fold(deepFreeze(initial), events);
  return {
    state,
    when(decide, command) {
      const decision = decide(deepFreeze(command), state);
      return {
        then(...expected) {
          expect(decision).toEqual(expected);
          return fold(state, expected);
        },
        thenTypes(...types) {
          const yielded = decision instanceof Refusal ? [decision.code] : decision.map(({ type }) => type);
          expect(yielded).toEqual(types);
          return fold(state, decision as readonly Event[]);
        },
        thenNothing() {
          expect(decision).toEqual([]);
        },
        thenRefused(code, more) {
          expect(decision).toBeInstanceOf(Refusal);
          const refusal = decision as Refusal;
          expect(refusal.code).toBe(code);
          expect(refusal.message).not.toBe('');
          if (more) expect(refusal.more).toEqual(more);
          return refusal;
        },
      };
    },
  };
}
