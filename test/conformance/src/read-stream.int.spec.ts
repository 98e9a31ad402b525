import {
  InvalidArgumentError,
  StreamDeletedError,
  StreamNotFoundError,
  UnknownError,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { collect, connect, failure, revisions, testEvents, uniqueName, type Store } from './store.js';

let store: Store;
let client: EventStoreDBClient;
const stream = uniqueName();
beforeAll(async () => {
  store = await connect();
  client = store.client;
  await client.appendToStream(stream, testEvents(10));
});
afterAll(() => store.close());

describe('reading a stream', () => {
  it('returns all events in their order', async () => {
    const events = await collect(client.readStream(stream));
    expect(revisions(events)).toEqual([0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n]);
    expect(events.map(({ event }) => event?.data)).toEqual(testEvents(10).map(({ data }) => data));
  });

  it.each([
    ['from the start', { fromRevision: 'start', maxCount: 3 }, [0n, 1n, 2n]],
    ['from a revision on', { fromRevision: 8n }, [8n, 9n]],
    ['from a revision on, with a maximum', { fromRevision: 4n, maxCount: 2 }, [4n, 5n]],
    ['from a revision after the last', { fromRevision: 50n }, []],
    ['backwards from the end', { direction: 'backwards', fromRevision: 'end', maxCount: 3 }, [9n, 8n, 7n]],
    ['backwards from a revision', { direction: 'backwards', fromRevision: 2n }, [2n, 1n, 0n]],
    ['backwards from after the last', { direction: 'backwards', fromRevision: 50n, maxCount: 1 }, [9n]],
    ['backwards from the start', { direction: 'backwards', fromRevision: 'start' }, [0n]],
    ['from the highest revision there can be', { fromRevision: 0x7fff_ffff_ffff_ffffn }, []],
  ] as const)('%s', async (_where, options, expected) => {
    expect(revisions(await collect(client.readStream(stream, options)))).toEqual(expected);
  });

  it.each([
    ['forwards from the end', { fromRevision: 'end' }],
    ['from beyond the highest revision', { fromRevision: 0x8000_0000_0000_0000n }],
    ['with a maximum of 0', { maxCount: 0 }],
  ] as const)('%s is refused', async (_how, options) => {
    expect(await failure(collect(client.readStream(stream, options)))).toBeInstanceOf(UnknownError);
  });

  it('of many pages returns every event once', async () => {
    const long = uniqueName();
    for (let batch = 0; batch < 4; batch += 1) await client.appendToStream(long, testEvents(500));
    const forwards = revisions(await collect(client.readStream(long)));
    expect(forwards).toEqual(Array.from({ length: 2_000 }, (_, index) => BigInt(index)));
    const backwards = revisions(
      await collect(client.readStream(long, { direction: 'backwards', fromRevision: 'end' })),
    );
    expect(backwards).toEqual([...forwards].reverse());
  });

  it('that does not exist fails with its name', async () => {
    const missing = uniqueName();
    const error = await failure(collect(client.readStream(missing)));
    expect(error).toBeInstanceOf(StreamNotFoundError);
    expect(error).toMatchObject({ streamName: missing });
  });

  it('that was deleted fails like one that does not exist', async () => {
    const deleted = uniqueName();
    await client.appendToStream(deleted, testEvents(2));
    await client.deleteStream(deleted);
    await expect(collect(client.readStream(deleted))).rejects.toBeInstanceOf(StreamNotFoundError);
  });

  it('that was tombstoned fails with its name', async () => {
    const deleted = uniqueName();
    await client.appendToStream(deleted, testEvents(2));
    await client.tombstoneStream(deleted);
    const error = await failure(collect(client.readStream(deleted)));
    expect(error).toBeInstanceOf(StreamDeletedError);
    expect(error).toMatchObject({ streamName: deleted });
  });

  it('from a negative revision is refused', () => {
    expect(() => client.readStream(stream, { fromRevision: -1n })).toThrow(InvalidArgumentError);
  });

  it('can be cancelled half-way, and the connection remains usable', async () => {
    const long = uniqueName();
    for (let batch = 0; batch < 10; batch += 1) await client.appendToStream(long, testEvents(500));
    const read = client.readStream(long);
    for await (const { event } of read) {
      if (event?.revision === 100n) break;
    }
    await read.cancel();
    expect(await collect(client.readStream(stream, { maxCount: 1 }))).toHaveLength(1);
  });

  it('returns every acknowledged event at once', async () => {
    for (let round = 0; round < 50; round += 1) {
      const fresh = uniqueName();
      await client.appendToStream(fresh, testEvents(2));
      expect(await collect(client.readStream(fresh))).toHaveLength(2);
    }
  });
});
