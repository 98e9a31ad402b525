import { startEmbeddedEventStore, type EmbeddedEventStore, type Faults } from '@system-landscape/embedded-event-store';
import {
  createEventStoreClient,
  eventAt,
  EventStore,
  followLog,
  pingEventStore,
  pingSubscriptions,
} from '@system-landscape/event-store';
import {
  ACCOUNT_RIGHTS,
  commandContext,
  hasRight,
  registering,
  systemName,
  type AccountRight,
} from '@system-landscape/event-store/testing';
import { eventually, temporaryFolder } from '@system-landscape/test-support';
import { binaryEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { consumeHints } from './consume-hints.js';
import { HintSubscriptions } from './hint-subscriptions.js';
import { ParkedHints } from './parked-hints.js';

let faults: Faults;
let server: EmbeddedEventStore;
let client: EventStoreDBClient;
let store: EventStore;

beforeEach(async () => {
  faults = { lacks: (right) => !hasRight(right) };
  server = await startEmbeddedEventStore({ mem: true, faults });
  client = createEventStoreClient(server.connectionString);
  store = new EventStore(client);
});
afterEach(async () => {
  await client.dispose();
  await server.close();
});

/** Takes a right from the account. */
const withhold = (right: AccountRight): void => void (faults.lacks = ACCOUNT_RIGHTS[right]);

async function register(): Promise<string> {
  const name = systemName();
  await store.onSystem(name.nameId, commandContext('k1'), registering(name));
  return name.stream;
}

/** A system whose stream is so long that it gets a snapshot with the next load. */
async function registerLong(): Promise<ReturnType<typeof systemName>> {
  const name = systemName();
  await store.onSystem(name.nameId, commandContext('k1'), registering(name));
  // Events of the store itself make a stream longer, too.
  const events = () => Array.from({ length: 500 }, () => binaryEvent({ type: '$odd', data: Buffer.from('{}') }));
  for (const each of [events(), events()]) await client.appendToStream(name.stream, each);
  return name;
}

/** The first hint, or what was reported instead. */
async function consumeOne(messageTimeoutMs?: number): Promise<unknown> {
  const abort = new AbortController();
  let outcome: unknown;
  await consumeHints(client, {
    service: 'registration',
    eventTypes: ['SystemAdded'],
    concurrency: 1,
    signal: abort.signal,
    ...(messageTimeoutMs && { messageTimeoutMs }),
    handle: ({ streamId }) => {
      outcome ??= streamId;
      abort.abort();
      return Promise.resolve();
    },
    onError: (_, error) => {
      outcome ??= error;
      abort.abort();
    },
  });
  return outcome;
}

it('an account with just these rights does all that the services do', async () => {
  await pingEventStore(client);
  await pingSubscriptions(client);
  const stream = await register();

  const abort = new AbortController();
  const followed: string[] = [];
  for await (const batch of followLog(client, { signal: abort.signal })) {
    for (const item of batch) if (item.kind === 'event') followed.push(item.stored.event.type);
    if (followed.length === 2) abort.abort();
  }
  expect(followed).toEqual(['SystemAdded', 'IntegrationTokenIssued']);

  await client.setStreamMetadata(`snapshot-${stream}`, { maxCount: 1 });
  await client.appendToStream(`snapshot-${stream}`, binaryEvent({ type: 'StateSnapshot', data: Buffer.from('x') }));

  expect(await consumeOne()).toBe(stream);
  const next = await register();
  // With other settings, so that the subscription is changed.
  expect([stream, next]).toContain(await consumeOne(20_000));
  const parked = new ParkedHints(client, 'registration');
  await parked.replay();
  expect(await parked.count()).toBe(0);
});

describe('A missing right is named:', () => {
  const missing = (wanted: string) => `does not allow the account in ESDB_URL to ${wanted}`;
  /** As a command's caller is told over NATS, and the log. */
  const toldOver = (wanted: string) => ({
    name: 'StoreAccessDenied',
    code: 'UNAVAILABLE',
    isForOperators: true,
    message: expect.stringContaining(missing(wanted)) as string,
  });

  it.each([
    ['read $all', 'read $all'],
    ['read streams', 'read streams'],
    ['append to streams', 'append to streams'],
  ] as const)('%s, by health', async (right, wanted) => {
    withhold(right);
    await expect(pingEventStore(client)).rejects.toThrow(missing(wanted));
  });

  it('read $all, by those who follow the log', async () => {
    await register();
    withhold('read $all');
    await expect(followLog(client, { signal: AbortSignal.timeout(10_000) }).next()).rejects.toThrow(
      missing('read $all'),
    );
    await expect(eventAt(client, '0')).rejects.toThrow(missing('read $all'));
  });

  it('read $all, by who consumes hints', async () => {
    withhold('read $all');
    expect(String(await consumeOne())).toContain(missing('read $all'));
  });

  it('manage subscriptions to $all, at the start, by who consumes them and by who replays', async () => {
    expect(await register()).toBe(await consumeOne());
    withhold('manage subscriptions to $all');
    const manage = missing('create, change and replay persistent subscriptions');
    await expect(pingSubscriptions(client)).rejects.toThrow(manage);
    expect(String(await consumeOne(20_000))).toContain(manage);
    await expect(new ParkedHints(client, 'registration').replay()).rejects.toThrow(manage);
  });

  it('append to streams, by each command', async () => {
    withhold('append to streams');
    await expect(register()).rejects.toMatchObject(toldOver('append to system-*'));
  });

  it('read streams, by each command', async () => {
    const name = await registerLong();
    const load = (nameId: string) => new EventStore(client).loadSystem(nameId);
    withhold('read streams');
    await expect(load(name.nameId)).rejects.toMatchObject(toldOver('read system-*'));
    faults.lacks = ({ to, stream }) => to === 'read' && stream.startsWith('snapshot-');
    await expect(load(name.nameId)).rejects.toMatchObject(toldOver('read snapshot-*'));
  });

  it.each([
    ['write the metadata of snapshots', 'write the metadata of snapshot-*'],
    ['append to streams', 'append to snapshot-*'],
  ] as const)('%s, where snapshots are written', async (right, wanted) => {
    const name = await registerLong();
    withhold(right);
    const reported = new Promise<unknown>((onSnapshotError) => {
      void new EventStore(client, { onSnapshotError }).loadSystem(name.nameId);
    });
    expect(String(await reported)).toContain(missing(wanted));
  });
});

it('a subscription without its right is not healthy, and is again when the account has got it', async () => {
  const subscriptions = new HintSubscriptions();
  const abort = new AbortController();
  withhold('manage subscriptions to $all');
  const consuming = consumeHints(client, {
    ...{ service: 'registration', eventTypes: ['SystemAdded'], concurrency: 1, signal: abort.signal, subscriptions },
    handle: () => Promise.resolve(),
    onError: () => undefined,
  });
  const health = () =>
    subscriptions.check().then(
      () => 'ok',
      (error: unknown) => String(error),
    );

  expect(await eventually(async () => (await health()) !== 'ok')).toBe(true);
  expect(await health()).toContain(
    'The subscription registration-SystemAdded delivers nothing: The event store does not',
  );
  faults.lacks = undefined;
  expect(await eventually(async () => (await health()) === 'ok')).toBe(true);

  abort.abort();
  await consuming;
});

it('a wrong password is named as such: by health, by each command, and by who consumes hints', async () => {
  const folder = await temporaryFolder('rights');
  const credentialsFile = join(folder.path, 'credentials');
  writeFileSync(credentialsFile, 'landscape:right');
  const guarded = await startEmbeddedEventStore({ mem: true, credentialsFile });
  await client.dispose();
  client = createEventStoreClient(guarded.connectionString.replace('esdb://', 'esdb://landscape:wrong@'));
  store = new EventStore(client);
  const refused = 'The event store refuses the credentials. Check the user and password in ESDB_URL.';

  await expect(pingEventStore(client)).rejects.toThrow(refused);
  await expect(register()).rejects.toMatchObject({ code: 'UNAVAILABLE', message: refused });
  expect(String(await consumeOne())).toContain(refused);

  await guarded.close();
  await folder.remove();
});
