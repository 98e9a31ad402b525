import { startEmbeddedEventStore, type EmbeddedEventStore, type Faults } from '@system-landscape/embedded-event-store';
import { freePort } from '@system-landscape/test-support';
import { EventStoreDBClient, jsonEvent, persistentSubscriptionToAllSettingsFromDefaults } from '@eventstore/db-client';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { createEventStoreClient, pingEventStore } from './client.js';
import { EventStore } from './event-store.js';
import { followRawLog } from './follow.js';
import { isOutage } from './store-outage.js';
import { commandContext, registering, systemName } from './testing/index.js';

const opened: { close(): Promise<unknown> }[] = [];
const unhandled: unknown[] = [];
const remember = (reason: unknown) => unhandled.push(reason);

beforeAll(() => {
  process.on('unhandledRejection', remember);
  process.on('uncaughtException', remember);
});
afterAll(() => {
  process.off('unhandledRejection', remember);
  process.off('uncaughtException', remember);
});
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
  expect(unhandled).toEqual([]);
});

async function startStore(faults: Faults = {}, port = 0): Promise<EmbeddedEventStore> {
  const store = await startEmbeddedEventStore({ mem: true, faults, port });
  opened.push(store);
  return store;
}

function connect(connectionString: string): EventStoreDBClient {
  const client = createEventStoreClient(connectionString);
  opened.push({ close: () => client.dispose() });
  return client;
}

/** Registers a system with a new name. @returns its stream */
async function registerOne(store: EventStore): Promise<string> {
  const name = systemName();
  await store.onSystem(name.nameId, commandContext('k1'), registering(name));
  return name.stream;
}

/** What a call ends with: an outage, or any other error. */
const failure = (call: Promise<unknown>): Promise<unknown> =>
  call.then(
    () => 'success',
    (error: unknown) => (isOutage(error) ? 'outage' : error),
  );

const probed = () => jsonEvent({ type: 'Probed', data: {} });

async function typesIn(client: EventStoreDBClient, stream: string): Promise<string[]> {
  const types: string[] = [];
  for await (const { event } of client.readStream(stream)) types.push(event!.type);
  return types;
}

describe('A checkpoint that no event can have', () => {
  it('is no position of the log: what comes after it is followed', async () => {
    const { connectionString } = await startStore({ impossibleCheckpoint: true });
    const client = connect(connectionString);
    const stream = await registerOne(new EventStore(client));
    const abort = new AbortController();
    const positions: bigint[] = [];
    const streams: string[] = [];

    for await (const batch of followRawLog(client, { signal: abort.signal })) {
      for (const item of batch) {
        if ('position' in item) positions.push(BigInt(item.position));
        if (item.kind === 'event') streams.push(item.recorded.streamId);
        if (item.kind === 'caught-up' && streams.length > 0) abort.abort();
      }
    }

    expect(streams).toContain(stream);
    expect(positions.filter((position) => position >= 1n << 63n)).toEqual([]);
  });
});

describe('A node that does not take appends', () => {
  it.each(['Server Is Not Ready', 'Server Is Busy', 'No leader info available in response'])(
    'is an outage when it says "%s", and may be asked again',
    async (notReady) => {
      const faults: Faults = { notReady };
      const { connectionString } = await startStore(faults);
      const client = connect(connectionString);
      const store = new EventStore(client, { maxAttempts: 1 });

      await expect(registerOne(store)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
      await expect(pingEventStore(client)).rejects.toThrow(notReady);

      faults.notReady = undefined;
      await registerOne(store);
      await pingEventStore(client);
    },
  );

  it('and does not answer either counts as unavailable in bounded time; what it did is not done twice', async () => {
    const faults: Faults = { silent: true };
    const { connectionString } = await startStore(faults);
    const client = connect(connectionString);
    const events = [probed()];

    const lost = client.appendToStream('probed', events, { expectedRevision: 'no_stream', deadline: 50 });
    expect(await failure(lost)).toBe('outage');

    faults.silent = false;
    await client.appendToStream('probed', events, { expectedRevision: 'no_stream' });
    expect(await typesIn(client, 'probed')).toEqual(['Probed']);
  });
});

describe('Answers to appends', () => {
  it('that nobody waits for end nothing', async () => {
    const { connectionString } = await startStore({ unknownAnswers: true });
    const store = new EventStore(connect(connectionString));

    const streams = await Promise.all([registerOne(store), registerOne(store)]);

    for (const stream of streams) {
      expect(await typesIn(store.client, stream)).toEqual(['SystemAdded', 'IntegrationTokenIssued']);
    }
  });

  it('that say neither success nor error are an error', async () => {
    const { connectionString } = await startStore({ emptyAnswers: true });
    const client = connect(connectionString);

    await expect(client.appendToStream('probed', probed())).rejects.toThrow('refused an append to probed');
  });
});

describe('A follower', () => {
  it('is not asked for what decides: a command sees what was appended just before', async () => {
    const { connectionString } = await startStore({ lag: 1_000 });
    const client = connect(connectionString);
    const name = systemName();
    await new EventStore(client).onSystem(name.nameId, commandContext('k1'), registering(name));
    expect(await typesIn(client, name.stream)).toEqual([]);

    const state = await new EventStore(client).loadSystem(name.nameId);

    expect(state).toMatchObject({ status: 'PENDING', version: 2 });
  });

  it('sends reads that decide, and appends, to the leader', async () => {
    const leader = await startStore();
    const follower = await startStore({ leader: { host: '127.0.0.1', port: leader.port } });
    const store = new EventStore(connect(follower.connectionString));

    const stream = await registerOne(store);

    expect(await typesIn(connect(leader.connectionString), stream)).toHaveLength(2);
  });
});

describe('The question for the methods of a server', () => {
  const createGroup = (client: EventStoreDBClient) =>
    client.createPersistentSubscriptionToAll('group', persistentSubscriptionToAllSettingsFromDefaults());

  it('is asked again when no node could be found at first', async () => {
    const port = await freePort();
    const client = connect(`esdb+discover://127.0.0.1:${port}?tls=false&maxDiscoverAttempts=1&discoveryInterval=1`);
    expect(await failure(createGroup(client))).toBe('outage');
    expect(await failure(client.appendToStream('probed', probed()))).toBe('outage');
    expect(await failure(pingEventStore(client))).toBe('outage');

    await startStore({}, port);

    await createGroup(client);
    await client.appendToStream('probed', probed());
    await pingEventStore(client);
  });

  it('fails as an outage, also in the words of gRPC', async () => {
    const { connectionString } = await startStore({ failingFeatures: 1 });
    const client = connect(connectionString);

    expect(await failure(createGroup(client))).toBe('outage');
    await createGroup(client);
  });
});

describe('A log that cannot be followed', () => {
  it('fails the reader, and nothing else', async () => {
    const port = await freePort();
    const client = connect(`esdb+discover://127.0.0.1:${port}?tls=false&maxDiscoverAttempts=1&discoveryInterval=1`);
    const { signal } = new AbortController();

    expect(await failure(followRawLog(client, { signal }).next())).toBe('outage');
  });
});

describe('Compressed replies', () => {
  it('are not asked for', async () => {
    const headers: IncomingHttpHeaders[] = [];
    const server = createServer().on('stream', (stream, received) => {
      headers.push(received);
      stream.respond({ ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '14' }, { endStream: true });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    opened.push({ close: () => new Promise((resolve) => server.close(resolve)) });
    const client = connect(`esdb://127.0.0.1:${(server.address() as AddressInfo).port}?tls=false`);

    expect(await failure(typesIn(client, 'probed'))).toBe('outage');

    expect(headers.map((each) => each['grpc-accept-encoding'])).toEqual(['identity']);
  });

  it('are sent by the store to a client that takes them, as by a server from 25.1 on', async () => {
    const { connectionString } = await startStore({ compressed: 'for those who take it' });
    const official = EventStoreDBClient.connectionString(connectionString);
    opened.push({ close: () => official.dispose() });
    for (const client of [official, connect(connectionString)]) await client.appendToStream('probed', probed());

    expect(await typesIn(official, 'probed')).toEqual(['Probed', 'Probed']);
  });
});
