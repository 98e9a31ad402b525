import { randomUUID } from 'node:crypto';
import { binaryEvent, EventStoreDBClient, jsonEvent, type EventData, type ResolvedEvent } from '@eventstore/db-client';
import { startEventStore } from '@system-landscape/test-support';

export interface Store {
  readonly url: string;
  readonly client: EventStoreDBClient;
  close(): Promise<void>;
}

/**
 * The server under test: that of `ESDB_URL`, or else the embedded event store in a process of its own. A real server
 * is shared, so a test takes a stream name of its own and bears events of others in `$all`.
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

/** A name that no other test has. */
export const uniqueName = (prefix = 'stream'): string => `${prefix}-${randomUUID()}`;

export const testEvents = (count: number, type = 'tested'): EventData[] =>
  Array.from({ length: count }, (_, index) => jsonEvent({ type, data: { index } }));

/** An event that points to another one. */
export const linkTo = (revision: number, stream: string): EventData =>
  binaryEvent({ type: '$>', data: Buffer.from(`${revision}@${stream}`) });

/** Everything that a read gives. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The first so many items; then the subscription ends. */
export async function take<T>(items: AsyncIterable<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  if (count === 0) return taken;
  for await (const item of items) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
}

/** Resolves with what an emitter says under that name. */
export function emitted(
  emitter: { once(name: string, listener: (...args: unknown[]) => void): unknown },
  name: string,
) {
  return new Promise<unknown>((resolve) => emitter.once(name, resolve));
}

/** Does something as soon as an emitter says that; await it before the test ends. */
export async function when<T>(emitter: Parameters<typeof emitted>[0], name: string, action: () => Promise<T>) {
  await emitted(emitter, name);
  return action();
}

/** What a promise is rejected with. */
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

/** `$all` may only be compared from where a test began. */
export async function endOfAll(client: EventStoreDBClient): Promise<'start' | { commit: bigint; prepare: bigint }> {
  const [last] = await collect(client.readAll({ direction: 'backwards', fromPosition: 'end', maxCount: 1 }));
  return last?.event?.position ?? 'start';
}
