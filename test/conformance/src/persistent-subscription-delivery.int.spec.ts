import {
  EventStoreDBClient,
  eventTypeFilter,
  PersistentSubscriptionMaximumSubscribersReachedError,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  streamNameFilter,
  type PersistentSubscriptionToStream,
  type PersistentSubscriptionToStreamResolvedEvent,
  type PersistentSubscriptionToStreamSettings,
} from '@eventstore/db-client';
import { eventually } from '@system-landscape/test-support';
import {
  collect,
  connect,
  emitted,
  failure,
  linkTo,
  revisions,
  take,
  testEvents,
  uniqueName,
  when,
  type Store,
} from './store.js';

let store: Store;
let client: EventStoreDBClient;
beforeAll(async () => {
  store = await connect();
  client = store.client;
});
afterAll(() => store.close());

type Delivered = PersistentSubscriptionToStreamResolvedEvent;

async function newGroup(changes: Partial<PersistentSubscriptionToStreamSettings> = {}) {
  const [stream, group] = [uniqueName(), uniqueName('group')];
  const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start', ...changes });
  await client.createPersistentSubscriptionToStream(stream, group, settings);
  return { stream, group };
}

const subscribe = (stream: string, group: string, bufferSize = 10, by = client) =>
  by.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize });

const revisionOf = (delivered: Delivered) => Number(delivered.link?.revision ?? delivered.event?.revision);
const parkedStream = (stream: string, group: string) => `$persistentsubscription-${stream}::${group}-parked`;
const info = (stream: string, group: string) => client.getPersistentSubscriptionToStreamInfo(stream, group);

/** Receives `count` messages and handles each. */
async function consume(
  subscription: PersistentSubscriptionToStream,
  count: number,
  handle: (delivered: Delivered) => Promise<void> = (delivered) => subscription.ack(delivered),
): Promise<Delivered[]> {
  const taken: Delivered[] = [];
  for await (const delivered of subscription) {
    taken.push(delivered);
    await handle(delivered);
    if (taken.length === count) break;
  }
  return taken;
}

describe('a group', () => {
  it('delivers old and new events in order', async () => {
    const { stream, group } = await newGroup();
    await client.appendToStream(stream, testEvents(3));
    const subscription = subscribe(stream, group);
    const appended = when(subscription, 'confirmation', () => client.appendToStream(stream, testEvents(2)));
    const delivered = await consume(subscription, 5);
    expect(delivered.map(revisionOf)).toEqual([0, 1, 2, 3, 4]);
    expect(delivered.map(({ retryCount }) => retryCount)).toEqual([0, 0, 0, 0, 0]);
    await appended;
  });

  it('from a revision begins with the event of that revision', async () => {
    const { stream, group } = await newGroup({ startFrom: 2n });
    await client.appendToStream(stream, testEvents(4));
    expect((await consume(subscribe(stream, group), 2)).map(revisionOf)).toEqual([2, 3]);
  });

  it('from the end begins with the first event after its creation', async () => {
    const stream = uniqueName();
    const group = uniqueName('group');
    await client.appendToStream(stream, testEvents(2));
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'end' });
    await client.createPersistentSubscriptionToStream(stream, group, settings);
    await client.appendToStream(stream, testEvents(2));
    expect((await consume(subscribe(stream, group), 2)).map(revisionOf)).toEqual([2, 3]);
  });

  it('resolves links if its settings say so; they are acknowledged like other events', async () => {
    const target = uniqueName();
    const events = testEvents(2);
    await client.appendToStream(target, events);
    const { stream, group } = await newGroup({ resolveLinkTos: true });
    const links = [0, 1].map((revision) => linkTo(revision, target));
    await client.appendToStream(stream, links);
    const delivered = await consume(subscribe(stream, group), 2);
    expect(delivered.map(({ event, link }) => [event?.id, link?.id])).toEqual([
      [events[0]?.id, links[0]?.id],
      [events[1]?.id, links[1]?.id],
    ]);
    await eventually(async () => (await info(stream, group)).stats.outstandingMessagesCount === 0);
  });

  it('sends a consumer no more messages than fit into its buffer', async () => {
    const { stream, group } = await newGroup();
    await client.appendToStream(stream, testEvents(20));
    const subscription = subscribe(stream, group, 4);
    const received: Delivered[] = [];
    subscription.on('data', (delivered: Delivered) => received.push(delivered));
    await eventually(() => received.length === 4);
    expect(await info(stream, group)).toMatchObject({
      stats: { totalInFlightMessages: 4, outstandingMessagesCount: 4 },
      connections: [{ availableSlots: 0, inFlightMessages: 4 }],
    });
    await subscription.ack(...received.slice(0, 3));
    await eventually(() => received.length === 7);
    await subscription.unsubscribe();
  });

  it('delivers the tombstone event of a stream', async () => {
    const { stream, group } = await newGroup();
    await client.appendToStream(stream, testEvents(1));
    const subscription = subscribe(stream, group);
    const deleted = eventually(async () => (await info(stream, group)).status === 'Live').then(() =>
      client.tombstoneStream(stream),
    );
    const delivered = await consume(subscription, 2);
    expect(delivered.map(({ event }) => event?.type)).toEqual(['tested', '$streamDeleted']);
    await deleted;
  });

  it('refuses more consumers than its limit', async () => {
    const { stream, group } = await newGroup({ maxSubscriberCount: 1 });
    const first = subscribe(stream, group);
    first.on('data', () => undefined);
    await emitted(first, 'confirmation');
    const error = await failure(take(subscribe(stream, group), 1));
    expect(error).toBeInstanceOf(PersistentSubscriptionMaximumSubscribersReachedError);
    expect(error).toMatchObject({ streamName: stream, groupName: group });
    await first.unsubscribe();
  });

  it('delivers the unprocessed messages of a consumer to the next one, with a retry count', async () => {
    const { stream, group } = await newGroup();
    await client.appendToStream(stream, testEvents(3));
    const first = subscribe(stream, group);
    await consume(first, 3, () => Promise.resolve());
    await first.unsubscribe();
    const again = await consume(subscribe(stream, group), 3);
    expect(again.map(revisionOf)).toEqual([0, 1, 2]);
    expect(again.every(({ retryCount }) => retryCount >= 1)).toBe(true);
  });

  it('delivers again messages that are not acknowledged in time', async () => {
    const { stream, group } = await newGroup({ messageTimeout: 200 });
    await client.appendToStream(stream, testEvents(1));
    const subscription = subscribe(stream, group);
    const [first, second] = await consume(subscription, 2, async (delivered) => {
      if (delivered.retryCount > 0) await subscription.ack(delivered);
    });
    expect(second?.event?.id).toBe(first?.event?.id);
    expect(second?.retryCount).toBe(1);
  });
});

describe('a message with a nack', () => {
  it('for retry is delivered again with a higher retry count', async () => {
    const { stream, group } = await newGroup();
    await client.appendToStream(stream, testEvents(1));
    const subscription = subscribe(stream, group);
    const delivered = await consume(subscription, 3, (each) =>
      each.retryCount < 2 ? subscription.nack('retry', 'not yet', each) : subscription.ack(each),
    );
    expect(delivered.map(({ retryCount }) => retryCount)).toEqual([0, 1, 2]);
  });

  it.each(['skip', 'stop'] as const)('for %s is not delivered again', async (action) => {
    const { stream, group } = await newGroup();
    await client.appendToStream(stream, testEvents(3));
    const subscription = subscribe(stream, group, 1);
    const delivered = await consume(subscription, 3, (each) =>
      revisionOf(each) === 1 ? subscription.nack(action, 'no', each) : subscription.ack(each),
    );
    expect(delivered.map(revisionOf)).toEqual([0, 1, 2]);
    await eventually(async () => (await info(stream, group)).stats.outstandingMessagesCount === 0);
    expect((await info(stream, group)).stats.parkedMessageCount).toBe(0n);
  });

  it('for park is added to the stream of parked messages, with the reason', async () => {
    const { stream, group } = await newGroup();
    await client.appendToStream(stream, testEvents(2));
    const subscription = subscribe(stream, group);
    const delivered = await consume(subscription, 2, (each) =>
      revisionOf(each) === 0 ? subscription.nack('park', 'broken', each) : subscription.ack(each),
    );
    await eventually(async () => (await info(stream, group)).stats.parkedMessageCount === 1n);
    const parked = await collect(client.readStream(parkedStream(stream, group), { resolveLinkTos: true }));
    expect(parked).toHaveLength(1);
    expect(parked[0]?.event?.id).toBe(delivered[0]?.event?.id);
    expect(parked[0]?.link?.metadata).toMatchObject({ reason: expect.stringContaining('broken') as string });
  });

  it('for park is stored as a link with the reason and the time', async () => {
    const { stream, group } = await newGroup();
    await client.appendToStream(stream, testEvents(2));
    const subscription = subscribe(stream, group);
    await consume(subscription, 2, (each) => subscription.nack('park', 'broken', each));
    const parked = await eventually(async () => {
      const links = await collect(client.readStream(parkedStream(stream, group))).catch(() => []);
      return links.length === 2 ? links : undefined;
    });
    const reason = "Client explicitly NAK'ed message.\nbroken";
    const added = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+[+-]\d\d:\d\d$/) as string;
    expect(parked.map(({ event }) => [event?.type, event?.isJson, event?.metadata])).toEqual([
      ['$>', false, { added, reason }],
      ['$>', false, { added, reason, subscriptionEventNumber: 1 }],
    ]);
  });

  it('beyond the retry limit is parked', async () => {
    const { stream, group } = await newGroup({ maxRetryCount: 2 });
    await client.appendToStream(stream, testEvents(2));
    const subscription = subscribe(stream, group, 1);
    const delivered = await consume(subscription, 4, (each) =>
      revisionOf(each) === 0 ? subscription.nack('retry', 'never', each) : subscription.ack(each),
    );
    expect(delivered.map(revisionOf).sort()).toEqual([0, 0, 0, 1]);
    await eventually(async () => (await info(stream, group)).stats.parkedMessageCount === 1n);
  });

  it('for park is delivered once more by a replay', async () => {
    const { stream, group } = await newGroup();
    await client.appendToStream(stream, testEvents(3));
    const first = subscribe(stream, group);
    await consume(first, 3, (each) => first.nack('park', 'later', each));
    await eventually(async () => (await info(stream, group)).stats.parkedMessageCount === 3n);

    await first.unsubscribe();

    const second = subscribe(stream, group);
    await client.replayParkedMessagesToStream(stream, group, { stopAt: 2 });
    const replayed = await consume(second, 2);
    expect(replayed.map(({ event }) => event?.revision)).toEqual([0n, 1n]);
    expect(replayed.every(({ link }) => link?.streamId === parkedStream(stream, group))).toBe(true);
    await eventually(async () => (await info(stream, group)).stats.parkedMessageCount === 1n);

    await second.unsubscribe();
    await client.replayParkedMessagesToStream(stream, group);
    expect((await consume(subscribe(stream, group), 1)).map(({ event }) => event?.revision)).toEqual([2n]);
    await eventually(async () => (await info(stream, group)).stats.parkedMessageCount === 0n);
  });
});

describe('a checkpoint', () => {
  const checkpoints = async (stream: string, group: string) => {
    const name = `$persistentsubscription-${stream}::${group}-checkpoint`;
    const events = await collect(client.readStream(name, { direction: 'backwards', fromRevision: 'end', maxCount: 1 }));
    return events[0]?.event?.data;
  };

  it('is written after the maximum number of messages', async () => {
    const { stream, group } = await newGroup({ checkPointUpperBound: 5, checkPointAfter: 60_000 });
    await client.appendToStream(stream, testEvents(5));
    await consume(subscribe(stream, group), 5);
    await eventually(async () => (await checkpoints(stream, group)) === '4');
  });

  it('is written after the configured time', async () => {
    const { stream, group } = await newGroup({ checkPointLowerBound: 1, checkPointAfter: 200 });
    await client.appendToStream(stream, testEvents(3));
    await consume(subscribe(stream, group), 3);
    await eventually(async () => (await info(stream, group)).stats.lastCheckpointedEventRevision === 2n);
    expect(await checkpoints(stream, group)).toBe('2');
  });

  it('does not pass an unprocessed message', async () => {
    const { stream, group } = await newGroup({ checkPointLowerBound: 1, checkPointAfter: 100 });
    await client.appendToStream(stream, testEvents(5));
    const subscription = subscribe(stream, group);
    const received: Delivered[] = [];
    subscription.on('data', (delivered: Delivered) => received.push(delivered));
    await eventually(() => received.length === 5);
    await subscription.ack(...received.filter((each) => revisionOf(each) !== 2));
    await eventually(async () => (await info(stream, group)).stats.lastCheckpointedEventRevision === 1n);
    await subscription.ack(...received.filter((each) => revisionOf(each) === 2));
    await eventually(async () => (await info(stream, group)).stats.lastCheckpointedEventRevision === 4n);
    await subscription.unsubscribe();
  });

  it('determines where a group continues after a restart of the subsystem', async () => {
    const { stream, group } = await newGroup({ checkPointUpperBound: 3, checkPointAfter: 60_000 });
    await client.appendToStream(stream, testEvents(6));
    const first = subscribe(stream, group, 3);
    await consume(first, 3);
    await eventually(async () => (await checkpoints(stream, group)) === '2');
    await client.restartPersistentSubscriptionSubsystem();
    const delivered = await eventually(async () => {
      const subscription = subscribe(stream, group);
      return consume(subscription, 3);
    });
    expect(delivered.map(revisionOf)).toEqual([3, 4, 5]);
  });
});

describe('the consumers of a group', () => {
  it('by RoundRobin get the messages in rotation', async () => {
    const { stream, group } = await newGroup({ consumerStrategyName: 'RoundRobin' });
    const received = await receiveByThree(stream, group, 30, testEvents(30));
    for (const each of received) expect(each).toHaveLength(10);
  });

  it('by DispatchToSingle leave all messages to the first one while its buffer has room', async () => {
    const { stream, group } = await newGroup({ consumerStrategyName: 'DispatchToSingle' });
    const received = await receiveByThree(stream, group, 20, testEvents(20));
    expect(received.map((each) => each.length).sort((a, b) => a - b)).toEqual([0, 0, 20]);
  });

  it('by Pinned get all messages of the same stream', async () => {
    const targets = Array.from({ length: 12 }, () => uniqueName());
    for (const target of targets) await client.appendToStream(target, testEvents(5));
    const { stream, group } = await newGroup({ consumerStrategyName: 'Pinned', resolveLinkTos: true });
    const links = targets.flatMap((target) => [0, 1, 2, 3, 4].map((revision) => linkTo(revision, target)));
    const received = await receiveByThree(stream, group, links.length, links);
    for (const target of targets) {
      const holders = received.filter((each) => each.some(({ event }) => event?.streamId === target));
      expect(holders).toHaveLength(1);
      const ofTarget = holders[0]?.filter(({ event }) => event?.streamId === target) ?? [];
      expect(revisions(ofTarget)).toEqual([0n, 1n, 2n, 3n, 4n]);
    }
  });

  it('share the messages: each one is processed once', async () => {
    const { stream, group } = await newGroup();
    const received = await receiveByThree(stream, group, 200, testEvents(200), 5);
    const all = received.flat().map(revisionOf);
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, index) => index));
  });

  async function receiveByThree(
    stream: string,
    group: string,
    count: number,
    events: Parameters<EventStoreDBClient['appendToStream']>[1],
    bufferSize = 1_000,
  ): Promise<Delivered[][]> {
    const received: Delivered[][] = [[], [], []];
    const subscriptions = await Promise.all(
      received.map(async (each) => {
        const subscription = subscribe(stream, group, bufferSize);
        subscription.on('data', (delivered: Delivered) => {
          each.push(delivered);
          void subscription.ack(delivered);
        });
        await emitted(subscription, 'confirmation');
        return subscription;
      }),
    );
    await client.appendToStream(stream, events);
    await eventually(() => received.flat().length === count);
    // Unacknowledged messages of a consumer are delivered to another one.
    await eventually(async () => (await info(stream, group)).stats.outstandingMessagesCount === 0);
    for (const subscription of subscriptions) await subscription.unsubscribe();
    return received;
  }
});

describe('a group on $all', () => {
  it.each([
    ['stream names', (mark: string) => streamNameFilter({ prefixes: [`${mark}-wanted`] })],
    ['event types', (mark: string) => eventTypeFilter({ regex: `^${mark}-wanted` })],
  ])('delivers only the events that its filter on %s matches', async (_kind, filter) => {
    const [mark, group] = [uniqueName('mark'), uniqueName('group')];
    const settings = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: 'start' });
    await client.createPersistentSubscriptionToAll(group, settings, { filter: filter(mark) });
    const append = (kind: string) => client.appendToStream(`${mark}-${kind}`, testEvents(2, `${mark}-${kind}`));
    await append('wanted');
    await append('other');
    const subscription = client.subscribeToPersistentSubscriptionToAll(group);
    const appended = when(subscription, 'confirmation', () => append('other').then(() => append('wanted')));
    const types: (string | undefined)[] = [];
    for await (const delivered of subscription) {
      types.push(delivered.event?.type);
      expect(delivered.commitPosition).toBe(delivered.event?.position?.commit);
      await subscription.ack(delivered);
      if (types.length === 4) break;
    }
    expect(types).toEqual(Array.from({ length: 4 }, () => `${mark}-wanted`));
    await appended;
  });

  it('parks and replays messages', async () => {
    const [type, group] = [uniqueName('Type'), uniqueName('group')];
    const settings = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: 'start' });
    await client.createPersistentSubscriptionToAll(group, settings, { filter: eventTypeFilter({ prefixes: [type] }) });
    const [event] = testEvents(1, type);
    await client.appendToStream(uniqueName(), event ? [event] : []);

    const first = client.subscribeToPersistentSubscriptionToAll(group);
    for await (const delivered of first) {
      await first.nack('park', 'later', delivered);
      break;
    }
    const parked = async () => (await client.getPersistentSubscriptionToAllInfo(group)).stats.parkedMessageCount;
    await eventually(async () => (await parked()) === 1n);
    await first.unsubscribe();
    await client.replayParkedMessagesToAll(group);
    const [replayed] = await take(client.subscribeToPersistentSubscriptionToAll(group), 1);
    expect(replayed?.event?.id).toBe(event?.id);
    expect(await parked()).toBe(0n);
  });

  it('keeps its filter, its place and its parked messages when its settings change', async () => {
    const [type, group] = [uniqueName('Type'), uniqueName('group')];
    const settings = persistentSubscriptionToAllSettingsFromDefaults({
      ...{ startFrom: 'start', checkPointAfter: 100, checkPointLowerBound: 1 },
    });
    await client.createPersistentSubscriptionToAll(group, settings, { filter: eventTypeFilter({ prefixes: [type] }) });
    const infoOf = () => client.getPersistentSubscriptionToAllInfo(group);
    const [parked, handled, later] = testEvents(3, type);
    await client.appendToStream(uniqueName(), [parked!, handled!]);
    const first = client.subscribeToPersistentSubscriptionToAll(group);
    let received = 0;
    for await (const delivered of first) {
      if (delivered.event?.id === parked!.id) await first.nack('park', 'later', delivered);
      else await first.ack(delivered);
      received += 1;
      if (received === 2) break;
    }
    await eventually(async () => (await infoOf()).stats.parkedMessageCount === 1n);
    await eventually(async () => {
      const { lastCheckpointedEventPosition: saved, lastKnownEventPosition: known } = (await infoOf()).stats;
      return saved !== undefined && known !== undefined && saved.commit >= known.commit;
    });
    await first.unsubscribe();

    await client.updatePersistentSubscriptionToAll(group, { ...settings, maxRetryCount: 3 });
    expect((await infoOf()).settings).toEqual({ ...settings, maxRetryCount: 3 });
    expect((await infoOf()).stats.parkedMessageCount).toBe(1n);
    await client.appendToStream(uniqueName(), testEvents(1, uniqueName('Other')));
    await client.appendToStream(uniqueName(), later!);
    const [next] = await take(client.subscribeToPersistentSubscriptionToAll(group), 1);
    expect(next?.event?.id).toBe(later!.id);
  });

  it('writes a checkpoint even when no event matches its filter, and does not react to its own checkpoints', async () => {
    const group = uniqueName('group');
    const settings = persistentSubscriptionToAllSettingsFromDefaults({
      ...{ startFrom: 'start', checkPointAfter: 100, checkPointLowerBound: 1, checkPointUpperBound: 10 },
    });
    const filter = eventTypeFilter({ prefixes: [uniqueName('Nothing')] });
    await client.createPersistentSubscriptionToAll(group, settings, { filter });
    for (let append = 0; append < 20; append += 1) await client.appendToStream(uniqueName(), testEvents(1));
    const name = `$persistentsubscription-$all::${group}-checkpoint`;
    const last = () => collect(client.readStream(name, { direction: 'backwards', fromRevision: 'end', maxCount: 1 }));
    const [checkpoint] = await eventually(last);
    expect(checkpoint?.event?.data).toMatch(/^C:\d+\/P:\d+$/);
  });
});

describe('a second client', () => {
  it('shares a group with the first', async () => {
    const { stream, group } = await newGroup();
    const other = EventStoreDBClient.connectionString(store.url);
    await client.appendToStream(stream, testEvents(4));
    const mine = subscribe(stream, group, 2);
    mine.on('data', () => undefined);
    await emitted(mine, 'confirmation');
    const theirs = await take(subscribe(stream, group, 2, other), 2);
    expect(theirs).toHaveLength(2);
    expect((await info(stream, group)).connections.length).toBeGreaterThanOrEqual(1);
    await mine.unsubscribe();
    await other.dispose();
  });
});
