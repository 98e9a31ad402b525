import { freePort, PORT_SETTINGS, REPOSITORY_ROOT } from '@system-landscape/local';
import { eventually, startProcess, type RunningProcess } from '@system-landscape/test-support';
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiConsumer, type AddedAnswer } from './api-consumer.js';

const START = join(REPOSITORY_ROOT, 'deploy/local/start.mjs');
const SYSTEMS = '/v1/global-accounts/ga-demo/systems';

let folder: string;
let dataDir: string;
let env: Record<string, string>;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'landscape-start-'));
  dataDir = join(folder, 'data');
  env = { DATA_DIR: dataDir };
  for (const setting of PORT_SETTINGS) env[setting] = String(await freePort());
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('npm start', () => {
  it('starts the platform, stops cleanly on Ctrl-C, starts again on the same data, and ends with a killed npm', async () => {
    const first = await start();
    expect(first.ready[0]).toContain(`gateway http://127.0.0.1:${env['GATEWAY_PORT']}`);
    const admin = await signIn();
    const added = await admin.persist<AddedAnswer>('POST', SYSTEMS, { name: 'Still here', type: 's4hana-cloud' });
    expect(added.status).toBe(201);
    await ctrlC(first);

    const npm = await npmStart();
    const shown = await (await signIn()).call('GET', `${SYSTEMS}/${added.body.system.id}`);
    expect(shown.body).toMatchObject({ name: 'Still here', status: 'PENDING' });
    const pids = pidsOfComponents();
    npm.kill('SIGKILL');
    await eventually(() => !pids.some(isAlive));
    await eventually(() => !existsSync(join(dataDir, 'run.json')));
  });

  it('replaces a hung part, without a reader of its output and past a proxy, and ends all on SIGTERM to npm', async () => {
    const nowhere = 'http://127.0.0.1:9';
    const proxies = { http_proxy: nowhere, https_proxy: nowhere, HTTP_PROXY: nowhere, HTTPS_PROXY: nowhere };
    const npm = await npmStart({ ...proxies, HUNG_AFTER: 'PT5S' });
    const ended = once(npm, 'exit');
    npm.stdout.destroy();
    npm.stderr.destroy();

    const hung = pidOf('nats');
    process.kill(hung, 'SIGSTOP');
    await eventually(() => pidOf('nats') !== hung);
    expect(isAlive(hung)).toBe(false);
    const admin = await signIn();
    const added = await eventually(async () => {
      const answer = await admin.persist<AddedAnswer>('POST', SYSTEMS, { name: 'After a hang', type: 's4hana-cloud' });
      return answer.status === 201 ? answer : undefined;
    });
    expect(added.body.system.status).toBe('PENDING');

    const pids = pidsOfComponents();
    npm.kill('SIGTERM');
    await ended;
    expect(pids.filter(isAlive)).toEqual([]);
  });

  it('says in one message which port is in use and how to choose another; nothing is left running', async () => {
    const taker = await listen();
    const port = String(portOf(taker));
    const { code, output } = await startAndEnd({ GATEWAY_PORT: port });
    await close(taker);
    expect(code).toBe(1);
    expect(output).toContain(`Port ${port} (gateway) is used by another process.`);
    expect(output).toContain('GATEWAY_PORT=');
    expectNothingRuns();
  });

  it('says in one message each what is wrong with the settings', async () => {
    const { code, output } = await startAndEnd({ NATS_PORT: 'x', TOKEN_VALIDITY: 'a week', ESDB_URL: 'http://there' });
    expect(code).toBe(1);
    expect(output).toContain('NATS_PORT is "x", which is no port.');
    expect(output).toContain('TOKEN_VALIDITY is "a week", which is no ISO 8601 duration.');
    expect(output).toContain('ESDB_URL must start with esdb://');
    expectNothingRuns();
  });

  it('says which binary is missing', async () => {
    const { code, output } = await startAndEnd({ NATS_SERVER: join(folder, 'nowhere') });
    expect(code).toBe(1);
    expect(output).toContain('which is no executable file. Correct or unset it.');
    expectNothingRuns();
  });

  it('ends with the last lines of a component that does not start', async () => {
    const broken = join(folder, 'nats-server');
    writeFileSync(broken, '#!/bin/sh\necho this one is broken >&2\nexit 3\n', { mode: 0o755 });
    const { code, output } = await startAndEnd({ NATS_SERVER: broken });
    expect(code).toBe(1);
    expect(output).toContain('this one is broken');
    expectNothingRuns();
  });
});

function start(): Promise<RunningProcess> {
  return startProcess({
    name: 'npm start',
    command: process.execPath,
    args: [START],
    env,
    readyLine: /landscape is ready: .*/,
    readyWithinMs: 90_000,
  });
}

/** `npm start`; resolves when the platform is ready. */
async function npmStart(more: Record<string, string> = {}): Promise<ChildProcessWithoutNullStreams> {
  const npm = spawn('npm', ['start'], { cwd: REPOSITORY_ROOT, env: { ...process.env, ...env, ...more } });
  let output = '';
  npm.stdout.on('data', (data: Buffer) => (output += data.toString()));
  await eventually(() => output.includes('landscape is ready'), { deadlineMs: 120_000 });
  return npm;
}

async function ctrlC(running: RunningProcess): Promise<void> {
  const pids = pidsOfComponents();
  expect(pids.length).toBeGreaterThanOrEqual(8);
  process.kill(running.pid, 'SIGINT');
  expect(await running.ended).toEqual({ code: 0, signal: null });
  expect(pids.filter(isAlive)).toEqual([]);
}

async function startAndEnd(more: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [START], { env: { ...process.env, ...env, ...more } });
  let output = '';
  child.stdout.on('data', (data: Buffer) => (output += data.toString()));
  child.stderr.on('data', (data: Buffer) => (output += data.toString()));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}

function runFile() {
  return JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')) as { parts: Record<string, { pid: number }> };
}

function pidsOfComponents(): number[] {
  return Object.values(runFile().parts).map(({ pid }) => pid);
}

/** 0 while it does not run. */
function pidOf(component: string): number {
  return runFile().parts[component]?.pid ?? 0;
}

/** A process that is still running would occupy a port. */
function expectNothingRuns(): void {
  expect(() => pidsOfComponents()).toThrow('ENOENT');
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function signIn(): Promise<ApiConsumer> {
  const urls = {
    gateway: `http://127.0.0.1:${env['GATEWAY_PORT']}`,
    identityProvider: `http://127.0.0.1:${env['IDENTITY_PROVIDER_PORT']}`,
  };
  return ApiConsumer.signIn({ urls }, 'ga-admin');
}

function listen(): Promise<Server> {
  const server = createServer();
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}
