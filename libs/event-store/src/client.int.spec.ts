import { startEventStore, type Server } from '@system-landscape/test-support';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { createEventStoreClient, eventStoreTimeSource, pingEventStore } from './client.js';

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';
const ENV = { ...process.env };

let server: Server;
let client: EventStoreDBClient | undefined;

beforeAll(async () => {
  server = await startEventStore();
});
afterEach(async () => {
  await client?.dispose();
  process.env = { ...ENV };
});
afterAll(() => server.stop());

it.each([
  ['for the web', { http_proxy: NOWHERE, https_proxy: NOWHERE }],
  ['for the web, with exceptions', { http_proxy: NOWHERE, no_proxy: 'intern.example' }],
  ['for gRPC, which is never for this machine', { grpc_proxy: NOWHERE }],
])('does not go by a proxy %s: %j', async (_, env) => {
  Object.assign(process.env, env);
  client = createEventStoreClient(server.url);
  await pingEventStore(client);
  expect(await eventStoreTimeSource(client).time()).toBeGreaterThan(0);
});
