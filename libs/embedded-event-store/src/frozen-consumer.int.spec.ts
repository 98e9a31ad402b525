import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  EventStoreDBClient,
  jsonEvent,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import { startEmbeddedEventStore, type EmbeddedEventStore } from './start-embedded-event-store.js';

/** A message is delivered again after this time if nobody notices that its consumer is frozen. */
const TEN_MINUTES = 600_000;

describe('Consumers that do not answer', () => {
  let store: EmbeddedEventStore;
  let client: EventStoreDBClient;
  let frozen: ChildProcess;

  beforeAll(async () => {
    store = await startEmbeddedEventStore({ mem: true });
    client = EventStoreDBClient.connectionString(store.connectionString);
    const settings = persistentSubscriptionToStreamSettingsFromDefaults({
      messageTimeout: TEN_MINUTES,
      startFrom: 'start',
    });
    await client.createPersistentSubscriptionToStream('stream', 'group', settings);
    await client.appendToStream(
      'stream',
      Array.from({ length: 5 }, () => jsonEvent({ type: 'tested', data: {} })),
    );
    frozen = spawn(process.execPath, ['-e', CONSUMER, store.connectionString], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(frozen.stdout!, 'data');
    frozen.kill('SIGSTOP');
  });
  afterAll(async () => {
    frozen.kill('SIGKILL');
    await client.dispose();
    await store.close();
  });

  it('are dropped: a frozen process keeps no message from the others', async () => {
    const subscription = client.subscribeToPersistentSubscriptionToStream('stream', 'group');
    let seen = 0;
    await new Promise<void>((resolve) => {
      subscription.on('data', (message) => {
        seen += 1;
        void subscription.ack(message);
        if (seen === 5) resolve();
      });
    });
    await subscription.unsubscribe();
  });

  it('connect again when they wake up', async () => {
    frozen.kill('SIGCONT');
    await client.appendToStream('stream', jsonEvent({ type: 'woke up', data: {} }));
    await new Promise<void>((resolve) => {
      frozen.stdout!.on('data', (text: Buffer) => {
        if (text.includes('woke up')) resolve();
      });
    });
  });
});

/** Prints the type of each event that it gets, acknowledges only those that are not `tested`, and subscribes again. */
const CONSUMER = `
  const { EventStoreDBClient } = require('@eventstore/db-client');
  const client = EventStoreDBClient.connectionString(process.argv[1]);
  const subscribe = () => {
    const subscription = client.subscribeToPersistentSubscriptionToStream('stream', 'group');
    subscription.on('data', (message) => {
      console.log(message.event.type);
      if (message.event.type !== 'tested') subscription.ack(message);
    });
    subscription.on('error', () => setTimeout(subscribe, 100));
  };
  subscribe();
`;
