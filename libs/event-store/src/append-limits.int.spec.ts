import { startEmbeddedEventStore, type EmbeddedEventStore } from '@system-landscape/embedded-event-store';
import { binaryEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { createEventStoreClient } from './client.js';
import { EventStore } from './event-store.js';
import { commandContext, registering, systemName } from './testing/index.js';

const MEBIBYTE = 1024 * 1024;

let server: EmbeddedEventStore;
let client: EventStoreDBClient;

async function start(maxAppendBytes?: number): Promise<void> {
  server = await startEmbeddedEventStore({ mem: true, ...(maxAppendBytes && { maxAppendBytes }) });
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
    await expect(appendOf(MEBIBYTE + 1)).rejects.toMatchObject({ maxAppendSize: MEBIBYTE });
  });

  it('KurrentDB 26 takes up to a chunk', async () => {
    await start(256 * MEBIBYTE);
    await appendOf(2 * MEBIBYTE);
  });

  it('a command that needs more is refused with the number of bytes that the server takes, and nothing is appended', async () => {
    await start(100);
    const store = new EventStore(client);
    const name = systemName();

    await expect(store.onSystem(name.nameId, commandContext('k1'), registering(name))).rejects.toMatchObject({
      code: 'PAYLOAD_TOO_LARGE',
      message: expect.stringContaining('at most 100 bytes at once') as string,
    });
    expect(await store.loadSystem(name.nameId)).toMatchObject({ status: 'NONE' });
  });
});
