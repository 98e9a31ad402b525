import { startEventStore, type Server } from '@system-landscape/test-support';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEventStoreClient } from './client.js';
import { EventStore } from './event-store.js';
import { StoreUnavailable } from './store-retry.js';
import { commandContext, registering, systemName } from './testing/index.js';

// A small disk of its own; only root may make one.
const disk = mkdtempSync(join(tmpdir(), 'event-store-disk-'));
const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'none', disk]).status === 0;
afterAll(() => {
  if (mounted) spawnSync('umount', [disk]);
  rmdirSync(disk);
});

(mounted ? describe : describe.skip)('While the disk of the event store is full', () => {
  const filler = join(disk, 'filler');
  const free = () => statfsSync(disk).bavail * statfsSync(disk).bsize;
  let server: Server;
  let client: EventStoreDBClient;
  let store: EventStore;

  beforeAll(async () => {
    server = await startEventStore({ dataDir: join(disk, 'data') });
    client = createEventStoreClient(server.url);
    store = new EventStore(client, { maxAttempts: 2 });
  });
  afterAll(async () => {
    await client.dispose();
    await server.stop();
  });

  /** Registers a system of a long name. @returns what it was refused with */
  async function register(): Promise<unknown> {
    const name = systemName(`${randomUUID()} ${'x'.repeat(90)}`);
    return store.onSystem(name.nameId, commandContext(randomUUID()), registering(name)).then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  /** Until some are refused. */
  async function registerUntilRefused(): Promise<unknown[]> {
    for (;;) {
      const refusals = (await Promise.all(Array.from({ length: 20 }, register))).filter((each) => each !== undefined);
      if (refusals.length > 0) return refusals;
    }
  }

  it('commands are refused with UNAVAILABLE, also by a store that has started again', async () => {
    for (let start = 0; start < 3; start += 1) {
      expect(await register()).toBeUndefined();
      writeFileSync(filler, Buffer.alloc(Math.max(0, free() - 64 * 1024)));
      for (const refusal of await registerUntilRefused()) expect(refusal).toBeInstanceOf(StoreUnavailable);
      for (const refusal of await registerUntilRefused()) expect(refusal).toBeInstanceOf(StoreUnavailable);
      const { port } = server;
      await server.stop();
      rmSync(filler);
      server = await startEventStore({ dataDir: join(disk, 'data'), port });
    }
  });
});
