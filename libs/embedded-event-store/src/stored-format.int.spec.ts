import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startEmbeddedEventStore } from './start-embedded-event-store.js';

const FIXTURES = join(__dirname, '../fixtures');

let data: string;
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'embedded-event-store-format-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

async function unpack(fixture: string): Promise<void> {
  const folder = join(FIXTURES, fixture);
  await copyFile(join(folder, 'store.json'), join(data, 'store.json'));
  await writeFile(join(data, 'log.mdb'), gunzipSync(await readFile(join(folder, 'log.mdb.gz'))));
}

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

async function read(client: EventStoreDBClient, stream: string) {
  const events = [];
  for await (const { event } of client.readStream(stream)) events.push(event);
  return events.map((event) => [event?.revision, event?.id, event?.type]);
}

// Data folders written by each version of the stored format; all have the same content.
describe.each([
  { fixture: 'format-1', encrypted: false, formatAfterStart: 2 },
  { fixture: 'format-2', encrypted: false, formatAfterStart: 2 },
  { fixture: 'format-2-encrypted', encrypted: true, formatAfterStart: 2 },
  { fixture: 'format-3', encrypted: false, formatAfterStart: 3 },
  { fixture: 'format-3-encrypted', encrypted: true, formatAfterStart: 3 },
])('a data folder of $fixture', ({ fixture, encrypted, formatAfterStart }) => {
  const keyFile = encrypted ? join(FIXTURES, fixture, 'key') : undefined;

  it('is read completely, and accepts appends', async () => {
    await unpack(fixture);
    for (const start of ['first', 'second']) {
      const store = await startEmbeddedEventStore({ data, keyFile });
      const client = EventStoreDBClient.connectionString(store.connectionString);
      try {
        expect((await read(client, 'orders')).slice(0, 3)).toEqual([
          [0n, id(1), 'Ordered'],
          [1n, id(2), 'Ordered'],
          [2n, id(3), 'Ordered'],
        ]);
        expect(await read(client, 'limited')).toEqual([
          [2n, id(7), 'Counted'],
          [3n, id(8), 'Counted'],
        ]);
        expect(await read(client, 'back')).toEqual([[2n, id(11), 'New']]);
        await expect(read(client, 'gone')).rejects.toMatchObject({ type: 'stream-deleted' });
        for await (const { event } of client.readStream('bytes')) {
          expect(Buffer.from(event?.data as Uint8Array)).toEqual(Buffer.from([0, 1, 254, 255]));
        }
        const group = await client.getPersistentSubscriptionToStreamInfo('orders', 'readers');
        expect(group.settings).toMatchObject({ startFrom: 'start', maxRetryCount: 3 });
        expect(group.stats).toMatchObject({ parkedMessageCount: 1n, lastCheckpointedEventRevision: 1n });

        const expectedRevision = start === 'first' ? 2n : 3n;
        const event = jsonEvent({ type: 'Ordered', data: { start } });
        await client.appendToStream('orders', event, { expectedRevision });
        let count = 0;
        for await (const { event: each } of client.readAll()) if (each) count += 1;
        expect(count).toBe(start === 'first' ? 22 : 23);
      } finally {
        await client.dispose();
        await store.close();
      }
    }
    expect(JSON.parse(await readFile(join(data, 'store.json'), 'utf8'))).toMatchObject({ format: formatAfterStart });
  });
});

describe('a data folder of a later version', () => {
  it('is refused', async () => {
    await writeFile(join(data, 'store.json'), '{"format":4}');
    await expect(startEmbeddedEventStore({ data })).rejects.toThrow('written in format 4');
  });
});
