import { StreamDeletedError, type EventStoreDBClient, type ResolvedEvent } from '@eventstore/db-client';
import { connect, emitted, revisions, take, testEvents, uniqueName, when, type Store } from './store.js';

let store: Store;
let client: EventStoreDBClient;
beforeAll(async () => {
  store = await connect();
  client = store.client;
});
afterAll(() => store.close());

describe('a subscription to a stream', () => {
  it('is confirmed with an id', async () => {
    const subscription = client.subscribeToStream(uniqueName());
    await emitted(subscription, 'confirmation');
    expect(subscription.id).toMatch(/^[0-9a-f-]{36}$/);
    await subscription.unsubscribe();
  });

  it('sends stored events, then appended ones', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(3));
    const subscription = client.subscribeToStream(stream);
    const appended = when(subscription, 'caughtUp', () => client.appendToStream(stream, testEvents(2)));
    expect(revisions(await take(subscription, 5))).toEqual([0n, 1n, 2n, 3n, 4n]);
    await appended;
  });

  it('from a revision begins after it', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(5));
    expect(revisions(await take(client.subscribeToStream(stream, { fromRevision: 2n }), 2))).toEqual([3n, 4n]);
  });

  it('from the end sends only events that are appended later', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(2));
    const subscription = client.subscribeToStream(stream, { fromRevision: 'end' });
    const appended = when(subscription, 'confirmation', () => client.appendToStream(stream, testEvents(2)));
    expect(revisions(await take(subscription, 2))).toEqual([2n, 3n]);
    await appended;
  });

  it('may begin before its stream exists', async () => {
    const stream = uniqueName();
    const subscription = client.subscribeToStream(stream);
    const appended = when(subscription, 'caughtUp', () => client.appendToStream(stream, testEvents(1)));
    expect(revisions(await take(subscription, 1))).toEqual([0n]);
    await appended;
  });

  it('reports caught-up after the last stored event', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(300));
    const subscription = client.subscribeToStream(stream, {}, { highWaterMark: 1_000 });
    let received = 0;
    subscription.on('data', () => (received += 1));
    await emitted(subscription, 'caughtUp');
    expect(received).toBeGreaterThanOrEqual(299);
    await subscription.unsubscribe();
  });

  it('continues after its stream was deleted and revived', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(1));
    const subscription = client.subscribeToStream(stream);
    const appended = when(subscription, 'caughtUp', () =>
      client.deleteStream(stream).then(() => client.appendToStream(stream, testEvents(1))),
    );
    expect(revisions(await take(subscription, 2))).toEqual([0n, 1n]);
    await appended;
  });

  it('ends with an error when its stream is tombstoned', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(1));
    const subscription = client.subscribeToStream(stream);
    const appended = when(subscription, 'caughtUp', () => client.tombstoneStream(stream));
    const received: unknown[] = [];
    subscription.on('data', ({ event }: ResolvedEvent) => received.push([event?.type, event?.revision]));
    expect(await emitted(subscription, 'error')).toBeInstanceOf(StreamDeletedError);
    expect(received).toEqual([
      ['tested', 0n],
      ['$streamDeleted', 9_223_372_036_854_775_807n],
    ]);
    await appended;
  });

  it('to a tombstoned stream is not confirmed', async () => {
    const stream = uniqueName();
    await client.tombstoneStream(stream);
    const subscription = client.subscribeToStream(stream);
    const confirmed = jest.fn();
    subscription.on('confirmation', confirmed);
    expect(await emitted(subscription, 'error')).toBeInstanceOf(StreamDeletedError);
    expect(confirmed).not.toHaveBeenCalled();
  });

  it('skips truncated events, but sends all events that are appended while it is live', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(5));
    await client.setStreamMetadata(stream, { maxCount: 2 });
    const subscription = client.subscribeToStream(stream);
    const appended = when(subscription, 'caughtUp', () => client.appendToStream(stream, testEvents(4)));
    expect(revisions(await take(subscription, 6))).toEqual([3n, 4n, 5n, 6n, 7n, 8n]);
    await appended;
  });

  it('to a deleted stream sends later events', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(2));
    await client.deleteStream(stream);
    const subscription = client.subscribeToStream(stream);
    const appended = when(subscription, 'caughtUp', () => client.appendToStream(stream, testEvents(1)));
    expect(revisions(await take(subscription, 1))).toEqual([2n]);
    await appended;
  });

  it.each([0n, 2n, 10n])('from revision %s of a stream without events begins after it', async (fromRevision) => {
    const stream = uniqueName();
    const subscription = client.subscribeToStream(stream, { fromRevision });
    const appended = when(subscription, 'caughtUp', () => client.appendToStream(stream, testEvents(13)));
    expect(revisions(await take(subscription, 1))).toEqual([fromRevision + 1n]);
    await appended;
  });

  it('that has ended receives no more events', async () => {
    const stream = uniqueName();
    const subscription = client.subscribeToStream(stream);
    let received = 0;
    subscription.on('data', () => (received += 1));
    await emitted(subscription, 'caughtUp');
    await subscription.unsubscribe();
    await client.appendToStream(stream, testEvents(3));
    expect(await take(client.subscribeToStream(stream), 3)).toHaveLength(3);
    expect(received).toBe(0);
  });

  it('of a slow reader receives every event once, in order', async () => {
    const stream = uniqueName();
    const count = 3_000;
    const subscription = client.subscribeToStream(stream, {}, { highWaterMark: 2 });
    const writing = (async () => {
      for (let batch = 0; batch < count / 100; batch += 1) await client.appendToStream(stream, testEvents(100));
    })();
    const seen: (bigint | undefined)[] = [];
    for await (const { event } of subscription) {
      seen.push(event?.revision);
      if (seen.length % 50 === 0) await new Promise(setImmediate);
      if (seen.length === count) break;
    }
    await writing;
    expect(seen).toEqual(Array.from({ length: count }, (_, index) => BigInt(index)));
  });

  it('sends the same events to all subscribers', async () => {
    const stream = uniqueName();
    const subscriptions = Array.from({ length: 20 }, () => client.subscribeToStream(stream));
    const all = Promise.all(subscriptions.map((subscription) => take(subscription, 10)));
    for (let index = 0; index < 10; index += 1) await client.appendToStream(stream, testEvents(1));
    for (const events of await all) expect(revisions(events)).toEqual([0n, 1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n]);
  });
});
