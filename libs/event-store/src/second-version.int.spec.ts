import { nameIdOf, registerSystem, systemStream } from '@system-landscape/domain';
import { ACCOUNT, pending, recorded, T0, eventsForName } from '@system-landscape/domain/testing';
import { startEventStore, type Server } from '@system-landscape/test-support';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { createEventStoreClient, EventStore, followLog, newSystem, type LogItem, type RawEvent } from './index.js';
import { inFirstVersion, inSecondVersion, registerSecondVersion } from './testing/index.js';

let server: Server;
let client: EventStoreDBClient;
let store: EventStore;
let unregister: () => void;

beforeAll(async () => {
  unregister = registerSecondVersion();
  server = await startEventStore();
  client = createEventStoreClient(server.url);
  store = new EventStore(client);
});
afterAll(async () => {
  unregister();
  await client.dispose();
  await server.stop();
});

const historyOf = (name: string) =>
  eventsForName(
    pending().map((event) => recorded(event)),
    name,
  );
async function append(name: string, events: readonly RawEvent[]): Promise<void> {
  await client.appendToStream(
    systemStream(nameIdOf(ACCOUNT, name)),
    events.map(({ type, data, metadata }) => jsonEvent({ type, data: { ...data }, metadata: { ...metadata } })),
  );
}

describe('an event type with two schema versions in one store', () => {
  it('is read from streams and from $all in the newest one, and written in it', async () => {
    await append('first', inFirstVersion(historyOf('first')));
    await append('second', inSecondVersion(historyOf('second')));
    const nameId = nameIdOf(ACCOUNT, 'third');
    await store.onSystem(
      nameId,
      {
        operation: 'register-system',
        caller: 'ga-admin',
        key: 'key-1',
        actor: { subject: 'ga-admin', roles: ['global-account-admin'] },
        correlationId: 'correlation-1',
        causationId: 'cause-1',
        now: T0,
      },
      (state) =>
        registerSystem(
          {
            nameId,
            globalAccountId: ACCOUNT,
            name: 'third',
            systemType: 's4hana-cloud',
            kid: 'key-1',
            tokenId: 'token-1',
            now: T0,
          },
          state,
        ),
      newSystem,
    );

    const names = ['first', 'second', 'third'];
    for (const name of names) {
      expect(await store.loadSystem(nameIdOf(ACCOUNT, name))).toMatchObject({ status: 'PENDING', name });
    }
    const added = (await log()).filter((item) => item.kind === 'event' && item.stored.event.type === 'SystemAdded');
    expect(added).toMatchObject([
      {
        stored: { event: { data: { name: 'first' }, metadata: { schemaVersion: 2 } } },
        raw: { data: { title: 'first' } },
      },
      { stored: { event: { data: { name: 'second' }, metadata: { schemaVersion: 2 } } } },
      { stored: { event: { data: { name: 'third' } } }, raw: { metadata: { schemaVersion: 2 } } },
    ]);
  });
});

/** The whole log. */
async function log(): Promise<LogItem[]> {
  const items: LogItem[] = [];
  const stop = new AbortController();
  for await (const batch of followLog(client, { signal: stop.signal })) {
    items.push(...batch);
    if (batch.some(({ kind }) => kind === 'caught-up')) break;
  }
  stop.abort();
  return items;
}
