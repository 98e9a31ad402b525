import { eventually, TestEnvironment } from '@system-landscape/test-support';
import { connect, type NatsConnection } from 'nats';
import { once } from 'node:events';
import { runAsLeader } from './leader-election.js';

const LEASE_MS = 1_000;
const STREAM = 'KV_event-relay';

let environment: TestEnvironment;
let connection: NatsConnection;
let stop: AbortController;
/** Who leads now, in the order in which they began. */
let leaders: string[];
let standby: string[];
let running: Promise<unknown>[];

beforeEach(async () => {
  environment = await TestEnvironment.start('leader-election', { nats: { jetstream: true } });
  connection = environment.adopt(await connect({ servers: environment.nats.url }), (each) => each.close());
  stop = new AbortController();
  [leaders, standby, running] = [[], [], []];
});
afterEach(async () => {
  stop.abort();
  await Promise.allSettled(running);
  await environment.stop();
});

function start(candidate: string): void {
  const run = runAsLeader(connection, {
    candidate,
    leaseMs: LEASE_MS,
    replicas: 1,
    stop: stop.signal,
    onStandby: (leader) => standby.push(`${candidate} behind ${leader}`),
    lead: async (signal) => {
      leaders.push(candidate);
      if (!signal.aborted) await once(signal, 'abort');
      leaders.splice(leaders.indexOf(candidate), 1);
    },
  });
  running.push(run);
  run.catch(() => standby.push(`${candidate} gave up`));
}

async function removeBucket(): Promise<void> {
  await (await connection.jetstreamManager()).streams.delete(STREAM);
}
const isHeldAgain = async () => (await (await connection.jetstreamManager()).streams.info(STREAM)).state.messages > 0;

it('a leader goes on, and takes its lease again, when the bucket was removed', async () => {
  start('first');
  await eventually(() => leaders.length === 1);
  for (let time = 0; time < 2; time += 1) {
    await removeBucket();
    await eventually(isHeldAgain, { what: 'the lease in a new bucket' });
    expect(leaders).toEqual(['first']);
  }
});

it('a standby goes on waiting when the bucket was removed', async () => {
  start('first');
  await eventually(() => leaders.length === 1);
  start('second');
  await eventually(() => standby.length === 1);
  await removeBucket();
  await eventually(isHeldAgain, { what: 'the lease in a new bucket' });
  expect(standby).toEqual(['second behind first']);
});
