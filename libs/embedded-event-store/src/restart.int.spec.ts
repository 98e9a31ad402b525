import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  EventStoreDBClient,
  jsonEvent,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  streamNameFilter,
} from '@eventstore/db-client';
import { startEmbeddedEventStore, type EmbeddedEventStoreOptions } from './start-embedded-event-store.js';

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'embedded-event-store-spec-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

/** Starts a store, runs `use` with its client, and stops it. */
async function withStore<T>(
  use: (client: EventStoreDBClient) => Promise<T>,
  options: EmbeddedEventStoreOptions = {},
): Promise<T> {
  const store = await startEmbeddedEventStore({ data, ...options });
  const client = EventStoreDBClient.connectionString(store.connectionString);
  try {
    return await use(client);
  } finally {
    await client.dispose();
    await store.close();
  }
}

const event = (index: number, text = '') => jsonEvent({ type: 'tested', data: { index, text } });

const readAll = (client: EventStoreDBClient) => all(client.readAll());

async function all<E>(reading: AsyncIterable<{ readonly event?: E }>): Promise<E[]> {
  const events: E[] = [];
  for await (const { event } of reading) if (event) events.push(event);
  return events;
}

const wanted = async (client: EventStoreDBClient) =>
  (await readAll(client)).filter(({ streamId }) => streamId === 'wanted');

describe('a restarted store', () => {
  it('has all stored events, and appends after them', async () => {
    await withStore(async (client) => {
      await client.appendToStream('a', [event(0), event(1)]);
      await client.setStreamMetadata('a', { maxCount: 10 });
      await client.appendToStream('deleted', event(0));
      await client.deleteStream('deleted');
      await client.appendToStream('gone', event(0));
      await client.tombstoneStream('gone');
    });
    const before = await withStore(readAll);
    await withStore(async (client) => {
      const { nextExpectedRevision, position } = await client.appendToStream('a', event(2), { expectedRevision: 1n });
      expect(nextExpectedRevision).toBe(2n);
      expect(position?.commit).toBeGreaterThan(before.at(-1)?.position.commit ?? 0n);
      expect((await client.getStreamMetadata('a')).metadata).toEqual({ maxCount: 10 });
      expect((await client.appendToStream('deleted', event(1))).nextExpectedRevision).toBe(1n);
      await expect(client.appendToStream('gone', event(1))).rejects.toMatchObject({ type: 'stream-deleted' });
    });
    const after = await withStore(readAll);
    expect(after.slice(0, before.length)).toEqual(before);
  });

  it('recognises a repeated append', async () => {
    const repeated = [event(0), event(1)];
    const first = await withStore((client) => client.appendToStream('a', repeated));
    const again = await withStore((client) => client.appendToStream('a', repeated));
    expect(again).toEqual(first);
  });

  it('has streams with names of the maximum length and their metadata, also deleted and revived ones', async () => {
    const longest = 'é'.repeat(32_765) + 'e';
    await withStore(async (client) => {
      await expect(client.appendToStream(`${longest}e`, event(0))).rejects.toThrow('at most 65531');
      await expect(client.tombstoneStream(`${longest}e`)).rejects.toThrow('at most 65531');
      await client.appendToStream(longest, event(0));
      await client.setStreamMetadata(longest, { maxCount: 10 });
      await client.deleteStream(longest);
      await client.deleteStream(`$$${longest}`);
      await client.appendToStream(longest, event(1));
    });
    const after = await withStore(async (client) => {
      await client.appendToStream('after', event(2));
      return readAll(client);
    });
    expect(after.map(({ streamId }) => streamId.replace(longest, 'longest'))).toEqual([
      'longest',
      '$$longest',
      '$$longest',
      '$$$$longest',
      'longest',
      '$$longest',
      'after',
    ]);
  });

  it('has its groups with their settings, filters, parked messages and checkpoints', async () => {
    const settings = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: 'start', checkPointUpperBound: 2 });
    const filter = streamNameFilter({ prefixes: ['wanted'] });
    await withStore(async (client) => {
      await client.createPersistentSubscriptionToAll('group', settings, { filter });
      await client.appendToStream('other', event(0));
      await client.appendToStream('wanted', [event(0), event(1), event(2), event(3)]);
      const subscription = client.subscribeToPersistentSubscriptionToAll('group', { bufferSize: 1 });
      let count = 0;
      for await (const delivered of subscription) {
        if (count === 0) await subscription.nack('park', 'later', delivered);
        else if (count < 3) await subscription.ack(delivered);
        else break;
        count += 1;
      }
      const [first] = await wanted(client);
      for (;;) {
        const { stats } = await client.getPersistentSubscriptionToAllInfo('group');
        const reached = stats.lastCheckpointedEventPosition?.commit ?? 0n;
        if (first && reached >= first.position.commit) break;
      }
    });
    await withStore(async (client) => {
      const info = await client.getPersistentSubscriptionToAllInfo('group');
      expect(info.settings).toEqual(settings);
      expect(info.stats.parkedMessageCount).toBe(1n);
      expect(info.stats.lastCheckpointedEventPosition).toBeDefined();
      const subscription = client.subscribeToPersistentSubscriptionToAll('group');
      for await (const { event: delivered } of subscription) {
        // Parked and acknowledged messages are processed; those after the last checkpoint may be delivered again.
        expect(delivered?.revision).toBeGreaterThan(0n);
        break;
      }
    });
  });

  it('delivers the events after the creation of a group at the end, even if nothing was acknowledged', async () => {
    await withStore(async (client) => {
      await client.appendToStream('a', event(0));
      const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'end' });
      await client.createPersistentSubscriptionToStream('a', 'group', settings);
      await client.appendToStream('a', event(1));
    });
    await withStore(async (client) => {
      for await (const { event: delivered } of client.subscribeToPersistentSubscriptionToStream('a', 'group')) {
        expect(delivered?.revision).toBe(1n);
        break;
      }
    });
  });
});

describe('a store with a key', () => {
  let keyFile: string;
  beforeEach(async () => {
    keyFile = join(data, 'key');
    await writeFile(keyFile, randomBytes(32));
  });

  it('stores nothing in clear text and reads it again', async () => {
    const [stream, type, text] = ['secret-stream', 'SecretType', 'a secret text in the data'];
    const events = [jsonEvent({ type, data: { text } }), event(1, 'x'.repeat(100_000))];
    const isFound = async (folder: string) => {
      const file = await readFile(join(folder, 'log.mdb'));
      return [stream, type, text].map((secret) => file.includes(secret));
    };
    await withStore((client) => client.appendToStream(stream, events), { keyFile });
    expect(await isFound(data)).toEqual([false, false, false]);
    const read = await withStore((client) => all(client.readStream(stream)), { keyFile });
    expect(read.map((each) => (each.data as { text: string }).text)).toEqual([text, 'x'.repeat(100_000)]);

    const plain = join(data, 'plain');
    await withStore((client) => client.appendToStream(stream, events), { data: plain });
    expect(await isFound(plain)).toEqual([true, true, true]);
  });

  it('refuses another key, no key, and a key for data without one', async () => {
    await withStore((client) => client.appendToStream('a', event(0)), { keyFile });
    await expect(startEmbeddedEventStore({ data })).rejects.toThrow('The data is encrypted');
    await writeFile(keyFile, randomBytes(32));
    await expect(startEmbeddedEventStore({ data, keyFile })).rejects.toThrow('The key does not fit');
    await writeFile(keyFile, randomBytes(31));
    await expect(startEmbeddedEventStore({ data, keyFile })).rejects.toThrow('must hold 32 bytes');
    const plain = join(data, 'plain');
    await withStore((client) => client.appendToStream('a', event(0)), { data: plain });
    await writeFile(keyFile, randomBytes(32));
    await expect(startEmbeddedEventStore({ data: plain, keyFile })).rejects.toThrow('The data is not encrypted');
  });
});

describe('a data folder', () => {
  it('can be used by one store at a time', async () => {
    const store = await startEmbeddedEventStore({ data });
    await expect(startEmbeddedEventStore({ data })).rejects.toThrow(`in use by process ${process.pid}`);
    await store.close();
    await (await startEmbeddedEventStore({ data })).close();
  });

  it('is taken over when its process has ended', async () => {
    await writeFile(join(data, 'lock'), JSON.stringify({ pid: 999_999_999 }));
    await (await startEmbeddedEventStore({ data })).close();
  });
});

describe('a port', () => {
  it('that is taken causes one clear message, and releases the folder', async () => {
    const first = await startEmbeddedEventStore({ mem: true });
    await expect(startEmbeddedEventStore({ data, port: first.port })).rejects.toThrow(`Port ${first.port}`);
    await first.close();
    await (await startEmbeddedEventStore({ data })).close();
  });
});

describe('a store in memory', () => {
  it('is empty after a restart', async () => {
    await withStore((client) => client.appendToStream('a', event(0)), { data: undefined, mem: true });
    expect(await withStore(readAll, { data: undefined, mem: true })).toEqual([]);
  });
});
