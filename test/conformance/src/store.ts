import { randomUUID } from 'node:crypto';
import { binaryEvent, EventStoreDBClient, jsonEvent, type EventData, type ResolvedEvent } from '@eventstore/db-client';
import { startEventStore } from '@system-landscape/test-support';

export interface Store {
  readonly url: string;
  readonly client: EventStoreDBClient;
  close(): Promise<void>;
}

/**
 * Connects to the server under test: that of `ESDB_URL`, or the embedded event store in its own process. A real server
 * is shared, so tests use unique stream names and ignore events of others in `$all`.
 */
export async function connect(): Promise<Store> {
  const given = process.env.ESDB_URL;
  const server = given === undefined ? await startEventStore() : undefined;
  const url = given ?? server?.url ?? '';
  const client = EventStoreDBClient.connectionString(url);
  return {
    url,
    client,
    async close() {
      await client.dispose();
      await server?.stop();
    },
  };
}

/** A unique name. */
export const uniqueName = (prefix = 'stream'): string => `${prefix}-${randomUUID()}`;

export const testEvents = (count: number, type = 'tested'): EventData[] =>
  Array.from({ length: count }, (_, index) => jsonEvent({ type, data: { index } }));

/** A link event. */
export const linkTo = (revision: number, stream: string): EventData =>
  binaryEvent({ type: '$>', data: Buffer.from(`${revision}@${stream}`) });

/** All items of a read. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The first `count` items; ends the subscription. */
export async function take<T>(items: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  if (count === 0) return taken;
  for await (const item of items) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}

/** Resolves with the argument of the next event with this name. */
export function emitted(
  emitter: { once(name: string, listener: (...args: unknown[]) => void): unknown },
  name: string,
) {
  return new Promise<unknown>((resolve) => emitter.once(name, resolve));
}

/** Runs the action at the next event with this name; await it before the test ends. */
export async function when<T>(emitter: Parameters<typeof emitted>[0], name: string, action: () => Promise<T>) {
  await emitted(emitter, name);
  return action();
}

/** The error with which the promise is rejected. */
export async function failure(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error('It did not fail.');
}

export const revisions = (events: readonly ResolvedEvent[]): (bigint | undefined)[] =>
  events.map(({ event }) => event?.revision);

/** Position of the last event in `$all`, from which a test can read its own events. */
export async function endOfAll(client: EventStoreDBClient): Promise<'start' | { commit: bigint; prepare: bigint }> {
  const [last] = await collect(client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }));
  return last?.event?.position ?? 'start';
}
