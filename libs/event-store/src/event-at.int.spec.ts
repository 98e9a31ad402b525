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

it('is the event that begins there, and none between two or beyond the last one', async () => {
  const events = ['one', 'two', 'three'].map((type) => jsonEvent({ type, data: {} }));
  const places: bigint[] = [];
  for (const event of events) places.push((await client.appendToStream('s', event)).position!.commit);
  for (const [index, place] of places.entries()) {
    expect((await eventAt(client, String(place)))?.id).toBe(events[index]!.id);
    expect(await eventAt(client, String(place + 1n))).toBeUndefined();
  }
  expect(await eventAt(client, String(places[2]! + 100_000n))).toBeUndefined();
});
