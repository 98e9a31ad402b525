import {
  startEmbeddedEventStore,
  type EmbeddedEventStore,
  type EmbeddedEventStoreOptions,
} from '@system-landscape/embedded-event-store';
import { binaryEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { createEventStoreClient } from './client.js';
import { EventStore } from './event-store.js';
import { followRawLog } from './follow.js';
import { commandContext, registering, systemName } from './testing/index.js';

const MEBIBYTE = 1024 * 1024;

let server: EmbeddedEventStore;
let client: EventStoreDBClient;

async function start(options: EmbeddedEventStoreOptions = {}): Promise<void> {
  server = await startEmbeddedEventStore({ mem: true, ...options });
  client = createEventStoreClient(server.connectionString);
}
afterEach(async () => {
  await client.dispose();
  await server.close();
});

const appendOf = (bytes: number) =>
  client.appendToStream('large', binaryEvent({ type: 'large', data: Buffer.alloc(bytes) }));

describe('The limit of an append is that of the server', () => {
  it('EventStoreDB 24.10 takes 1 MiB', async () => {
    await start();
    await appendOf(MEBIBYTE);
    await expect(appendOf(MEBIBYTE + 1)).rejects.toThrow(`at most ${MEBIBYTE} bytes at once`);
  });

  it('KurrentDB 26 takes up to a chunk', async () => {
    await start({ maxAppendBytes: 256 * MEBIBYTE });
    await appendOf(2 * MEBIBYTE);
  });

  it('EventStoreDB from 24.10.4 on counts metadata, and two bytes for each character of the type, too', async () => {
    await start({ maxAppendBytes: 100, faults: { maxEventBytes: MEBIBYTE } });
    const appendWith = (metadata: number) =>
      client.appendToStream(
        'large',
        binaryEvent({ type: 'äöü', data: Buffer.alloc(50), metadata: Buffer.alloc(metadata) }),
      );

    await appendWith(44);
    await expect(appendWith(45)).rejects.toThrow('at most 100 bytes at once');
  });

  it.each([
    ['of all events', { maxAppendBytes: 100 }, 'at most 100 bytes at once'],
    [
      'of an event, which EventStoreDB has from 24.10.4 on',
      { faults: { maxEventBytes: 100 } },
      'at most 100 bytes in one event',
    ],
  ])(
    'a command that exceeds the limit %s is refused with the number of bytes that the server takes, and nothing is appended',
    async (_which, limit, sentence) => {
      await start(limit);
      const store = new EventStore(client);
      const name = systemName();

      await expect(store.onSystem(name.nameId, commandContext('k1'), registering(name))).rejects.toMatchObject({
        code: 'PAYLOAD_TOO_LARGE',
        message: expect.stringContaining(sentence) as string,
      });
      expect(await store.loadSystem(name.nameId)).toMatchObject({ status: 'NONE' });
    },
  );

  it('of an event is told in the same words to an append with credentials of its own', async () => {
    await start({ faults: { maxEventBytes: 100 } });
    const event = binaryEvent({ type: 'large', data: Buffer.alloc(100) });
    const credentials = { username: 'ops', password: 'changeit' };

    await expect(client.appendToStream('large', event, { credentials })).rejects.toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
      message: expect.stringContaining('at most 100 bytes in one event') as string,
    });
  });
});

/** A real server has no larger record in its log. */
const LARGEST_EVENT = 16 * MEBIBYTE;

describe('The largest event that a server can have', () => {
  it('is appended, read and followed', async () => {
    await start({ maxAppendBytes: 256 * MEBIBYTE });
    await appendOf(LARGEST_EVENT);

    const sizes: number[] = [];
    for await (const { event } of client.readStream('large')) sizes.push((event!.data as Uint8Array).length);
    const abort = new AbortController();
    for await (const batch of followRawLog(client, { streams: ['large'], signal: abort.signal })) {
      for (const item of batch) {
        if (item.kind === 'event') sizes.push((item.recorded.data as Uint8Array).length);
        if (item.kind === 'caught-up') abort.abort();
      }
    }

    expect(sizes).toEqual([LARGEST_EVENT, LARGEST_EVENT]);
  });
});
