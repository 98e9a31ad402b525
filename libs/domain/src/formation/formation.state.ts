import { requireAccount } from '../account-of-stream.js';
import {
  commandsAsJson,
  commandsFromJson,
  emptyCommandHistory,
  recordCommand,
  type CommandHistory,
} from '../command-history.js';
import type { Recorded } from '../recorded-event.js';
import type { FormationEvent } from './formation.events.js';

/** A formation that was created at least once; all formations of one name share a stream. */
export type Formation = CommandHistory & {
  readonly status: 'ACTIVE' | 'DELETING' | 'DELETED';
  readonly formationId: string;
  readonly globalAccountId: string;
  readonly name: string;
  readonly type: string | null;
  /** Number of the formation among those of the name, from 1; they all have the same id. */
  readonly life: number;
  readonly createdAt: string;
};

export type FormationState = (CommandHistory & { readonly status: 'NONE' }) | Formation;

export const initialFormationState: FormationState = { ...emptyCommandHistory, status: 'NONE' };

/** Version of the fold, as `SYSTEM_FOLD_VERSION`. */
export const FORMATION_FOLD_VERSION = 2;

/** The state as JSON that is not nested. */
export function formationStateAsJson(state: FormationState): Readonly<Record<string, unknown>> {
  return { ...state, commands: commandsAsJson(state.commands) };
}

/** The state that `formationStateAsJson` has written. */
export function formationStateFromJson(json: Readonly<Record<string, unknown>>): FormationState {
  const { commands, ...rest } = json as unknown as FormationState & {
    readonly commands: Parameters<typeof commandsFromJson>[0];
  };
  return { ...rest, commands: commandsFromJson(commands) };
}

/** The fold: the state after one more event. @throws Error when the event cannot follow in this stream */
export function evolveFormation(state: FormationState, event: Recorded<FormationEvent>): FormationState {
  requireAccount(state.status === 'NONE' ? undefined : state.globalAccountId, event);
  const next = recordCommand(state, event.metadata);
  switch (event.type) {
    case 'FormationCreated': {
      const { version, lastOccurredAt, commands } = next;
      const { formationId, globalAccountId, name, type } = event.data;
      const life = next.status === 'NONE' ? 1 : next.life + 1;
      const createdAt = event.metadata.occurredAt;
      return {
        ...{ version, lastOccurredAt, commands },
        ...{ status: 'ACTIVE', formationId, globalAccountId, name, type, life, createdAt },
      };
    }
    case 'FormationDeletionStarted':
      return { ...created(next, event), status: 'DELETING' };
    case 'FormationDeleted':
      return { ...created(next, event), status: 'DELETED' };
    case 'EventSkipped':
      return next;
    default:
      throw new Error(`Unknown event ${JSON.stringify((event satisfies never as { type: unknown }).type)}`);
  }
}

function created(state: FormationState, event: FormationEvent): Formation {
  if (state.status === 'NONE')
    throw new Error(`${event.type} of ${event.data.formationId} comes before it was created`);
  return state;
}

/** The formation if systems may join it: it exists and its deletion has not started. */
export function activeFormation(state: FormationState): Formation | undefined {
  return state.status === 'ACTIVE' ? state : undefined;
}
