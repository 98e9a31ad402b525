import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient, jsonEvent, type AppendResult } from '@eventstore/db-client';

const PACKAGE = join(__dirname, '..');
const PROGRAM = join(PACKAGE, 'bin/embedded-event-store.js');

let data: string;
beforeAll(() => {
  if (!existsSync(join(PACKAGE, 'dist/main.js'))) throw new Error('Run `npx tsc -b libs/embedded-event-store` first.');
});
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'embedded-event-store-crash-'));
});
afterEach(() => rm(data, { recursive: true, force: true }));

interface Running {
  readonly process: ChildProcess;
  readonly port: number;
  readonly client: EventStoreDBClient;
  readonly ended: Promise<unknown>;
}

async function start(...more: string[]): Promise<Running> {
  const child = spawn(process.execPath, [PROGRAM, '--data', data, '--port', '0', ...more]);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const port = await new Promise<number>((resolve, reject) => {
    let output = '';
    const read = (chunk: Buffer) => {
      output += String(chunk);
      const [, found] = /listening on 127\.0\.0\.1:(\d+)\n/.exec(output) ?? [];
      if (found) resolve(Number(found));
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => reject(new Error(output)));
  });
  const client = EventStoreDBClient.connectionString(`esdb://127.0.0.1:${port}?tls=false`);
  return { process: child, port, client, ended };
}

async function stop({ process: child, client, ended }: Running, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal);
  await ended;
  await client.dispose();
}

interface Acknowledged extends AppendResult {
  readonly stream: string;
  readonly ids: readonly string[];
}

const WRITERS = 64;
const EVENTS_AT_ONCE = 3;

describe.each([
  ['plain', false],
  ['encrypted', true],
])('a store that is killed amid appends (%s)', (_kind, encrypted) => {
  it('has every acknowledged event, none in part, and never gives a position twice', async () => {
    const keyFile = join(data, 'key');
    await writeFile(keyFile, randomBytes(32));
    const options = encrypted ? ['--key-file', keyFile] : [];
    const acknowledged: Acknowledged[] = [];

    for (let round = 0; round < 4; round += 1) {
      const running = await start(...options);
      let next = 0;
      let isKilled = false;
      const enough = new Promise<void>((resolve) => {
        const atLeast = acknowledged.length + 300 + round * 137;
        const write = async () => {
          while (!isKilled) {
            const stream = `s-${round}-${next++ % 50}`;
            const events = Array.from({ length: EVENTS_AT_ONCE }, (_, index) =>
              jsonEvent({ type: 'tested', data: { index, text: 'x'.repeat((next * 37) % 3_000) } }),
            );
            const result = await running.client.appendToStream(stream, events);
            acknowledged.push({ ...result, stream, ids: events.map(({ id }) => id) });
            if (acknowledged.length >= atLeast) resolve();
          }
        };
        // What is cut off by the kill fails, and that is fine.
        for (let writer = 0; writer < WRITERS; writer += 1) void write().catch(() => resolve());
      });
      await enough;
      isKilled = true;
      await stop(running, 'SIGKILL');
    }

    const running = await start(...options);
    const positions: bigint[] = [];
    const idsByStream = new Map<string, string[]>();
    for await (const { event } of running.client.readAll()) {
      if (!event) continue;
      positions.push(event.position.commit);
      const ids = idsByStream.get(event.streamId) ?? [];
      expect(event.revision).toBe(BigInt(ids.length));
      expect(event.data).toMatchObject({ index: ids.length % EVENTS_AT_ONCE });
      idsByStream.set(event.streamId, [...ids, event.id]);
    }
    for (let index = 1; index < positions.length; index += 1) {
      expect(positions[index]).toBeGreaterThan(positions[index - 1] ?? 0n);
    }
    expect(acknowledged.length).toBeGreaterThan(1_000);
    for (const { stream, ids, nextExpectedRevision, position } of acknowledged) {
      const last = Number(nextExpectedRevision);
      expect(idsByStream.get(stream)?.slice(last - EVENTS_AT_ONCE + 1, last + 1)).toEqual(ids);
      expect(positions).toContain(position?.commit);
    }
    for (const [stream, ids] of idsByStream) {
      expect(ids.length % EVENTS_AT_ONCE).toBe(0);
      const read: string[] = [];
      for await (const { event } of running.client.readStream(stream)) if (event) read.push(event.id);
      expect(read).toEqual(ids);
    }
    await stop(running, 'SIGTERM');
  });
});

describe('the command', () => {
  it('ends cleanly on SIGTERM and SIGINT', async () => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) {
      const running = await start();
      await running.client.appendToStream('a', jsonEvent({ type: 'tested', data: {} }));
      running.process.kill(signal);
      expect(await running.ended).toBe(0);
      await running.client.dispose();
      expect(existsSync(join(data, 'lock'))).toBe(false);
    }
  });

  it('says in one line why it cannot start', async () => {
    const running = await start();
    const attempt = (...args: string[]) =>
      new Promise<{ code: number | null; output: string }>((resolve) => {
        const child = spawn(process.execPath, [PROGRAM, ...args]);
        let output = '';
        child.stderr.on('data', (chunk: Buffer) => (output += String(chunk)));
        child.once('close', (code) => resolve({ code, output }));
      });
    expect(await attempt('--data', data, '--port', '0')).toEqual({
      code: 1,
      output:
        `The data folder ${data} is in use by process ${running.process.pid}. Stop that event store, or give another ` +
        'folder with --data.\n',
    });
    expect(await attempt('--mem', '--port', String(running.port))).toEqual({
      code: 1,
      output: `Port ${running.port} of 127.0.0.1 is taken. Stop what listens there, or give another one with --port.\n`,
    });
    expect(await attempt('--port', '0')).toEqual({
      code: 1,
      output: 'Give either --data with the folder of the data, or --mem to keep nothing.\n',
    });
    expect((await attempt('--mem', '--port', 'x')).code).toBe(1);
    await stop(running, 'SIGTERM');
  });
});
