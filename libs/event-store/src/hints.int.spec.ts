import { startEventStore, type Server } from '@system-landscape/test-support';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { createEventStoreClient } from './client.js';
import { consumeHints } from './hints.js';

let server: Server;
let client: EventStoreDBClient;

beforeAll(async () => {
  server = await startEventStore();
  client = createEventStoreClient(server.url);
});
afterAll(() => Promise.all([client.dispose(), server.stop()]));

describe('hints', () => {
  it('are not waited for by a consumer that was stopped while its group was made', async () => {
    const abort = new AbortController();
    const make = client.createPersistentSubscriptionToAll.bind(client);
    client.createPersistentSubscriptionToAll = async (...group) => {
      await make(...group);
      abort.abort();
    };
    await consumeHints(client, {
      group: `group-${randomUUID()}`,
      eventTypes: ['SystemAdded'],
      concurrency: 4,
      signal: abort.signal,
      handle: () => Promise.resolve(),
      onError: () => undefined,
    });
    expect(abort.signal.aborted).toBe(true);
  });
});
