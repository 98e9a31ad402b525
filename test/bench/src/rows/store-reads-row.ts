import type { Position } from '@eventstore/db-client';
import { urlOf, type BenchSetup } from '../bench-setup.js';
import type { BenchScale } from '../bench-scale.js';
import type { Row } from '../measure.js';
import { realEventStore, storedEvent, withClient, writersStream } from './stored-event.js';

const EVENTS_OF_AN_APPEND = 500;

/** Reads of the embedded store by the official client, compared with the maximum that the client can decode. */
export async function storeReadsRow(setup: BenchSetup, { seconds, storedEvents }: BenchScale): Promise<Row> {
  const { eventStore, start } = setup;
  const from = await fill(eventStore.url, storedEvents);
  const reads = { from, count: storedEvents };
  const env = { STORE_PORT: String(eventStore.port) };
  const cached = urlOf(await start('cached store', 'src/ceilings/cached-store.js', [], env));
  const bare = cached.replace('http:', 'esdb:') + '?tls=false';
  // Fills the cache.
  await readsPerSecond(bare, reads, 0);
  const real = realEventStore();
  const fromInReal = real === undefined ? undefined : await fill(real, storedEvents);
  return {
    id: 'store-reads',
    title: 'embedded store: events read from $all',
    unit: '1/s',
    ceilingIs: 'the client reading the same bytes from a server that only caches them',
    goals: { ceiling: 0.7, rival: 1 },
    samples: {
      ours: () => readsPerSecond(eventStore.url, reads, seconds),
      ceiling: () => readsPerSecond(bare, reads, seconds),
      ...(real === undefined || fromInReal === undefined
        ? {}
        : { rival: () => readsPerSecond(real, { from: fromInReal, count: storedEvents }, seconds) }),
    },
  };
}

/** Appends the events to read. @returns position of the first one: the last event of the first append */
function fill(url: string, count: number): Promise<Position> {
  return withClient(url, async (client) => {
    let first: Position | undefined;
    for (let written = 0; written < count + EVENTS_OF_AN_APPEND; written += EVENTS_OF_AN_APPEND) {
      const events = Array.from({ length: EVENTS_OF_AN_APPEND }, storedEvent);
      const { position } = await client.appendToStream(writersStream(), events);
      first ??= position;
    }
    if (first === undefined) throw new Error('An append was answered without a position');
    return first;
  });
}

interface Reads {
  readonly from: Position;
  readonly count: number;
}

/** Reads the events repeatedly for the given time, at least once. */
function readsPerSecond(url: string, { from, count }: Reads, seconds: number): Promise<number> {
  return withClient(url, async (client) => {
    const began = performance.now();
    let events = 0;
    do {
      let read = 0;
      for await (const _ of client.readAll({ fromPosition: from, maxCount: count })) read += 1;
      if (read !== count) throw new Error(`${url} returned ${read} events instead of ${count}`);
      events += read;
    } while (performance.now() - began < seconds * 1000);
    return events / ((performance.now() - began) / 1000);
  });
}
