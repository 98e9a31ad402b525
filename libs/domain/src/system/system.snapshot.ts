import { entriesIn, type Change } from '../change-list.js';
import { commandsAsJson, commandsFromJson } from '../command-history.js';
import {
  initialSystemState,
  type IssuedToken,
  type RecordedDisplay,
  type SystemState,
  type Token,
} from './system.state.js';

/**
 * Version of the fold: to be raised whenever the same events give another state, so that stored states of before are
 * ignored. `system.snapshot.spec.ts` fails when it was forgotten.
 */
export const SYSTEM_FOLD_VERSION = 3;

type Json = Readonly<Record<string, unknown>>;

/** The state as JSON that is not nested, however long the lists in it are. */
export function systemStateAsJson(state: SystemState): Json {
  const json: Json = { ...state, commands: commandsAsJson(state.commands), tokens: listOf(state.tokens, tokenOf) };
  if (state.status === 'NONE') return json;
  return {
    ...json,
    displays: listOf(state.displays, ({ subject, occurredAt }) => [subject, occurredAt]),
    formations: entriesIn(state.formations),
    entitlements: entriesIn(state.entitlements),
  };
}

/** The state that `systemStateAsJson` has written. */
export function systemStateFromJson(json: Json): SystemState {
  const { commands, tokens, displays, formations, entitlements, ...rest } = json as unknown as SystemStateJson;
  const shared = {
    ...rest,
    commands: commandsFromJson(commands),
    tokens: linked(tokens, (token, before): IssuedToken => ({ token, before })),
  };
  if (rest['status'] === 'NONE') return { ...initialSystemState, ...shared };
  return {
    ...shared,
    displays: linked(displays, ([subject, occurredAt], before): RecordedDisplay => ({ subject, occurredAt, before })),
    formations: changesOf(formations),
    entitlements: changesOf(entitlements),
  } as unknown as SystemState;
}

interface SystemStateJson extends Json {
  readonly commands: Parameters<typeof commandsFromJson>[0];
  /** The oldest first, as all lists are. */
  readonly tokens: readonly Token[];
  readonly displays: readonly (readonly [subject: string, occurredAt: string])[];
  readonly formations: readonly (readonly [key: string, value: unknown])[];
  readonly entitlements: readonly (readonly [key: string, value: unknown])[];
}

const tokenOf = ({ token }: IssuedToken): Token => token;

/** Items of a linked list, the oldest first. */
function listOf<Link extends { readonly before: Link | null }, Item>(
  newest: Link | null,
  itemOf: (link: Link) => Item,
): Item[] {
  const items: Item[] = [];
  for (let link = newest; link !== null; link = link.before) items.push(itemOf(link));
  return items.reverse();
}

function linked<Item, Link>(
  oldestFirst: readonly Item[],
  linkOf: (item: Item, before: Link | null) => Link,
): Link | null {
  return oldestFirst.reduce<Link | null>((before, item) => linkOf(item, before), null);
}

function changesOf<Value>(entries: readonly (readonly [key: string, value: Value])[]): Change<Value> | null {
  return linked(entries, ([key, value], before): Change<Value> => ({ key, value, before }));
}
