import { startEventStore, type Server } from '@system-landscape/test-support';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { createEventStoreClient } from './client.js';
import { eventAt } from './event-at.js';

let server: Server;
let client: EventStoreDBClient;

beforeAll(async () => {
  server = await startEventStore();
  client = createEventStoreClient(server.url);
});
afterAll(async () => {
  await client.dispose();
  await server.stop();
});

it('eventAt returns the event at a position, and undefined between two events or beyond the last one', async () => {
  const events = ['one', 'two', 'three'].map((type) => jsonEvent({ type, data: {} }));
  const positions: bigint[] = [];
  for (const event of events) positions.push((await client.appendToStream('s', event)).position!.commit);
  for (const [index, position] of positions.entries()) {
    expect((await eventAt(client, String(position)))?.id).toBe(events[index]!.id);
    expect(await eventAt(client, String(position + 1n))).toBeUndefined();
  }
  expect(await eventAt(client, String(positions[2]! + 100_000n))).toBeUndefined();
});
