import { nameIdOf, systemIdOf } from '../identity/ids.js';
import type { EventMetadata, Recorded } from '../recorded-event.js';
import type { SystemEvent } from '../system/system.events.js';
import type { SystemState, Token } from '../system/system.state.js';

/** Account, name and ids that specs speak of. */
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

/** When every history of the specs begins. */
export const T0 = new Date('2026-01-05T10:00:00.000Z');

/** The time so many milliseconds after the beginning. */
export function at(milliseconds: number): Date {
  return new Date(T0.getTime() + milliseconds);
}

/** An event as it would stand in the log. */
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

/** The specs' events, told of another name in another account. */
export function toldOf(
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

/** Every token of a state by its id, the oldest first. */
export function tokensOf({ tokens }: SystemState): Readonly<Record<string, Token>> {
  const newestFirst: Token[] = [];
  for (let issued = tokens; issued !== null; issued = issued.before) newestFirst.push(issued.token);
  return Object.fromEntries(newestFirst.reverse().map((token) => [token.tokenId, token]));
}

/** Freezes a value all the way down, so that whoever changes it throws. */
export function deepFrozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(deepFrozen);
  }
  return value;
}
