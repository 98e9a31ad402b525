import { startEmbeddedEventStore, type EmbeddedEventStore } from '@system-landscape/embedded-event-store';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { StreamsClient } from '@eventstore/db-client/generated/streams_grpc_pb.js';
import { createEventStoreClient } from './client.js';
import { isOutage } from './store-outage.js';

let store: EmbeddedEventStore;
let client: EventStoreDBClient;
/** The BatchAppend calls that were opened. */
let calls: jest.SpyInstance<ReturnType<StreamsClient['batchAppend']>>;

beforeEach(async () => {
  calls = jest.spyOn(StreamsClient.prototype, 'batchAppend');
  store = await startEmbeddedEventStore({ mem: true });
  client = createEventStoreClient(store.connectionString);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await client.dispose();
  await store.close();
});

const append = (deadline?: number) =>
  client.appendToStream('stream', jsonEvent({ type: 'Tested', data: {} }), { ...(deadline && { deadline }) });

const openCall = () => calls.mock.results.at(-1)!.value as ReturnType<StreamsClient['batchAppend']>;

it('an append that begins while its call ends fails with what ended it, and the next one goes over a new call', async () => {
  await append();
  const late = new Promise((resolve) => {
    // Before the appender hears of the end.
    openCall().prependOnceListener('error', () => void append(2_000).catch(resolve));
  });
  openCall().cancel();

  const error = await late;
  expect(isOutage(error)).toBe(true);
  expect(error).toMatchObject({ message: expect.stringContaining('Cancelled on client') as string });
  expect(await append()).toMatchObject({ success: true });
  expect(calls).toHaveBeenCalledTimes(2);
});

it('an append without an answer fails as an outage when its call ends, and the next one goes over a new call', async () => {
  await append();
  const unanswered = append();
  openCall().cancel();

  await expect(unanswered.catch((error: unknown) => isOutage(error))).resolves.toBe(true);
  expect(await append()).toMatchObject({ success: true });
  expect(calls).toHaveBeenCalledTimes(2);
});
