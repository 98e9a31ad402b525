import {
  startEmbeddedEventStore,
  type EmbeddedEventStore,
  type Faults,
  type Right,
} from '@system-landscape/embedded-event-store';
import { createEventStoreClient, EventStore, followLog, pingEventStore } from '@system-landscape/event-store';
import { commandContext, registering, systemName } from '@system-landscape/event-store/testing';
import { AccessDeniedError, binaryEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { consumeHints } from './consume-hints.js';
import { ParkedHints } from './parked-hints.js';

/** The rights that docs/engines.md names. */
const RIGHTS = {
  'read $all': ({ to, stream }) => to === 'read' && stream === '$all',
  'read the streams': ({ to, stream }) => to === 'read' && /^(system|formation|snapshot)-/.test(stream),
  'append to the streams': ({ to, stream }) =>
    to === 'append' && /^((system|formation|snapshot)-|probe-of-system-landscape$)/.test(stream),
  'write the metadata of snapshots': ({ to, stream }) => to === 'append' && stream.startsWith('$$snapshot-'),
  'manage subscriptions to $all': ({ to, stream }) => to === 'manage-subscriptions' && stream === '$all',
} satisfies Record<string, (right: Right) => boolean>;

let faults: Faults;
let server: EmbeddedEventStore;
let client: EventStoreDBClient;
let store: EventStore;

beforeEach(async () => {
  faults = { lacks: (right) => !Object.values(RIGHTS).some((includes) => includes(right)) };
  server = await startEmbeddedEventStore({ mem: true, faults });
  client = createEventStoreClient(server.connectionString);
  store = new EventStore(client);
});
afterEach(async () => {
  await client.dispose();
  await server.close();
});

/** Takes a right from the account. */
const withhold = (right: keyof typeof RIGHTS): void => void (faults.lacks = RIGHTS[right]);

async function register(): Promise<string> {
  const name = systemName();
  await store.onSystem(name.nameId, commandContext('k1'), registering(name));
  return name.stream;
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
  it.each([
    ['read $all', 'does not allow the account in ESDB_URL to read $all'],
    ['append to the streams', 'does not allow the account in ESDB_URL to append'],
  ] as const)('%s, by health', async (right, message) => {
    withhold(right);
    await expect(pingEventStore(client)).rejects.toThrow(message);
  });

  it('manage subscriptions to $all, by who consumes them', async () => {
    withhold('manage subscriptions to $all');
    expect(String(await consumeOne())).toContain('does not allow the account in ESDB_URL to create and change');
  });

  it('read the streams, by each command', async () => {
    withhold('read the streams');
    await expect(store.loadSystem(systemName().nameId)).rejects.toBeInstanceOf(AccessDeniedError);
  });

  it('write the metadata of snapshots, where they are written', async () => {
    withhold('write the metadata of snapshots');
    await expect(client.setStreamMetadata('snapshot-x', { maxCount: 1 })).rejects.toBeInstanceOf(AccessDeniedError);
  });
});
