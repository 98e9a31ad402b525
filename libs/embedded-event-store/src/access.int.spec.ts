import {
  AccessDeniedError,
  EventStoreDBClient,
  jsonEvent,
  type AllStreamSubscription,
  type PersistentSubscriptionToStream,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sendCredentialsOnLoopback } from './client/loopback-credentials.js';
import { startEmbeddedEventStore, type EmbeddedEventStore } from './start-embedded-event-store.js';

const RIGHT = { username: 'landscape', password: 'p:ä/@ß' };
const TLS = {
  certFile: join(__dirname, '../fixtures/tls/cert.pem'),
  keyFile: join(__dirname, '../fixtures/tls/key.pem'),
};

let folder: string;
let credentialsFile: string;
type Client = EventStoreDBClient;
type Subscription = AllStreamSubscription | PersistentSubscriptionToStream;
const clients: Client[] = [];

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'store-access-'));
  credentialsFile = join(folder, 'credentials');
  writeFileSync(credentialsFile, `${RIGHT.username}:${RIGHT.password}\n`, { mode: 0o600 });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(async () => {
  await Promise.all(clients.splice(0).map((client) => client.dispose()));
});

function connect(store: EmbeddedEventStore, credentials?: typeof RIGHT): Client {
  const user = credentials
    ? `${encodeURIComponent(credentials.username)}:${encodeURIComponent(credentials.password)}@`
    : '';
  const url = store.connectionString.replace('esdb://', `esdb://${user}`);
  const client = sendCredentialsOnLoopback(EventStoreDBClient.connectionString(url), url);
  clients.push(client);
  return client;
}

/** Every kind of call: unary, streaming to the server, from it, both ways. */
const CALLS: readonly (readonly [string, (client: Client, credentials?: typeof RIGHT) => Promise<unknown>])[] = [
  ['append', (client, credentials) => client.appendToStream('a', event(), { credentials })],
  ['read a stream', (client, credentials) => drained(client.readStream('a', { credentials }))],
  ['read $all', (client, credentials) => drained(client.readAll({ maxCount: 1, credentials }))],
  ['delete', (client, credentials) => client.deleteStream('a', { credentials })],
  ['tombstone', (client, credentials) => client.tombstoneStream('b', { credentials })],
  ['subscribe', (client, credentials) => opened(client.subscribeToAll({ credentials }))],
  ['list persistent subscriptions', (client, credentials) => client.listAllPersistentSubscriptions({ credentials })],
  [
    'consume',
    (client, credentials) => opened(client.subscribeToPersistentSubscriptionToStream('a', 'group', { credentials })),
  ],
];
const event = () => jsonEvent({ type: 'tested', data: {} });

async function drained(items: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of items) continue;
}

/** Resolves once the server has confirmed the subscription; rejects with its error. */
function opened(subscription: Subscription): Promise<void> {
  return new Promise((resolve, reject) => {
    subscription.once('confirmation', () => void subscription.unsubscribe().then(resolve));
    subscription.once('error', reject);
  });
}

describe.each([
  ['without TLS', undefined],
  ['with TLS', TLS],
])('a store with credentials, %s', (_, tls) => {
  let store: EmbeddedEventStore;
  beforeAll(async () => {
    store = await startEmbeddedEventStore({ mem: true, credentialsFile, ...(tls && { tls }) });
    if (tls) store = { ...store, connectionString: `${store.connectionString}&tlsCAFile=${tls.certFile}` };
  });
  afterAll(() => store.close());
  const admin = async () => {
    const client = connect(store, RIGHT);
    await client.appendToStream('a', event());
    await client
      .createPersistentSubscriptionToStream('a', 'group', persistentSubscriptionToStreamSettingsFromDefaults())
      .catch((error: Error) => /exists/.test(error.message) || Promise.reject(error));
  };

  it.each(CALLS)(
    '%s: denied without credentials and with wrong ones, taken with the right ones',
    async (_name, call) => {
      await admin();
      await expect(call(connect(store))).rejects.toThrow(AccessDeniedError);
      const wrong = { ...RIGHT, password: 'p:ä/@s' };
      await expect(call(connect(store, wrong))).rejects.toThrow(AccessDeniedError);
      await expect(call(connect(store, { ...RIGHT, username: 'admin' }))).rejects.toThrow(AccessDeniedError);
      await call(connect(store, RIGHT));
    },
  );

  it('credentials of one call take the place of those of the client', async () => {
    await admin();
    const [right, wrong] = [connect(store, RIGHT), connect(store, { ...RIGHT, password: 'no' })];
    await expect(right.appendToStream('c', event(), { credentials: { ...RIGHT, password: 'no' } })).rejects.toThrow(
      AccessDeniedError,
    );
    expect(await wrong.appendToStream('c', event(), { credentials: RIGHT })).toMatchObject({ success: true });
  });

  it('denied appends leave nothing in the log', async () => {
    await expect(connect(store).appendToStream('never', event())).rejects.toThrow(AccessDeniedError);
    await expect(drained(connect(store, RIGHT).readStream('never'))).rejects.toThrow(/never/);
  });
});

describe('a host that is not loopback', () => {
  it.each(['0.0.0.0', '::', '192.0.2.1', 'example.org'])('%s is refused without credentials', async (host) => {
    await expect(startEmbeddedEventStore({ mem: true, host })).rejects.toThrow(
      `${host} is no loopback address: everybody who reaches it could read and append. Give --credentials-file`,
    );
  });

  it('is taken with credentials and TLS', async () => {
    const store = await startEmbeddedEventStore({ mem: true, host: '0.0.0.0', credentialsFile, tls: TLS });
    const address = `esdb://127.0.0.1:${store.port}?tls=true&tlsCAFile=${TLS.certFile}`;
    const local = { ...store, connectionString: address };
    await expect(connect(local).appendToStream('a', event())).rejects.toThrow(AccessDeniedError);
    expect(await connect(local, RIGHT).appendToStream('a', event())).toMatchObject({ success: true });
    await store.close();
  });
});

it.each([
  ['', 'must hold one line, username:password'],
  ['landscape', 'must hold one line'],
  ['landscape:', 'must hold one line'],
  ['landscape:s3cret with blank', 'must hold one line'],
])('the credentials file "%s" is refused without its content', async (content, message) => {
  const file = join(folder, 'damaged');
  writeFileSync(file, content);
  const refusal = await startEmbeddedEventStore({ mem: true, credentialsFile: file }).then(() => '', String);
  expect(refusal).toContain(message);
  expect(refusal).not.toContain('s3cret');
  expect(readFileSync(file, 'utf8')).toBe(content);
});

it('a client of another host, or with TLS, is left to send its credentials itself', () => {
  for (const url of [
    'esdb://u:p@store:2113?tls=false',
    'esdb://u:p@127.0.0.1:2113?tls=true',
    'esdb://u:p@127.0.0.1:2113',
  ]) {
    const client = EventStoreDBClient.connectionString(url);
    const before = (client as unknown as { callArguments: unknown }).callArguments;
    sendCredentialsOnLoopback(client, url);
    expect((client as unknown as { callArguments: unknown }).callArguments).toBe(before);
    clients.push(client);
  }
});
