import { inboxPrefixOf, RPC, type BusUser } from '@system-landscape/contracts';
import { NatsUsersFolder } from '@system-landscape/nats-users';
import {
  eventually,
  natsServerBinary,
  REPOSITORY_ROOT,
  startProcess,
  temporaryFolder,
  type RunningProcess,
} from '@system-landscape/test-support';
import { connect, nkeyAuthenticator, type NatsConnection } from 'nats';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { natsConfig } from './nats-config.js';

const SUBJECT = RPC.projection.listSystems.subject;
/** An instance of the projection's queue group, which answers with its name. */
const INSTANCE = `
  const { connect, nkeyAuthenticator } = require('nats');
  const { readFileSync } = require('node:fs');
  const [name, servers, keyFile, subject] = process.argv.slice(1);
  connect({ servers, authenticator: nkeyAuthenticator(readFileSync(keyFile)) }).then(async (connection) => {
    connection.subscribe(subject, { queue: 'projection', callback: (_, message) => message.respond(name) });
    await connection.flush();
    console.log('ready');
  });
`;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let users: NatsUsersFolder;
let server: RunningProcess;
let caller: NatsConnection;
const instances: RunningProcess[] = [];

beforeAll(async () => {
  folder = await temporaryFolder('frozen-client');
  users = new NatsUsersFolder(join(folder.path, 'nats-users'));
  users.provide();
  const config = {
    port: -1,
    storeDir: join(folder.path, 'js'),
    storageKey: 'k'.repeat(43),
    usersFile: 'nats-users/users.conf',
  };
  writeFileSync(join(folder.path, 'nats.conf'), natsConfig(config));
  server = await startProcess({
    name: 'nats-server',
    command: natsServerBinary(),
    args: ['--config', join(folder.path, 'nats.conf')],
    readyLine: /Listening for client connections on (\S+:\d+)[\s\S]*Server is ready/,
  });
  for (const name of ['one', 'two']) instances.push(await startInstance(name));
  caller = await connectAs('gateway');
});
afterAll(async () => {
  await caller.close();
  for (const instance of instances) await instance.kill();
  await server.stop();
  await folder.remove();
});

const url = () => server.ready[1] ?? '';

function connectAs(user: BusUser): Promise<NatsConnection> {
  const authenticator = nkeyAuthenticator(readFileSync(users.keyFile(user)));
  return connect({ servers: url(), authenticator, inboxPrefix: inboxPrefixOf(user) });
}

function startInstance(name: string): Promise<RunningProcess> {
  return startProcess({
    name,
    command: process.execPath,
    args: ['-e', INSTANCE, name, url(), users.keyFile('projection'), SUBJECT],
    cwd: REPOSITORY_ROOT,
    readyLine: /ready/,
  });
}

/** Who answers; undefined when nobody does in time. */
const ask = () =>
  caller.request(SUBJECT, '{}', { timeout: 500, noMux: true }).then(
    (message) => message.string(),
    () => undefined,
  );

it('nats-server drops an instance that stands still, and the other one serves every request', async () => {
  const answeredBy = new Set<string | undefined>();
  await eventually(async () => answeredBy.add(await ask()).size === 2);
  process.kill(instances[0]!.pid, 'SIGSTOP');
  // While it belongs to the queue group, about half of the requests are passed to it.
  await eventually(
    async () => {
      for (let request = 0; request < 20; request += 1) if ((await ask()) === undefined) return false;
      return true;
    },
    { deadlineMs: 45_000 },
  );
});

it('an instance that goes on after it was dropped serves again', async () => {
  process.kill(instances[0]!.pid, 'SIGCONT');
  await eventually(async () => (await ask()) === 'one');
});
