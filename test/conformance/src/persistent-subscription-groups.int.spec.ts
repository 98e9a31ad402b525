import {
  eventTypeFilter,
  PersistentSubscriptionDoesNotExistError,
  PersistentSubscriptionDroppedError,
  PersistentSubscriptionExistsError,
  PersistentSubscriptionFailedError,
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
  UnknownError,
  type EventStoreDBClient,
  type Position,
} from '@eventstore/db-client';
import { connect, emitted, failure, take, testEvents, uniqueName, type Store } from './store.js';

let store: Store;
let client: EventStoreDBClient;
beforeAll(async () => {
  store = await connect();
  client = store.client;
});
afterAll(() => store.close());

const CHANGED = {
  ...{ resolveLinkTos: true, extraStatistics: true, messageTimeout: 12_345, maxRetryCount: 7 },
  ...{ checkPointAfter: 3_000, checkPointLowerBound: 5, checkPointUpperBound: 77, maxSubscriberCount: 4 },
  ...{
    liveBufferSize: 100,
    readBatchSize: 11,
    historyBufferSize: 99,
    consumerStrategyName: 'DispatchToSingle' as const,
  },
};

/** The operations for a group on a stream and for a group on $all, which follow the same rules. */
const SOURCES = [
  {
    source: 'a stream',
    stream: uniqueName(),
    create: (group: string, changes = {}) =>
      client.createPersistentSubscriptionToStream(
        SOURCES[0].stream,
        group,
        persistentSubscriptionToStreamSettingsFromDefaults(changes),
      ),
    update: (group: string, changes = {}) =>
      client.updatePersistentSubscriptionToStream(
        SOURCES[0].stream,
        group,
        persistentSubscriptionToStreamSettingsFromDefaults(changes),
      ),
    remove: (group: string) => client.deletePersistentSubscriptionToStream(SOURCES[0].stream, group),
    info: (group: string) => client.getPersistentSubscriptionToStreamInfo(SOURCES[0].stream, group),
    list: () => client.listPersistentSubscriptionsToStream(SOURCES[0].stream),
    subscribe: (group: string) => client.subscribeToPersistentSubscriptionToStream(SOURCES[0].stream, group),
    replay: (group: string) => client.replayParkedMessagesToStream(SOURCES[0].stream, group),
  },
  {
    source: '$all',
    stream: '$all',
    create: (group: string, changes = {}) =>
      client.createPersistentSubscriptionToAll(group, persistentSubscriptionToAllSettingsFromDefaults(changes)),
    update: (group: string, changes = {}) =>
      client.updatePersistentSubscriptionToAll(group, persistentSubscriptionToAllSettingsFromDefaults(changes)),
    remove: (group: string) => client.deletePersistentSubscriptionToAll(group),
    info: (group: string) => client.getPersistentSubscriptionToAllInfo(group),
    list: () => client.listPersistentSubscriptionsToAll(),
    subscribe: (group: string) => client.subscribeToPersistentSubscriptionToAll(group),
    replay: (group: string) => client.replayParkedMessagesToAll(group),
  },
] as const;

describe.each(SOURCES)('a group on $source', ({ stream, create, update, remove, info, list, subscribe, replay }) => {
  it('keeps its settings', async () => {
    const group = uniqueName('group');
    await create(group, { ...CHANGED, startFrom: 'start' });
    const current = await info(group);
    expect(current).toMatchObject({ eventSource: stream, groupName: group, connections: [] });
    expect(current.settings).toEqual({ ...CHANGED, startFrom: 'start' });
  });

  it('starts at the end and has the default settings unless configured otherwise', async () => {
    const group = uniqueName('group');
    await create(group);
    expect((await info(group)).settings).toEqual(persistentSubscriptionToStreamSettingsFromDefaults());
  });

  it('that exists cannot be created again', async () => {
    const group = uniqueName('group');
    await create(group);
    const error = await failure(create(group));
    expect(error).toBeInstanceOf(PersistentSubscriptionExistsError);
    expect(error).toMatchObject({ streamName: stream, groupName: group });
  });

  it('whose read batch does not fit its buffer is refused', async () => {
    const error = await failure(create(uniqueName('group'), { readBatchSize: 20, historyBufferSize: 20 }));
    expect(error).toBeInstanceOf(PersistentSubscriptionFailedError);
  });

  it('can be updated with new settings', async () => {
    const group = uniqueName('group');
    await create(group, { startFrom: 'start' });
    await update(group, { ...CHANGED, startFrom: 'start' });
    expect((await info(group)).settings).toEqual({ ...CHANGED, startFrom: 'start' });
  });

  it('drops its consumers when it gets new settings', async () => {
    const group = uniqueName('group');
    await create(group);
    const subscription = subscribe(group);
    const ended = failure(take(subscription as AsyncIterable<unknown>, Infinity));
    await emitted(subscription, 'confirmation');
    await update(group, { maxRetryCount: 2 });
    const error = await ended;
    expect(error).toBeInstanceOf(PersistentSubscriptionDroppedError);
    expect(error).toMatchObject({ streamName: stream, groupName: group });
  });

  it('drops its consumers when it is deleted', async () => {
    const group = uniqueName('group');
    await create(group);
    const subscription = subscribe(group);
    const ended = failure(take(subscription as AsyncIterable<unknown>, Infinity));
    await emitted(subscription, 'confirmation');
    await remove(group);
    expect(await ended).toBeInstanceOf(PersistentSubscriptionDroppedError);
  });

  it('that does not exist fails every operation', async () => {
    const group = uniqueName('group');
    const operations = [
      () => update(group),
      () => remove(group),
      () => info(group),
      () => replay(group),
      () => take(subscribe(group) as AsyncIterable<unknown>, 1),
    ];
    for (const operation of operations) {
      const error = await failure(operation());
      expect(error).toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
      expect(error).toMatchObject({ streamName: stream, groupName: group });
    }
  });

  it('is listed until it is deleted', async () => {
    const groups = [uniqueName('group'), uniqueName('group')];
    for (const group of groups) await create(group);
    const names = (await list()).map(({ groupName }) => groupName);
    expect(names).toEqual(expect.arrayContaining(groups));
    const everywhere = await client.listAllPersistentSubscriptions();
    expect(everywhere).toEqual(
      expect.arrayContaining([expect.objectContaining({ eventSource: stream, groupName: groups[0] })]),
    );

    await remove(groups[0] ?? '');
    expect((await list()).map(({ groupName }) => groupName)).not.toContain(groups[0]);
  });

  it('reports its consumers and statistics', async () => {
    const group = uniqueName('group');
    await create(group, { startFrom: 'start', extraStatistics: true });
    if (stream !== '$all') await client.appendToStream(stream, testEvents(3));
    const subscription = subscribe(group);
    let received = 0;
    for await (const event of subscription as AsyncIterable<Parameters<typeof subscription.ack>[0]>) {
      received += 1;
      if (received === 2) break;
      await subscription.ack(event);
    }
    // Leaving the loop has ended the subscription; another one connects.
    const other = subscribe(group);
    other.on('data', () => undefined);
    await emitted(other, 'confirmation');
    const current = await info(group);
    expect(current.connections.length).toBeGreaterThanOrEqual(1);
    expect(current.connections[0]).toMatchObject({ connectionName: client.connectionName });
    expect(current.stats.totalItems).toBeGreaterThanOrEqual(2n);
    await other.unsubscribe();
  });
});

describe('a group on a stream', () => {
  const settings = persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start' });

  it.each(['', ' ', 'a::b', 'x/y'])('may have the name “%s”', async (group) => {
    const stream = uniqueName();
    await client.createPersistentSubscriptionToStream(stream, group, settings);
    const current = await client.getPersistentSubscriptionToStreamInfo(stream, group);
    expect(current).toMatchObject({ eventSource: stream, groupName: group });
  });

  it('cannot be created on a stream of the name $all', async () => {
    const error = await failure(client.createPersistentSubscriptionToStream('$all', uniqueName('group'), settings));
    expect(error).toBeInstanceOf(UnknownError);
  });

  it('cannot start beyond the highest revision', async () => {
    const [stream, group] = [uniqueName(), uniqueName('group')];
    const beyond = { ...settings, startFrom: 0x8000_0000_0000_0000n };
    const error = await failure(client.createPersistentSubscriptionToStream(stream, group, beyond));
    expect(error).toBeInstanceOf(UnknownError);
    const info = client.getPersistentSubscriptionToStreamInfo(stream, group);
    await expect(info).rejects.toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
  });

  it('drops its consumers when its stream is tombstoned', async () => {
    const [stream, group] = [uniqueName(), uniqueName('group')];
    await client.tombstoneStream(stream);
    await client.createPersistentSubscriptionToStream(stream, group, settings);
    const subscription = client.subscribeToPersistentSubscriptionToStream(stream, group);
    expect(await emitted(subscription, 'error')).toBeInstanceOf(PersistentSubscriptionDroppedError);
  });

  it('refuses a negative buffer size of a consumer', async () => {
    const [stream, group] = [uniqueName(), uniqueName('group')];
    await client.createPersistentSubscriptionToStream(stream, group, settings);
    const subscription = client.subscribeToPersistentSubscriptionToStream(stream, group, { bufferSize: -1 });
    expect(await emitted(subscription, 'error')).toBeInstanceOf(UnknownError);
  });

  it('does not replay up to a negative revision', async () => {
    const [stream, group] = [uniqueName(), uniqueName('group')];
    await client.createPersistentSubscriptionToStream(stream, group, settings);
    const error = await failure(client.replayParkedMessagesToStream(stream, group, { stopAt: -1 }));
    expect(error).toBeInstanceOf(PersistentSubscriptionFailedError);
  });
});

describe('listing the groups of a stream without any', () => {
  it('fails', async () => {
    const listing = client.listPersistentSubscriptionsToStream(uniqueName());
    await expect(listing).rejects.toBeInstanceOf(PersistentSubscriptionDoesNotExistError);
  });
});

describe('a group on $all', () => {
  it('may start at a position', async () => {
    const stream = uniqueName();
    await client.appendToStream(stream, testEvents(1));
    const { position } = await client.appendToStream(stream, testEvents(1));
    const group = uniqueName('group');
    const settings = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: position as Position });
    await client.createPersistentSubscriptionToAll(group, settings);
    expect((await client.getPersistentSubscriptionToAllInfo(group)).settings.startFrom).toEqual(position);
    const [first] = await take(client.subscribeToPersistentSubscriptionToAll(group), 1);
    expect(first?.event).toMatchObject({ streamId: stream, revision: 1n });
  });

  it('keeps its filter when it gets new settings', async () => {
    const [group, type] = [uniqueName('group'), uniqueName('Type')];
    const settings = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: 'start' });
    await client.createPersistentSubscriptionToAll(group, settings, { filter: eventTypeFilter({ prefixes: [type] }) });
    await client.updatePersistentSubscriptionToAll(group, { ...settings, maxRetryCount: 3 });
    await client.appendToStream(uniqueName(), [...testEvents(2), ...testEvents(1, type)]);
    const [first] = await take(client.subscribeToPersistentSubscriptionToAll(group), 1);
    expect(first?.event?.type).toBe(type);
  });
});
