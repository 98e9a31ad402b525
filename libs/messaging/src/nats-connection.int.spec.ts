import { loadSettings } from '@system-landscape/service-kit';
import { eventually, startNats, type Server } from '@system-landscape/test-support';
import { connect, type NatsConnection } from 'nats';
import { BusSettings } from './bus-settings.js';
import { LastingSubscription } from './lasting-subscription.js';
import { connectNats, pingNats } from './nats-connection.js';

const SUBJECT = 'rpc.echo.v1';
const users = (password: string, permissions = '') =>
  `authorization { users: [{ user: services, password: ${password}, ${permissions} }, { user: admin, password: admin }] }`;

let nats: Server;
let connection: NatsConnection;
let subscription: LastingSubscription;

const settingsFor = (url: string) =>
  loadSettings(BusSettings, { NATS_URL: url, NATS_USER: 'services', NATS_PASSWORD: 'right' });

/** Restarts the server on its port with other users. */
async function restartWith(config: string): Promise<void> {
  const { port } = nats;
  await nats.kill();
  nats = await startNats({ config, port });
}

async function isAnswered(): Promise<boolean> {
  const caller = await connect({ servers: nats.url, user: 'admin', pass: 'admin' });
  try {
    return (await caller.request(SUBJECT, 'x', { timeout: 1_000 })).string() === 'x';
  } finally {
    await caller.close();
  }
}

beforeEach(async () => {
  nats = await startNats({ config: users('right') });
  connection = await connectNats(settingsFor(nats.url), 'test');
  subscription = new LastingSubscription(connection, {
    subject: SUBJECT,
    queue: 'echo',
    onMessage: (message) => message.respond(message.data),
  });
  await eventually(isAnswered);
});
afterEach(async () => {
  jest.restoreAllMocks();
  await subscription.stop();
  await connection.close();
  await nats.stop();
});

describe('a connection to NATS comes back', () => {
  it('after the server has refused its credentials several times', async () => {
    const refused = () => nats.output().split('authentication error').length > 3;
    for (const wrong of ['wrong1', 'wrong2']) {
      await restartWith(users(wrong));
      await eventually(refused);
    }
    expect(connection.isClosed()).toBe(false);
    await expect(pingNats(connection)).rejects.toThrow();
    await restartWith(users('right'));
    await eventually(isAnswered);
    await pingNats(connection);
  });

  it('although the wall clock was set back an hour', async () => {
    const now = Date.now;
    await nats.kill();
    jest.spyOn(Date, 'now').mockImplementation(() => now() - 3_600_000);
    nats = await startNats({ config: users('right'), port: nats.port });
    await eventually(isAnswered);
  });

  it('after the server has stood still for longer than its pings allow', async () => {
    const statuses: string[] = [];
    void (async () => {
      for await (const { type } of connection.status()) statuses.push(type);
    })();
    process.kill(nats.pid, 'SIGSTOP');
    await eventually(() => statuses.includes('disconnect'));
    process.kill(nats.pid, 'SIGCONT');
    await eventually(isAnswered);
  });
});

describe('a subscription that the server denies', () => {
  it('is made again when it is allowed, and the process is not ready until then', async () => {
    await restartWith(users('right', `permissions { subscribe: ["_INBOX.>"], publish: [">"] }`));
    await eventually(async () => {
      await expect(pingNats(connection)).rejects.toThrow(`NATS denies the subscription to ${SUBJECT}`);
      return true;
    });
    await restartWith(users('right'));
    await eventually(isAnswered);
    await eventually(async () => {
      await pingNats(connection);
      return true;
    });
  });
});

it('wrong credentials at the start are told, and do not wait for ever', async () => {
  const settings = loadSettings(BusSettings, { NATS_URL: nats.url, NATS_USER: 'services', NATS_PASSWORD: 'wrong' });
  await expect(connectNats(settings, 'test')).rejects.toThrow(/NATS refuses the connection .*Check NATS_URL/);
});
