import { REPOSITORY_ROOT, startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ApiConsumer, type AddedAnswer } from './api-consumer.js';

const EXAMPLES = join(REPOSITORY_ROOT, 'docs/examples');

interface Program {
  readonly output: () => string;
  readonly ended: Promise<number | null>;
  readonly stop: () => Promise<unknown>;
}

let dataDir: string;
let platform: LocalPlatform;
let account: ApiConsumer;
let tenant: ApiConsumer;
const running = new Set<Program>();

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'landscape-examples-'));
  platform = await startLocalPlatform({ dataDir, ports: 'ephemeral' });
  account = await ApiConsumer.signIn(platform, 'ga-admin');
  tenant = await ApiConsumer.signIn(platform, 'tenant-admin');
});
afterEach(() => Promise.all([...running].map((program) => program.stop())));
afterAll(async () => {
  await platform?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Runs a published example unchanged; only the address of the platform and the key of the subscriber are given. */
function run(command: string, ...args: string[]): Program {
  const { gateway, identityProvider, nats } = platform.urls;
  const nkeyFile = platform.natsUsers!.subscriberKeyFile('demo');
  const child = spawn(command, args, {
    cwd: join(REPOSITORY_ROOT, 'test/e2e'),
    env: {
      ...process.env,
      NATS_URL: nats,
      NATS_NKEY_FILE: nkeyFile,
      GATEWAY: gateway,
      IDENTITY_PROVIDER: identityProvider,
    },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const program = {
    output: () => output,
    ended,
    stop: () => {
      running.delete(program);
      child.kill('SIGKILL');
      return ended;
    },
  };
  running.add(program);
  return program;
}
const node = (file: string) => run(process.execPath, join(EXAMPLES, file));

const says = (program: Program, text: string | RegExp) =>
  eventually(() => (typeof text === 'string' ? program.output().includes(text) : text.test(program.output())), {
    what: `${String(text)} in the output`,
  });

async function add(name: string): Promise<AddedAnswer> {
  const path = '/v1/global-accounts/ga-demo/systems';
  return (await account.call<AddedAnswer>('POST', path, { body: { name, type: 's4hana-cloud' } })).body;
}

async function register(name: string): Promise<string> {
  const { system, integrationToken } = await add(name);
  const body = { integrationToken: integrationToken.value };
  expect((await tenant.call('POST', '/v1/tenants/my300001/extensions', { body })).status).toBe(202);
  return system.id;
}

describe('the published examples, unchanged', () => {
  it('durable.mjs begins with the first event of its account, and continues where it stopped', async () => {
    const { system: past } = await add('before');
    const first = node('durable.mjs');
    await says(first, 'following');
    await says(first, past.id);
    const one = await register('durable one');
    await says(first, one);
    await first.stop();
    const two = await register('durable two');
    const second = node('durable.mjs');
    await says(second, two);
    expect(second.output()).not.toContain(past.id);
  });

  it('events.sh prints recorded events, then new ones', async () => {
    const { system: past } = await add('past of curl');
    const reader = run('bash', join(EXAMPLES, 'events.sh'));
    await says(reader, past.id);
    await says(reader, 'caught-up');
    const { system } = await add('present of curl');
    await says(reader, system.id);
  });

  it("the client's README adds a system and receives its event", async () => {
    const readme = readFileSync(join(REPOSITORY_ROOT, 'libs/api-client/README.md'), 'utf8');
    const code = /```js\n(.*?)```/s.exec(readme)![1]!;
    const program = run(process.execPath, '--input-type=module', '-e', code);
    expect(`${await program.ended} ${program.output()}`).toMatch(/^0 [^]*SystemAdded\.v1/);
  });
});
