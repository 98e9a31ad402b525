// `npm run test:store-load`: measures a log of millions of events, many subscriptions and slow readers.
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fill, manySubscriptions, memoryOf, readAll, slowReaders, startTime } from './load-steps.js';
import { start, stop } from './run-program.js';

/** The variable EVENTS overrides it. */
const EVENTS = Number(process.env.EVENTS ?? 5_000_000);
const FIRST = Math.min(EVENTS, 1_000_000);
const SUBSCRIPTIONS = 10_000;
const SLOW_READERS = 100;

const print = (what: string, value: string) => process.stdout.write(`${what.padEnd(58)} ${value}\n`);
const whole = (value: number) => Math.round(value).toLocaleString('en');
const megabytes = (bytes: number) => `${whole(bytes / 1024 / 1024)} MB`;

async function main(): Promise<void> {
  const data = await mkdtemp(join(tmpdir(), 'embedded-event-store-load-'));
  const args = ['--data', data];
  try {
    print('start, empty', `${whole(await startTime(...args))} ms`);
    let running = await start(...args);
    print(
      `appends, 500 events each, to ${whole(FIRST)} events`,
      `${whole(await fill(running.client, FIRST))} events/s`,
    );
    await stop(running, 'SIGTERM');
    for (let time = 1; time <= 3; time += 1) {
      print(`start with ${whole(FIRST)} events`, `${whole(await startTime(...args))} ms`);
    }
    running = await start(...args);
    const more = EVENTS - FIRST;
    if (more > 0) {
      const perSecond = await fill(running.client, more);
      print(`appends, 500 events each, to ${whole(EVENTS)} events`, `${whole(perSecond)} events/s`);
    }
    await stop(running, 'SIGTERM');
    print(`start with ${whole(EVENTS)} events`, `${whole(await startTime(...args))} ms`);
    print('size of the file', megabytes((await stat(join(data, 'log.mdb'))).size));

    running = await start(...args);
    const before = memoryOf(running);
    const read = await readAll(running.client);
    print(`read of $all, ${whole(read.events)} events`, `${whole(read.perSecond)} events/s`);
    print('memory before and after it', `${megabytes(before)}, ${megabytes(memoryOf(running))}`);
    await stop(running, 'SIGTERM');

    running = await start(...args);
    const slow = await slowReaders(running, SLOW_READERS);
    print(`memory for ${SLOW_READERS} readers that stand still`, megabytes(slow.growth));
    print('appends meanwhile, 500 events each', `${whole(slow.perSecond)} events/s`);
    const many = await manySubscriptions(running, SUBSCRIPTIONS);
    print(`${whole(SUBSCRIPTIONS)} subscriptions until all are live`, `${whole(many.live)} ms`);
    print('… an event for each, appended to received', `${whole(many.delivered)} ms`);
    print('… memory for them', megabytes(many.growth));
    await stop(running, 'SIGTERM');
  } finally {
    await rm(data, { recursive: true, force: true });
  }
}

void main().then(() => process.exit(0));
