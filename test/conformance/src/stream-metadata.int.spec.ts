import { binaryEvent, StreamDeletedError, type EventStoreDBClient } from '@eventstore/db-client';
import { eventually } from '@system-landscape/test-support';
import { collect, connect, revisions, testEvents, uniqueName, type Store } from './store.js';

let store: Store;
let client: EventStoreDBClient;
beforeAll(async () => {
  store = await connect();
  client = store.client;
});
afterAll(() => store.close());

describe('stream metadata', () => {
  it('is read as it was set, with custom metadata', async () => {
    const stream = uniqueName();
    const acl = { readRoles: ['$admins'], writeRoles: ['$all'] };
    await client.setStreamMetadata(stream, { maxCount: 10, maxAge: 1_000, truncateBefore: 2, acl, owner: 'me' });
    const { metadata, streamName } = await client.getStreamMetadata(stream);
    expect(streamName).toBe(stream);
    expect(metadata).toEqual({ maxCount: 10, maxAge: 1_000, truncateBefore: 2, acl, owner: 'me' });
  });

  it('of a stream without any is absent', async () => {
    const stream = uniqueName();
    expect(await client.getStreamMetadata(stream)).toEqual({ streamName: stream });
  });

  it('is stored in the stream $$…, which returns only its last event', async () => {
    const stream = uniqueName();
    await client.setStreamMetadata(stream, { maxCount: 1 });
    await client.setStreamMetadata(stream, { maxCount: 2 });
    const events = await collect(client.readStream(`$$${stream}`));
    expect(revisions(events)).toEqual([1n]);
    expect(events[0]?.event).toMatchObject({ type: '$metadata', isJson: true, data: { $maxCount: 2 } });
  });

  it('can be set at an expected revision', async () => {
    const stream = uniqueName();
    await client.setStreamMetadata(stream, { maxCount: 1 }, { expectedRevision: 'no_stream' });
    await expect(
      client.setStreamMetadata(stream, { maxCount: 2 }, { expectedRevision: 'no_stream' }),
    ).rejects.toMatchObject({ type: 'wrong-expected-version' });
    await client.setStreamMetadata(stream, { maxCount: 3 }, { expectedRevision: 0n });
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 3 });
  });

  it('with maxCount limits reads to the last events, in both directions', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(10));
    await client.setStreamMetadata(stream, { maxCount: 3 });
    expect(revisions(await collect(client.readStream(stream)))).toEqual([7n, 8n, 9n]);
    expect(revisions(await collect(client.readStream(stream, { fromRevision: 2n, maxCount: 2 })))).toEqual([7n, 8n]);
    const backwards = client.readStream(stream, { direction: 'backwards', fromRevision: 'end' });
    expect(revisions(await collect(backwards))).toEqual([9n, 8n, 7n]);

    await client.appendToStream(stream, testEvents(1));
    expect(revisions(await collect(client.readStream(stream)))).toEqual([8n, 9n, 10n]);
  });

  it('with truncateBefore limits reads to the events from that revision on', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(5));
    await client.setStreamMetadata(stream, { truncateBefore: 3 });
    expect(revisions(await collect(client.readStream(stream)))).toEqual([3n, 4n]);
    const backwards = client.readStream(stream, { direction: 'backwards', fromRevision: 'end' });
    expect(revisions(await collect(backwards))).toEqual([4n, 3n]);
  });

  it('with truncateBefore after the last event hides all events, but the stream exists', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(2));
    await client.setStreamMetadata(stream, { truncateBefore: 100 });
    expect(await collect(client.readStream(stream))).toEqual([]);
  });

  it('with maxAge hides events that are older', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(2));
    await client.setStreamMetadata(stream, { maxAge: 3_600 });
    expect(revisions(await collect(client.readStream(stream)))).toEqual([0n, 1n]);

    await client.setStreamMetadata(stream, { maxAge: 1 });
    await eventually(async () => (await collect(client.readStream(stream))).length === 0, {
      deadlineMs: 10_000,
      what: 'that the events are too old',
    });
    await client.setStreamMetadata(stream, { maxAge: 3_600 });
    await client.appendToStream(stream, testEvents(1));
    expect(revisions(await collect(client.readStream(stream)))).toContain(2n);
  });

  it('without its former limits hides no events any more', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(4));
    await client.setStreamMetadata(stream, { maxCount: 1 });
    await client.setStreamMetadata(stream, {});
    expect(revisions(await collect(client.readStream(stream)))).toEqual([0n, 1n, 2n, 3n]);
  });

  it('that is not JSON counts as absent', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(3));
    const data = Buffer.from('{"$maxCount":1}');
    await client.appendToStream(`$$${stream}`, binaryEvent({ type: '$metadata', data }));
    expect(revisions(await collect(client.readStream(stream)))).toEqual([0n, 1n, 2n]);
  });

  it.each([[{ maxCount: 0 }], [{ maxAge: 0 }], [{ maxCount: -1 }], [{ truncateBefore: -1 }]])(
    'that makes no sense (%p) hides nothing',
    async (metadata) => {
      const stream = uniqueName();
      await client.appendToStream(stream, testEvents(2));
      await client.setStreamMetadata(stream, metadata);
      expect(revisions(await collect(client.readStream(stream)))).toEqual([0n, 1n]);
    },
  );

  it('cannot be deleted, but can be tombstoned', async () => {
    const stream = uniqueName();
    await client.setStreamMetadata(stream, { maxCount: 3 });
    await client.deleteStream(`$$${stream}`);
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ maxCount: 3 });
    await client.tombstoneStream(`$$${stream}`);
    await expect(client.getStreamMetadata(stream)).rejects.toBeInstanceOf(StreamDeletedError);
  });

  it('of a revived stream has the first readable revision', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(3));
    await client.deleteStream(stream);
    await client.appendToStream(stream, testEvents(1));
    expect((await client.getStreamMetadata(stream)).metadata).toEqual({ truncateBefore: 3 });
  });
});
