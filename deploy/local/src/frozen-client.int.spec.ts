import { RPC } from '@system-landscape/contracts';
import { eventually, REPOSITORY_ROOT, startProcess, type RunningProcess } from '@system-landscape/test-support';
import type { NatsConnection } from 'nats';
import { NatsWithUsers } from './testing/nats-with-users.js';

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

let nats: NatsWithUsers;
let caller: NatsConnection;
const instances: RunningProcess[] = [];

beforeAll(async () => {
  nats = await NatsWithUsers.start();
  for (const name of ['one', 'two']) instances.push(await startInstance(name));
  caller = await nats.connectAs('gateway');
});
afterAll(async () => {
  await caller.close();
  for (const instance of instances) await instance.kill();
  await nats.stop();
});

function startInstance(name: string): Promise<RunningProcess> {
  return startProcess({
    name,
    command: process.execPath,
    args: ['-e', INSTANCE, name, nats.url, nats.users.keyFile('projection'), SUBJECT],
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
