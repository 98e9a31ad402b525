import {
  eventTypeFilter,
  excludeSystemEvents,
  streamNameFilter,
  UnknownError,
  type EventStoreDBClient,
  type Filter,
  type Position,
} from '@eventstore/db-client';
import { connect, emitted, endOfAll, failure, take, testEvents, uniqueName, when, type Store } from './store.js';

let store: Store;
let client: EventStoreDBClient;
beforeAll(async () => {
  store = await connect();
  client = store.client;
  await client.appendToStream(uniqueName(), testEvents(3));
});
afterAll(() => store.close());

describe('a subscription to $all', () => {
  it('sends stored events, then appended ones, in the order of positions', async () => {
    const fromPosition = await endOfAll(client);
    const [a, b] = [uniqueName(), uniqueName()];
    const events = testEvents(4);
    await client.appendToStream(a, events.slice(0, 2));
    const subscription = client.subscribeToAll({ fromPosition, filter: streamNameFilter({ prefixes: [a, b] }) });
    const appended = when(subscription, 'caughtUp', () =>
      client.appendToStream(b, events.slice(2, 3)).then(() => client.appendToStream(a, events.slice(3))),
    );
    const received = await take(subscription, 4);
    expect(received.map(({ event }) => event?.id)).toEqual(events.map(({ id }) => id));
    const positions = received.map(({ event }) => event?.position?.commit ?? 0n);
    expect(positions).toEqual([...new Set(positions)].sort((x, y) => (x < y ? -1 : 1)));
    await appended;
  });

  it('without a filter also sends the events of the server itself', async () => {
    const fromPosition = await endOfAll(client);
    const stream = uniqueName();
    await client.setStreamMetadata(stream, { maxCount: 10 });
    await client.appendToStream(stream, testEvents(1));
    const received = await take(client.subscribeToAll({ fromPosition }), 2);
    expect(received.map(({ event }) => event?.type)).toEqual(['$metadata', 'tested']);
  });

  it('from a position begins after it', async () => {
    const stream = uniqueName();
    const events = testEvents(2);
    const { position } = await client.appendToStream(stream, events.slice(0, 1));
    await client.appendToStream(stream, events.slice(1));
    const [first] = await take(client.subscribeToAll({ fromPosition: position }), 1);
    expect(first?.event?.id).toBe(events[1]?.id);
  });

  it('from the end sends only events that are appended later', async () => {
    const stream = uniqueName();
    const subscription = client.subscribeToAll({ fromPosition: 'end', filter: excludeSystemEvents() });
    const appended = when(subscription, 'confirmation', () => client.appendToStream(stream, testEvents(1)));
    const [first] = await take(subscription, 1);
    expect(first?.event?.streamId).toBe(stream);
    await appended;
  });

  it('can be continued at the last position many times without a gap', async () => {
    const stream = uniqueName();
    let from = await endOfAll(client);
    await client.appendToStream(stream, testEvents(50));
    const seen: number[] = [];
    for (let round = 0; round < 10; round += 1) {
      const filter = streamNameFilter({ prefixes: [stream] });
      for (const { event } of await take(client.subscribeToAll({ fromPosition: from, filter }), 5)) {
        seen.push((event?.data as { index: number }).index);
        if (event?.position) from = event.position;
      }
    }
    expect(seen).toEqual(Array.from({ length: 50 }, (_, index) => index));
  });
});

describe('a filter', () => {
  const mark = uniqueName('mark').replaceAll('-', '');
  const cases: readonly (readonly [string, Filter])[] = [
    ['on stream names by prefix', streamNameFilter({ prefixes: [`${mark}wanted`, `${mark}too`] })],
    ['on stream names by regular expression', streamNameFilter({ regex: `^${mark}(wanted|too)` })],
    ['on event types by prefix', eventTypeFilter({ prefixes: [`${mark}Wanted`, `${mark}Too`] })],
    ['on event types by regular expression', eventTypeFilter({ regex: `^${mark}(Wanted|Too)` })],
  ];

  it.each(cases)('%s matches stored and new events', async (_kind, filter) => {
    const fromPosition = await endOfAll(client);
    const append = async () => {
      await client.appendToStream(uniqueName(`${mark}wanted`), testEvents(1, `${mark}Wanted`));
      await client.appendToStream(uniqueName(`${mark}other`), testEvents(1, `${mark}Other`));
      await client.appendToStream(uniqueName(`${mark}too`), testEvents(1, `${mark}Too`));
    };
    await append();
    const subscription = client.subscribeToAll({ fromPosition, filter });
    const appended = when(subscription, 'caughtUp', () => append());
    const types = (await take(subscription, 4)).map(({ event }) => event?.type);
    expect(types).toEqual([`${mark}Wanted`, `${mark}Too`, `${mark}Wanted`, `${mark}Too`]);
    await appended;
  });

  it('that excludes system events matches no type that begins with a dollar sign', async () => {
    const fromPosition = await endOfAll(client);
    const stream = uniqueName();
    await client.setStreamMetadata(stream, { maxCount: 10 });
    await client.appendToStream(stream, testEvents(1));
    const [first] = await take(client.subscribeToAll({ fromPosition, filter: excludeSystemEvents() }), 1);
    expect(first?.event?.type).toBe('tested');
  });

  it('accepts options at the beginning of a regular expression', async () => {
    const fromPosition = await endOfAll(client);
    const stream = uniqueName('MIXED');
    await client.appendToStream(stream, testEvents(1));
    const filter = streamNameFilter({ regex: `(?i)^${stream}$` });
    const [first] = await take(client.subscribeToAll({ fromPosition, filter }), 1);
    expect(first?.event?.streamId).toBe(stream);
  });

  it('with an invalid regular expression is refused', async () => {
    const subscription = client.subscribeToAll({ filter: streamNameFilter({ regex: '(' }) });
    expect(await failure(take(subscription, 1))).toBeInstanceOf(UnknownError);
  });
});

describe('checkpoints of a filtered subscription', () => {
  it('are sent after a fixed number of filtered events, in the order of positions', async () => {
    const fromPosition = await endOfAll(client);
    const stream = uniqueName();
    for (let batch = 0; batch < 10; batch += 1) await client.appendToStream(uniqueName('other'), testEvents(100));
    await client.appendToStream(stream, testEvents(1));
    const checkpoints: Position[] = [];
    const filter = streamNameFilter({
      prefixes: [stream],
      maxSearchWindow: 10,
      checkpointInterval: 5,
      checkpointReached: (_subscription, position) => {
        checkpoints.push(position);
        return Promise.resolve();
      },
    });
    const [only] = await take(client.subscribeToAll({ fromPosition, filter }), 1);
    // 1,000 other events, one checkpoint per 50; a server may read slightly larger pages.
    expect(checkpoints.length).toBeGreaterThanOrEqual(8);
    const positions = checkpoints.map(({ commit }) => commit);
    expect(positions).toEqual([...new Set(positions)].sort((x, y) => (x < y ? -1 : 1)));
    expect(positions.at(-1)).toBeLessThanOrEqual(only?.event?.position?.commit ?? 0n);
  });

  it('are sent when it has caught up, and a subscription from there misses no event', async () => {
    const fromPosition = await endOfAll(client);
    const [wanted, other] = [uniqueName(), uniqueName('other')];
    await client.appendToStream(other, testEvents(3));
    const position = await new Promise<Position>((resolve) => {
      const filter = streamNameFilter({
        prefixes: [wanted],
        checkpointReached: async (subscription, reached) => {
          resolve(reached);
          await subscription.unsubscribe();
        },
      });
      client.subscribeToAll({ fromPosition, filter }).resume();
    });
    // A real server may send the position from which it started.
    expect(position.commit).toBeGreaterThanOrEqual(fromPosition === 'start' ? 0n : fromPosition.commit);

    await client.appendToStream(wanted, testEvents(1));
    const filter = streamNameFilter({ prefixes: [wanted] });
    const [event] = await take(client.subscribeToAll({ fromPosition: position, filter }), 1);
    expect(event?.event?.streamId).toBe(wanted);
  });

  it('are also sent with new events', async () => {
    const checkpoints: Position[] = [];
    let enough = () => undefined as void;
    const three = new Promise<void>((resolve) => (enough = resolve));
    const subscription = client.subscribeToAll({
      fromPosition: 'end',
      filter: streamNameFilter({
        prefixes: [uniqueName('nothing')],
        maxSearchWindow: 10,
        checkpointReached: (_subscription, position) => {
          checkpoints.push(position);
          if (checkpoints.length === 3) enough();
          return Promise.resolve();
        },
      }),
    });
    subscription.resume();
    await emitted(subscription, 'confirmation');
    for (let append = 0; append < 60; append += 1) await client.appendToStream(uniqueName('other'), testEvents(1));
    await three;
    await subscription.unsubscribe();
    expect(checkpoints[0]?.commit).toBeGreaterThan(0n);
  });
});
