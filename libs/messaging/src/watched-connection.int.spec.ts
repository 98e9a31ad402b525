import {
  eventually,
  REPOSITORY_ROOT,
  startNats,
  startProcess,
  type RunningProcess,
  type Server,
} from '@system-landscape/test-support';
import { connect, type NatsConnection } from 'nats';

/** `throws` ends the read loop of the client; `finishes` is what the client does when it gives up. */
const SERVICE = `
  const { BusSettings, connectNats } = require('@system-landscape/messaging');
  const { loadSettings, runService } = require('@system-landscape/service-kit');
  runService('sample', async () => {
    const connection = await connectNats(loadSettings(BusSettings, process.env), 'sample');
    connection.subscribe('echo', { callback: (_, message) => message.respond(message.data) });
    connection.subscribe('throws', { callback: () => { throw new Error('thrown in a callback'); } });
    connection.subscribe('finishes', { callback: () => void connection.protocol._close(new Error('no more attempts')) });
    await connection.flush();
    console.log('ready on nats');
  });
`;

let nats: Server;
let service: RunningProcess;
let caller: NatsConnection;

beforeEach(async () => {
  nats = await startNats();
  service = await startProcess({
    name: 'sample',
    command: process.execPath,
    args: ['-e', SERVICE],
    cwd: REPOSITORY_ROOT,
    env: { NATS_URL: nats.url },
    readyLine: /ready on nats/,
  });
  caller = await connect({ servers: nats.url });
});
afterEach(async () => {
  await caller.close();
  await service.kill();
  await nats.stop();
});

it('a client whose read loop has ended is noticed by its pings, and comes back', async () => {
  caller.publish('throws');
  await eventually(() => service.output().includes('thrown in a callback'));
  await eventually(async () => (await caller.request('echo', 'x', { timeout: 500 })).string() === 'x');
});

it('a process whose client has ended for good ends, and says why', async () => {
  caller.publish('finishes');
  expect(await service.ended).toEqual({ code: 1, signal: null });
  expect(service.output()).toMatch(/sample failed: Error: The connection to NATS has ended for good: no more attempts/);
});
