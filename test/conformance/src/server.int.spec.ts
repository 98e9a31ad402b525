import { EventStoreDBClient, UnknownError } from '@eventstore/db-client';
import { collect, connect, testEvents, uniqueName, type Store } from './store.js';

let store: Store;
let client: EventStoreDBClient;
beforeAll(async () => {
  store = await connect();
  client = store.client;
});
afterAll(() => store.close());

describe('the server', () => {
  it('reports its version and features', async () => {
    // The client uses these features internally; its types do not declare them.
    const { capabilities } = client as unknown as { capabilities: Promise<Capabilities> };
    const { serverVersion, supports } = await capabilities;
    expect(serverVersion).toMatch(/^\d+\.\d+\.\d+/);
    const path = (service: string, method: string) => ({ path: `/event_store.client.${service}/${method}` });
    expect(supports(path('streams.Streams', 'BatchAppend'))).toBe(true);
    for (const method of [
      'Create',
      'Update',
      'Delete',
      'GetInfo',
      'List',
      'Read',
      'ReplayParked',
      'RestartSubsystem',
    ]) {
      const persistent = path('persistent_subscriptions.PersistentSubscriptions', method);
      expect([method, supports(persistent, 'stream'), supports(persistent, 'all')]).toEqual([method, true, true]);
    }
    expect(supports(path('streams.Streams', 'Nothing'))).toBe(false);
  });

  it('is found by discovery', async () => {
    const discovering = EventStoreDBClient.connectionString(store.url.replace('esdb://', 'esdb+discover://'));
    const stream = uniqueName();
    await discovering.appendToStream(stream, testEvents(1));
    expect(await collect(client.readStream(stream))).toHaveLength(1);
    await discovering.dispose();
  });

  it('serves several clients at a time', async () => {
    const clients = Array.from({ length: 10 }, () => EventStoreDBClient.connectionString(store.url));
    const stream = uniqueName();
    await Promise.all(clients.map((each) => each.appendToStream(stream, testEvents(5))));
    expect(await collect(client.readStream(stream))).toHaveLength(50);
    await Promise.all(clients.map((each) => each.dispose()));
  });
});

const ofTheEmbeddedStore = process.env.ESDB_URL === undefined ? describe : describe.skip;

ofTheEmbeddedStore('what the embedded store leaves out', () => {
  it('is refused as not implemented', async () => {
    const error = await client.createProjection('p', 'fromAll()').catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnknownError);
    expect(String(error)).toContain('UNIMPLEMENTED');
  });
});

interface Capabilities {
  readonly serverVersion: string;
  readonly supports: (method: { path: string }, feature?: string) => boolean;
}
