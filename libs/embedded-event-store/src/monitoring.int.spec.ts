import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startEmbeddedEventStore } from './start-embedded-event-store.js';
import { stats } from './stats.js';

const events = (count: number) => Array.from({ length: count }, () => jsonEvent({ type: 'tested', data: {} }));

describe('health and metrics', () => {
  it('report liveness and the numbers of events, streams and appends', async () => {
    const store = await startEmbeddedEventStore({ mem: true, httpPort: 0 });
    const client = EventStoreDBClient.connectionString(store.connectionString);
    const http = `http://127.0.0.1:${store.httpPort}`;
    try {
      await client.appendToStream('a', events(3));
      await client.appendToStream('b', events(2));
      expect((await fetch(`${http}/health/live`)).status).toBe(204);
      const metrics = await (await fetch(`${http}/metrics`)).text();
      expect(metrics).toContain('\nevent_store_events 5\n');
      expect(metrics).toContain('\nevent_store_streams 2\n');
      expect(metrics).toContain('\nevent_store_appended_events_total 5\n');
      expect(metrics).toMatch(/\nevent_store_commits_total [12]\n/);
      expect(metrics).toContain('\nprocess_cpu_seconds_total ');
      expect((await fetch(`${http}/other`)).status).toBe(404);
      expect((await fetch(`${http}/metrics`, { method: 'POST' })).status).toBe(405);
    } finally {
      await client.dispose();
      await store.close();
    }
  });

  it('fail with one clear message when the port is taken, and leave nothing open', async () => {
    const first = await startEmbeddedEventStore({ mem: true, httpPort: 0 });
    const second = startEmbeddedEventStore({ mem: true, httpPort: first.httpPort });
    await expect(second).rejects.toThrow(`Port ${first.httpPort} of 127.0.0.1 is taken`);
    await first.close();
  });
});

describe('stats', () => {
  let data: string;
  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'embedded-event-store-stats-'));
  });
  afterEach(() => rm(data, { recursive: true, force: true }));

  it('report the content of a folder, given its key', async () => {
    const keyFile = join(data, 'key');
    const key = randomBytes(32);
    await writeFile(keyFile, key);
    const folder = join(data, 'store');
    const store = await startEmbeddedEventStore({ data: folder, keyFile });
    const client = EventStoreDBClient.connectionString(store.connectionString);
    await client.appendToStream('a', events(4));
    await client.dispose();
    await expect(stats({ folder, key })).rejects.toThrow('in use');
    await store.close();
    const text = await stats({ folder, key });
    expect(text).toMatch(/^events +4\nstreams +1\nlast position +\d+\nlast event +\d{4}-.*\nbytes on disk +\d+\n/);
    expect(text).toMatch(/encrypted +yes$/);
  });

  it('create no folder', async () => {
    await expect(stats({ folder: join(data, 'none') })).rejects.toThrow('There is no event store in');
  });
});
