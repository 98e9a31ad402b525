import {
  StreamDeletedError,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { collect, connect, failure, revisions, testEvents, uniqueName, type Store } from './store.js';

let store: Store;
let client: EventStoreDBClient;
beforeAll(async () => {
  store = await connect();
  client = store.client;
});
afterAll(() => store.close());

describe('a deleted stream', () => {
  it('continues its revisions and returns only later events', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(3));
    const { position } = await client.deleteStream(stream);
    expect(position?.commit).toBeGreaterThan(0n);

    const { nextExpectedRevision } = await client.appendToStream(stream, testEvents(2));
    expect(nextExpectedRevision).toBe(4n);
    expect(revisions(await collect(client.readStream(stream)))).toEqual([3n, 4n]);
  });

  it('counts as no stream for an append that expects none', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(3));
    await client.deleteStream(stream);
    const result = await client.appendToStream(stream, testEvents(1), { expectedRevision: 'no_stream' });
    expect(result.nextExpectedRevision).toBe(3n);
  });

  it('accepts its last revision as expected revision', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(3));
    await client.deleteStream(stream);
    const result = await client.appendToStream(stream, testEvents(1), { expectedRevision: 2n });
    expect(result.nextExpectedRevision).toBe(3n);
  });

  it('is deleted for an append that expects a stream', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(3));
    await client.deleteStream(stream);
    const append = client.appendToStream(stream, testEvents(1), { expectedRevision: 'stream_exists' });
    await expect(append).rejects.toBeInstanceOf(StreamDeletedError);
  });

  it('can be deleted again after it was revived', async () => {
    const stream = uniqueName();
    for (let round = 0; round < 3; round += 1) {
      await client.appendToStream(stream, testEvents(1));
      expect(revisions(await collect(client.readStream(stream)))).toEqual([BigInt(round)]);
      await client.deleteStream(stream);
      await expect(collect(client.readStream(stream))).rejects.toBeInstanceOf(StreamNotFoundError);
    }
  });
});

describe('a tombstoned stream', () => {
  it('refuses reads, appends and deletions', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(1));
    const { position } = await client.tombstoneStream(stream);
    expect(position?.commit).toBeGreaterThan(0n);

    await expect(client.appendToStream(stream, testEvents(1))).rejects.toBeInstanceOf(StreamDeletedError);
    await expect(client.deleteStream(stream)).rejects.toBeInstanceOf(StreamDeletedError);
    await expect(client.tombstoneStream(stream)).rejects.toBeInstanceOf(StreamDeletedError);
    await expect(client.setStreamMetadata(stream, {})).rejects.toBeInstanceOf(StreamDeletedError);
    await expect(collect(client.readStream(stream))).rejects.toBeInstanceOf(StreamDeletedError);
    await expect(collect(client.subscribeToStream(stream))).rejects.toBeInstanceOf(StreamDeletedError);
  });

  it('need not have existed before', async () => {
    const stream = uniqueName();
    await client.tombstoneStream(stream, { expectedRevision: 'no_stream' });
    await expect(collect(client.readStream(stream))).rejects.toBeInstanceOf(StreamDeletedError);
  });
});

describe.each(['deleteStream', 'tombstoneStream'] as const)('%s', (method) => {
  it('accepts the actual revision as expected revision', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(3));
    await client[method](stream, { expectedRevision: 2n });
    await expect(collect(client.readStream(stream))).rejects.toBeInstanceOf(Error);
  });

  it('at another expected revision fails with both revisions', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(3));
    const error = await failure(client[method](stream, { expectedRevision: 1n }));
    expect(error).toBeInstanceOf(WrongExpectedVersionError);
    expect(error).toMatchObject({ streamName: stream, expectedVersion: 1n, actualVersion: 2n });
    expect(await collect(client.readStream(stream))).toHaveLength(3);
  });
});
