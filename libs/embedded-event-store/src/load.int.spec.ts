import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fill, manySubscriptions, readAll, slowReaders } from './testing/load-steps.js';
import { start, stop, type Running } from './testing/run-program.js';

// The short form of `npm run test:store-load`, which also measures times.
const EVENTS = 30_000;
const MEBIBYTE = 1024 * 1024;

let data: string;
let running: Running;
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'embedded-event-store-load-'));
  running = await start('--data', data);
  await fill(running.client, EVENTS);
});
afterAll(async () => {
  await stop(running, 'SIGTERM');
  await rm(data, { recursive: true, force: true });
});

describe('a store under load', () => {
  it('returns every event of a long log', async () => {
    expect((await readAll(running.client)).events).toBe(EVENTS);
  });

  it('needs little memory for stalled readers, and still serves others', async () => {
    // Buffering all events for these readers would take more than 300 MiB.
    const { growth } = await slowReaders(running, 40);
    expect(growth).toBeLessThan(200 * MEBIBYTE);
  });

  it('serves a thousand subscriptions at a time', async () => {
    await manySubscriptions(running, 1_000);
  });
});
