import { nameIdOf, systemIdOf } from '../identity/ids.js';
import type { EventMetadata, Recorded } from '../recorded-event.js';
import type { SystemEvent } from '../system/system.events.js';
import type { SystemState, Token } from '../system/system.state.js';

/** Account, name and ids of the specs. */
export const ACCOUNT = 'ga-demo';
export const NAME = 'My S/4HANA';
export const NAME_ID = nameIdOf(ACCOUNT, NAME);
export const SYSTEM = systemIdOf(NAME_ID, 1);
export const TENANT = 'my300001';
export const OTHER_TENANT = 'my300002';

export const SECOND = 1_000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Start of every history in the specs. */
export const T0 = new Date('2026-01-05T10:00:00.000Z');

/** The time this many milliseconds after `T0`. */
export function at(milliseconds: number): Date {
  return new Date(T0.getTime() + milliseconds);
}

/** The event with metadata, as it is stored. */
export function recorded<Event extends { type: string; data: object }>(
  event: Event,
  more: Partial<EventMetadata> = {},
): Recorded<Event> {
  return {
    ...event,
    metadata: {
      globalAccountId: ACCOUNT,
      ...('systemId' in event.data ? { systemId: String(event.data.systemId) } : {}),
      occurredAt: T0.toISOString(),
      $correlationId: 'correlation-1',
      $causationId: 'correlation-1',
      actor: { subject: 'ga-admin', roles: ['global-account-admin'] },
      idempotencyKey: 'command/ga-admin/1',
      schemaVersion: 1,
      ...more,
    },
  };
}

/** The same events for another name, in another account. */
export function eventsForName(
  events: readonly Recorded<SystemEvent>[],
  name: string,
  globalAccountId: string = ACCOUNT,
): Recorded<SystemEvent>[] {
  const text = JSON.stringify(events).replaceAll(NAME_ID, nameIdOf(globalAccountId, name));
  return (JSON.parse(text) as Recorded<SystemEvent>[]).map((event) => {
    const metadata = { ...event.metadata, globalAccountId };
    if (event.type !== 'SystemAdded') return { ...event, metadata };
    return { ...event, data: { ...event.data, name, globalAccountId }, metadata };
  });
}

/** All tokens of a state by id, the oldest first. */
export function tokensOf({ tokens }: SystemState): Readonly<Record<string, Token>> {
  const newestFirst: Token[] = [];
  for (let issued = tokens; issued !== null; issued = issued.before) newestFirst.push(issued.token);
  return Object.fromEntries(newestFirst.reverse().map((token) => [token.tokenId, token]));
}

/** Freezes a value recursively, so that any change of it throws. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFreeze);
  }
  return value;
}
