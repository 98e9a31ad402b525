import { LANDSCAPE_STREAM, LANDSCAPE_SUBJECTS } from '@system-landscape/contracts';
import { NatsUsersFolder } from '@system-landscape/nats-users';
import { eventually, startNats, type Server } from '@system-landscape/test-support';
import { connect, type NatsConnection } from 'nats';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CliHarness } from '../testing/cli-harness.js';
import type { ListedConsumer } from './list-subscribers.js';

let harness: CliHarness;
let users: NatsUsersFolder;
let server: Server;
let relay: NatsConnection;

beforeAll(async () => {
  harness = await CliHarness.start();
  users = new NatsUsersFolder(harness.file('keys/nats-users'));
  users.provide();
  // An absolute path: the test's configuration is in another folder.
  server = await startNats({ jetstream: true, config: `include ".${'/..'.repeat(20)}${users.configFile}"` });
  const parts = { nats: { url: server.url, pid: server.pid, port: server.port } };
  writeFileSync(harness.file('run.json'), JSON.stringify({ pid: process.pid, parts }));
  relay = await connect({ servers: server.url, ...users.optionsOf('event-relay') });
  const manager = await relay.jetstreamManager();
  await manager.streams.add({ name: LANDSCAPE_STREAM, subjects: [...LANDSCAPE_SUBJECTS] });
  await fact('ga-demo', 'first');
  await fact('ga-other', 'other');
});
afterAll(async () => {
  await relay?.close();
  await Promise.all([harness?.stop(), server?.stop()]);
});

const fact = (account: string, body: string) =>
  relay.jetstream().publish(`landscape.${account}.system.s.SystemAdded`, body);

const connectAs = (name: string) =>
  connect({ servers: server.url, reconnect: false, ...users.optionsOfSubscriber(name) });

async function nextOf(connection: NatsConnection, consumer: string): Promise<string | undefined> {
  const { consumers } = connection.jetstream({ domain: 'landscape' });
  const message = await (await consumers.get(LANDSCAPE_STREAM, consumer)).next({ expires: 1_000 });
  await message?.ackAck();
  return message?.string();
}

const subscribers = (...args: string[]) => harness.run(['subscribers', ...args]);
const list = () => harness.json<ListedConsumer[]>('subscribers', 'list');

describe('landscape subscribers', () => {
  it('adds a durable one, which reads its accounts from the first event on, and nothing else', async () => {
    const added = await subscribers('add', 'billing', '--account', 'ga-demo', 'ga-2', '--durable', '--json');
    expect([added.code, added.stderr]).toEqual([0, '']);
    const keyFile = users.subscriberKeyFile('billing');
    expect(JSON.parse(added.stdout)).toEqual({
      name: 'billing',
      accounts: ['ga-2', 'ga-demo'],
      durable: true,
      keyFile,
      reloaded: true,
      todo: [],
    });
    expect(statSync(keyFile).mode & 0o77).toBe(0);
    expect(added.stdout).not.toContain(readFileSync(keyFile, 'utf8'));

    const billing = await connectAs('billing');
    expect(await nextOf(billing, 'billing_ga-demo')).toBe('first');
    expect(await nextOf(billing, 'billing_ga-demo')).toBeUndefined();
    await expect(nextOf(billing, 'billing_ga-other')).rejects.toThrow(/Permissions Violation/);
    await expect(billing.jetstreamManager()).rejects.toThrow(/Permissions Violation/);
    await billing.close();
    expect(await list()).toEqual([
      expect.objectContaining({ consumer: 'billing_ga-2', waiting: 0, lastActive: null }),
      expect.objectContaining({
        consumer: 'billing_ga-demo',
        waiting: 0,
        lastActive: expect.stringMatching(/^20/) as string,
      }),
    ]);
  });

  it('adds one that is not durable, which begins with new events and ends when nobody uses it', async () => {
    expect((await subscribers('add', 'trial', '--account', 'ga-demo')).code).toBe(0);
    const operator = await connect({ servers: server.url, ...users.optionsOf('operator') });
    const { config } = await (await operator.jetstreamManager()).consumers.info(LANDSCAPE_STREAM, 'trial_ga-demo');
    expect(config).toMatchObject({ deliver_policy: 'new', inactive_threshold: 24 * 3_600 * 1e9 });
    await operator.close();
    const trial = await connectAs('trial');
    await fact('ga-demo', 'second');
    expect(await nextOf(trial, 'trial_ga-demo')).toBe('second');
    await trial.close();
  });

  it('rewinds one to the first event', async () => {
    expect(await subscribers('rewind', 'billing')).toMatchObject({ code: 0, stderr: '' });
    const billing = await connectAs('billing');
    expect(await nextOf(billing, 'billing_ga-demo')).toBe('first');
    await billing.close();
  });

  it('rotates its key: connections with the previous one end, and consumers stay where they are', async () => {
    const previous = users.optionsOfSubscriber('billing');
    const before = await connectAs('billing');
    expect(await subscribers('rotate', 'billing')).toMatchObject({ code: 0, stderr: '' });
    await eventually(() => before.isClosed());
    await expect(connect({ servers: server.url, reconnect: false, ...previous })).rejects.toThrow(/Authorization/i);
    const after = await connectAs('billing');
    expect(await nextOf(after, 'billing_ga-demo')).toBe('second');
    await after.close();
  });

  it('removes one with its connections, key and consumers, and leaves the others alone', async () => {
    const [billing, trial] = [await connectAs('billing'), await connectAs('trial')];
    expect(await subscribers('remove', 'billing')).toMatchObject({ code: 0, stderr: '' });
    await eventually(() => billing.isClosed());
    expect((await list()).map(({ consumer }) => consumer)).toEqual(['trial_ga-demo']);
    expect(() => users.optionsOfSubscriber('billing')).toThrow(/ENOENT/);
    await fact('ga-demo', 'third');
    expect(await nextOf(trial, 'trial_ga-demo')).toBe('third');
    await trial.close();
    expect(relay.isClosed()).toBe(false);
  });

  it('shows and removes consumers of nobody', async () => {
    const operator = await connect({ servers: server.url, ...users.optionsOf('operator') });
    const manager = await operator.jetstreamManager();
    await manager.consumers.add(LANDSCAPE_STREAM, { durable_name: 'my-service' });
    expect(await list()).toContainEqual(expect.objectContaining({ subscriber: null, consumer: 'my-service' }));
    expect((await subscribers('remove', 'my-service')).code).toBe(0);
    expect((await list()).map(({ consumer }) => consumer)).toEqual(['trial_ga-demo']);
    await operator.close();
  });

  it.each([
    ['Upper', 'ga-demo'],
    ['a.b', 'ga-demo'],
    ['a_b', 'ga-demo'],
    ['>', 'ga-demo'],
    ['../x', 'ga-demo'],
    ['constructor*', 'ga-demo'],
    ['fine', '*'],
    ['fine', 'ga.demo'],
    ['fine', '>'],
    ['fine', 'a b'],
  ])('refuses the name %s or the account %s', async (name, account) => {
    expect((await subscribers('add', name, '--account', account)).code).toBe(2);
    expect(Object.keys(users.subscribers())).toEqual(['trial']);
  });

  it('says what is wrong', async () => {
    expect((await subscribers('add', 'trial', '--account', 'ga-demo')).stderr).toMatch(/already/);
    for (const command of ['remove', 'rotate', 'rewind']) {
      expect((await subscribers(command, 'nobody')).stderr).toMatch(/There is no subscriber nobody/);
    }
    const elsewhere = { NATS_URL: server.url, NATS_USERS: join(harness.file('keys'), 'nats-users') };
    const added = await harness.run(['subscribers', 'add', 'remote', '--account', 'ga-demo'], elsewhere);
    expect([added.code, added.stdout]).toEqual([0, expect.stringMatching(/users\.conf to every nats-server/)]);
  });

  it('prints the users for nats-server to include, with public keys only', async () => {
    const folder = harness.file('elsewhere');
    const { code, stdout } = await harness.run(['nats-users'], { NATS_USERS: folder });
    const other = new NatsUsersFolder(folder);
    expect([code, stdout.trimEnd()]).toEqual([0, readFileSync(other.configFile, 'utf8').trimEnd()]);
    expect(stdout).toContain('no_auth_user');
    expect(stdout).not.toContain(readFileSync(other.keyFile('gateway'), 'utf8'));
    const again = await harness.run(['nats-users'], { NATS_USERS: folder });
    expect(again.stdout).toBe(stdout);
  });
});
