import { eventually, TestEnvironment } from '@system-landscape/test-support';
import { connect, type NatsConnection } from 'nats';
import { once } from 'node:events';
import { LeaderElection } from './leader-election.js';

const LEASE_MS = 1_000;
const STREAM = 'KV_event-relay';

let environment: TestEnvironment;
let connection: NatsConnection;
let stop: AbortController;
/** Who leads now, in the order in which they began. */
let leaders: string[];
let standby: string[];
/** Who has ended to lead, and whom the bucket gave no answer. */
let ended: string[];
let failed: string[];
let running: Promise<unknown>[];

beforeEach(async () => {
  environment = await TestEnvironment.start('leader-election', { nats: { jetstream: true } });
  connection = environment.adopt(await connect({ servers: environment.nats.url }), (each) => each.close());
  stop = new AbortController();
  [leaders, standby, ended, failed, running] = [[], [], [], [], []];
});
afterEach(async () => {
  stop.abort();
  await Promise.allSettled(running);
  await environment.stop();
});

function start(candidate: string): void {
  const election = new LeaderElection(connection, { candidate, leaseMs: LEASE_MS, replicas: 1 });
  running.push(lead(candidate, election));
}

async function lead(candidate: string, election: LeaderElection): Promise<void> {
  while (!stop.signal.aborted) {
    await election
      .runAsLeader({
        stop: stop.signal,
        onStandby: (leader) => standby.push(`${candidate} behind ${leader}`),
        lead: async (signal) => {
          leaders.push(candidate);
          if (!signal.aborted) await once(signal, 'abort');
          leaders.splice(leaders.indexOf(candidate), 1);
          ended.push(candidate);
        },
      })
      .catch(() => failed.push(candidate));
  }
}

/** A server that stores, but acknowledges nothing, as one of a cluster did that was behind. */
async function acknowledge(yes: boolean): Promise<void> {
  await (await connection.jetstreamManager()).streams.update(STREAM, { no_ack: !yes });
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

it('while the bucket gives no answer the leader goes on, and a standby leads, too; then one of them', async () => {
  start('first');
  await eventually(() => leaders.length === 1);
  start('second');
  await eventually(() => standby.length === 1);
  await acknowledge(false);
  await eventually(() => leaders.length === 2);
  expect({ leaders, ended, failed }).toEqual({ leaders: ['first', 'second'], ended: [], failed: ['second'] });
  await acknowledge(true);
  await eventually(() => ended.length === 1 && leaders.length === 1);
});

it('a renewal that was stored without an answer is still that of the leader', async () => {
  start('first');
  await eventually(() => leaders.length === 1);
  const bucket = await connection.jetstream().views.kv(STREAM.slice('KV_'.length), { bindOnly: true });
  const stored = await bucket.put('turn', 'first');
  await eventually(async () => ((await bucket.get('turn'))?.revision ?? 0) > stored + 1);
  expect({ leaders, ended }).toEqual({ leaders: ['first'], ended: [] });
});
