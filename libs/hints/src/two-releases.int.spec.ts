import type { SystemEventType } from '@system-landscape/domain';
import { createEventStoreClient, EventStore } from '@system-landscape/event-store';
import { eventually, startEventStore, type Server } from '@system-landscape/test-support';
import {
  eventTypeFilter,
  persistentSubscriptionToAllSettingsFromDefaults,
  START,
  type EventStoreDBClient,
} from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { consumeHints, type HintOptions } from './consume-hints.js';
import { ParkedHints } from './parked-hints.js';
import { register } from './testing/register.js';

let server: Server;
let client: EventStoreDBClient;
let store: EventStore;
let service: string;
const running: { abort: AbortController; ended: Promise<void> }[] = [];

beforeEach(async () => {
  server = await startEventStore();
  client = createEventStoreClient(server.url);
  store = new EventStore(client);
  service = `service-${randomUUID()}`;
});
afterEach(async () => {
  await Promise.all(running.splice(0).map(stop));
  await client.dispose();
  await server.stop();
});

const stop = async ({ abort, ended }: (typeof running)[number]) => {
  abort.abort();
  await ended;
};

/** Consumes hints as a process of a release. @returns the ids of the events whose hints it has handled */
function start(eventTypes: readonly SystemEventType[], more: Partial<HintOptions> = {}) {
  const handled: string[] = [];
  const abort = new AbortController();
  const ended = consumeHints(client, {
    service,
    eventTypes,
    concurrency: 4,
    signal: abort.signal,
    handle: ({ eventId }) => {
      handled.push(eventId);
      return Promise.resolve();
    },
    onError: () => undefined,
    ...more,
  });
  const process = { abort, ended };
  running.push(process);
  return { handled, stop: () => stop(process) };
}

const infoOf = (group: string) => client.getPersistentSubscriptionToAllInfo(group);

describe('a release that consumes one more event type than the release before', () => {
  it('hears of its events from before it started, while it was rolled out and after', async () => {
    const before = await register(store);
    const older = start(['SystemAdded']);
    await eventually(() => older.handled.includes(before.added));
    const between = await register(store);
    await eventually(() => older.handled.includes(between.added));

    const newer = start(['SystemAdded', 'IntegrationTokenIssued']);
    await eventually(() => [before, between].every(({ issued }) => newer.handled.includes(issued)));
    await older.stop();
    const after = await register(store);
    await eventually(() => newer.handled.includes(after.added) && newer.handled.includes(after.issued));
  });

  it('goes on in the subscription that the first release made, and makes one for what that does not deliver', async () => {
    service = 'registration';
    const settings = persistentSubscriptionToAllSettingsFromDefaults({ startFrom: START });
    const filter = eventTypeFilter({ prefixes: ['RegistrationStepRequested', 'RegistrationFailed'] });
    await client.createPersistentSubscriptionToAll('registration', settings, { filter });

    const newer = start(['RegistrationStepRequested', 'RegistrationFailed', 'SystemAdded']);
    const { added } = await register(store);
    await eventually(() => newer.handled.includes(added));
    const groups = (await client.listPersistentSubscriptionsToAll()).map(({ groupName }) => groupName);
    expect(groups.filter((name) => name.startsWith('registration')).sort()).toEqual([
      'registration',
      'registration-SystemAdded',
    ]);
    await eventually(async () => (await connectionsOf('registration')) === 1);
  });

  it('shares the hints that both know with instances of the release before, and leaves it none that it does not know', async () => {
    const older = start(['SystemAdded']);
    const newer = start(['SystemAdded', 'IntegrationTokenIssued']);
    await eventually(async () => (await connectionsOf(`${service}-SystemAdded`)) === 2);
    const systems: Awaited<ReturnType<typeof register>>[] = [];
    for (let count = 0; count < 20; count += 1) systems.push(await register(store));

    const handled = () => [...older.handled, ...newer.handled];
    await eventually(() => systems.every(({ added, issued }) => [added, issued].every((id) => handled().includes(id))));
    for (const { handled: ofOne } of [older, newer])
      expect(systems.filter(({ added }) => ofOne.includes(added))).not.toHaveLength(0);
    expect(systems.filter(({ issued }) => older.handled.includes(issued))).toEqual([]);
  });
});

/** 0 while there is no such subscription. */
const connectionsOf = (group: string) =>
  infoOf(group).then(
    ({ connections }) => connections.length,
    () => 0,
  );

describe('a release with other settings of its subscription', () => {
  it('changes them, and an instance of the release before does not set them back when it connects again', async () => {
    const group = `${service}-SystemAdded`;
    const older = start(['SystemAdded'], { messageTimeoutMs: 30_000, maxRetryCount: 10 });
    const first = await register(store);
    await eventually(() => older.handled.includes(first.added));

    const newer = start(['SystemAdded'], { messageTimeoutMs: 5_000, maxRetryCount: 3 });
    // The change ends the connections of both, which connect again.
    await eventually(async () => (await connectionsOf(group)) === 2);
    await eventually(async () => (await infoOf(group)).settings.maxRetryCount === 3);
    await eventually(async () => (await connectionsOf(group)) === 2);
    expect((await infoOf(group)).settings).toMatchObject({ messageTimeout: 5_000, maxRetryCount: 3, startFrom: START });
    const second = await register(store);
    await eventually(() => [...older.handled, ...newer.handled].includes(second.added));
  });
});

describe('hints that the release before has parked', () => {
  it('are counted, and handled by the next release when an operator replays them', async () => {
    const failing = { maxRetryCount: 0, handle: () => Promise.reject(new Error('It fails')) };
    const older = start(['SystemAdded'], failing);
    const newer = start(['SystemAdded', 'IntegrationTokenIssued'], failing);
    const { added, issued } = await register(store);
    const parked = new ParkedHints(client, service);
    await eventually(async () => (await parked.count()) === 2);
    await Promise.all([older.stop(), newer.stop()]);

    const next = start(['SystemAdded', 'IntegrationTokenIssued']);
    await eventually(async () => (await connectionsOf(`${service}-IntegrationTokenIssued`)) === 1);
    expect(await parked.count()).toBe(2);
    await parked.replay();
    await eventually(() => [added, issued].every((id) => next.handled.includes(id)));
    expect(await parked.count()).toBe(0);
  });
});
