import type { EventStoreDBClient } from '@eventstore/db-client';
import { PassThrough } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { followRawLog } from './follow.js';
import type { RawLogItem } from './log-item.js';

/** Time that handling a batch keeps the process from anything else; milliseconds. */
const BUSY_MS = 5;
/** How long more is gathered after it. */
const GATHER_MS = 2 * BUSY_MS;

let now: number;
let subscription: PassThrough;
let stopping: AbortController;
let log: AsyncGenerator<readonly RawLogItem[]>;

beforeEach(() => {
  now = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => now);
  jest.spyOn(performance, 'eventLoopUtilization').mockReturnValue({ idle: 0, active: BUSY_MS, utilization: 1 });
  subscription = Object.assign(new PassThrough({ objectMode: true }), { unsubscribe: () => Promise.resolve() });
  stopping = new AbortController();
  log = follow();
});
afterEach(async () => {
  stopping.abort();
  await log.return(undefined);
  jest.restoreAllMocks();
});

function follow(maxBatch?: number): typeof log {
  const client = { subscribeToAll: () => subscription } as unknown as EventStoreDBClient;
  return followRawLog(client, { signal: stopping.signal, ...(maxBatch && { maxBatch }) });
}

/** As with a server that compresses its replies: each event comes some iterations of the event loop after the one before. */
async function arriveOneByOne(positions: readonly number[]): Promise<void> {
  for (const position of positions) {
    subscription.push({ event: {}, commitPosition: BigInt(position) });
    for (let iteration = 0; iteration < 3; iteration += 1) await setImmediate();
  }
}

async function positionsOf(next: Promise<IteratorResult<readonly RawLogItem[]>>): Promise<string[]> {
  const { value } = (await next) as IteratorYieldResult<readonly RawLogItem[]>;
  return value.flatMap((item) => (item.kind === 'event' ? [item.position] : []));
}

it('what arrives one by one, since handling a batch has kept the process busy, is one batch', async () => {
  const first = log.next();
  subscription.emit('caughtUp');
  await arriveOneByOne([1]);
  expect(await positionsOf(first)).toEqual(['1']);

  const second = log.next();
  await arriveOneByOne([2, 3, 4, 5, 6]);
  now += GATHER_MS;

  expect(await positionsOf(second)).toEqual(['2', '3', '4', '5', '6']);
});

it('an event that arrives while nothing is handled is not kept waiting', async () => {
  const first = log.next();
  subscription.emit('caughtUp');
  await arriveOneByOne([1]);
  await first;
  const second = log.next();
  await setImmediate();
  now += GATHER_MS;
  await arriveOneByOne([2]);

  expect(await positionsOf(second)).toEqual(['2']);
});

it('a full batch is handed on although more may arrive', async () => {
  log = follow(2);
  const first = log.next();
  subscription.emit('caughtUp');
  await arriveOneByOne([1]);
  await first;
  const second = log.next();
  await arriveOneByOne([2, 3, 4]);

  expect(await positionsOf(second)).toEqual(['2', '3']);
});

it.each([
  ['the client destroys the subscription', (error: Error) => subscription.destroy(error)],
  ['the client only emits the error', (error: Error) => subscription.emit('error', error)],
])('a connection that breaks while a batch is handled ends the following, not the process: %s', async (_, fail) => {
  const first = log.next();
  subscription.emit('caughtUp');
  await arriveOneByOne([1]);
  await first;

  fail(new Error('Connection dropped'));
  await setImmediate();

  await expect(log.next()).rejects.toThrow('Connection dropped');
});
