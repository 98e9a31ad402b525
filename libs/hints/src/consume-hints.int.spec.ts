import { createEventStoreClient, EventStore } from '@system-landscape/event-store';
import { eventually, startEventStore, type Server } from '@system-landscape/test-support';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';
import { consumeHints } from './consume-hints.js';
import { register } from './testing/register.js';

let server: Server;
let client: EventStoreDBClient;

beforeAll(async () => {
  server = await startEventStore();
});
beforeEach(() => {
  client = createEventStoreClient(server.url);
});
afterEach(() => client.dispose());
afterAll(() => server.stop());

describe('consuming hints', () => {
  it('ends when the consumer is stopped while its group is created', async () => {
    const abort = new AbortController();
    const create = client.createPersistentSubscriptionToAll.bind(client);
    client.createPersistentSubscriptionToAll = async (...group) => {
      await create(...group);
      abort.abort();
    };
    await consumeHints(client, {
      service: `service-${randomUUID()}`,
      eventTypes: ['SystemAdded'],
      concurrency: 4,
      signal: abort.signal,
      handle: () => Promise.resolve(),
      onError: () => undefined,
    });
    expect(abort.signal.aborted).toBe(true);
  });

  it('leaves hints to others while it may handle none, without failing them', async () => {
    const service = `service-${randomUUID()}`;
    const abort = new AbortController();
    const ofUnable: string[] = [];
    const ofAble: number[] = [];
    let all: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (all = resolve));
    const shared = { service, eventTypes: ['SystemAdded'], concurrency: 4, signal: abort.signal } as const;
    let able = true;
    const unable = consumeHints(client, {
      ...shared,
      mayHandle: () => able,
      handle: (hint) => {
        ofUnable.push(hint.eventId);
        able = false;
        return Promise.resolve();
      },
      onError: () => undefined,
    });
    const store = new EventStore(client);
    await register(store);
    await eventually(() => ofUnable.length === 1);
    const another = consumeHints(client, {
      ...shared,
      handle: ({ retryCount }) => {
        if (ofAble.push(retryCount) === 10) all();
        return Promise.resolve();
      },
      onError: () => undefined,
    });
    for (let count = 0; count < 10; count += 1) await register(store);
    await done;
    abort.abort();
    await Promise.all([unable, another]);
    expect(ofUnable).toHaveLength(1);
    expect(Math.max(...ofAble)).toBeLessThan(10);
  });

  it('shares hints among competing consumers, delivers them again after a failure, acknowledges successes', async () => {
    const service = `service-${randomUUID()}`;
    const abort = new AbortController();
    const handled: string[] = [];
    const failed = new Set<string>();
    const wanted = new Set<string>();
    let all: () => void = () => undefined;
    const done = new Promise<void>((resolve) => (all = resolve));

    const consumers = [1, 2].map(() =>
      consumeHints(client, {
        service,
        eventTypes: ['SystemAdded'],
        concurrency: 4,
        signal: abort.signal,
        handle: (hint) => {
          if (!failed.has(hint.eventId)) {
            failed.add(hint.eventId);
            return Promise.reject(new Error('The first delivery fails'));
          }
          handled.push(hint.eventId);
          if (wanted.size > 0 && [...wanted].every((id) => handled.includes(id))) all();
          return Promise.resolve();
        },
        onError: () => undefined,
      }),
    );
    const store = new EventStore(client);
    const ids: string[] = [];
    for (let count = 0; count < 10; count += 1) ids.push((await register(store)).added);
    ids.forEach((id) => wanted.add(id));
    if (ids.every((id) => handled.includes(id))) all();
    await done;
    abort.abort();
    await Promise.all(consumers);

    expect(new Set(handled).size).toBe(handled.length);
  });
});
