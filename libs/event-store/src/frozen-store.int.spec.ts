import { eventually, startEventStore, type Server } from '@system-landscape/test-support';
import { jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { createEventStoreClient } from './client.js';
import { followRawLog } from './follow.js';

const ALL_BUT_DATE = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask'] as const),
  ...(['setImmediate', 'clearImmediate', 'setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

let store: Server;
let client: EventStoreDBClient;
let stopping: AbortController;
let seen: string[];
let failures: unknown[];
/** Whether the follower has caught up again. */
let returned: boolean;
let following: Promise<void>;

beforeEach(async () => {
  // The client recommends longer ones.
  jest.spyOn(console, 'warn').mockImplementation();
  store = await startEventStore();
  client = createEventStoreClient(`${store.url}&keepAliveInterval=1000&keepAliveTimeout=1000`);
  stopping = new AbortController();
  seen = [];
  failures = [];
  following = follow();
  await append('Before');
  await eventually(() => seen.includes('Before'));
});
afterEach(async () => {
  jest.restoreAllMocks();
  process.kill(store.pid, 'SIGCONT');
  stopping.abort();
  await following;
  await client.dispose();
  await store.stop();
});

/** Follows the log again and again, as the services do. */
async function follow(): Promise<void> {
  while (!stopping.signal.aborted) {
    try {
      for await (const batch of followRawLog(client, { streams: ['stream'], signal: stopping.signal })) {
        for (const item of batch) {
          if (item.kind === 'event') seen.push(item.recorded.type);
          if (item.kind === 'caught-up') returned = true;
        }
      }
    } catch (error) {
      failures.push(error);
    }
  }
}

const append = (type: string) => client.appendToStream('stream', jsonEvent({ type, data: {} }));

/** Freezes the store until the follower has noticed it, and waits until it has come back. */
async function freeze(): Promise<void> {
  process.kill(store.pid, 'SIGSTOP');
  await eventually(() => failures.length > 0);
  returned = false;
  process.kill(store.pid, 'SIGCONT');
  await eventually(() => returned);
}

it('a follower leaves a store that stands still, and comes back to it', async () => {
  await freeze();
  await append('After');
  await eventually(() => seen.includes('After'));
});

it('a follower comes back although the wall clock was set back an hour meanwhile', async () => {
  const { now } = Date;
  jest.useFakeTimers({ doNotFake: ALL_BUT_DATE, now: now() - 3_600_000 });
  // The faked date stands still by itself.
  const tick = setInterval(() => jest.setSystemTime(now() - 3_600_000), 20);
  try {
    await freeze();
  } finally {
    clearInterval(tick);
    jest.useRealTimers();
  }
  await append('After');
  await eventually(() => seen.includes('After'));
});
