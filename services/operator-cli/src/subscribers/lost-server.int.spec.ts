import { EVENT_TYPES, landscapeOnNats } from '@system-landscape/api-client';
import { LANDSCAPE_STREAM, LANDSCAPE_SUBJECTS } from '@system-landscape/contracts';
import { provideConsumers } from '@system-landscape/nats-users';
import { eventually, startNats, startNatsCluster, temporaryFolder, type Server } from '@system-landscape/test-support';
import { connect, headers, type JetStreamManager, type NatsConnection } from 'nats';

const ACCOUNT = 'ga-demo';
/** The account of a subscriber reaches the stream by this domain. */
const DOMAIN = { jetstreamDomain: 'landscape' };

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let servers: Server[];
let connection: NatsConnection;
let manager: JetStreamManager;

async function connectTo(started: readonly Server[], replicas: number): Promise<void> {
  servers = [...started];
  const options = { maxReconnectAttempts: -1, reconnectTimeWait: 100 };
  connection = await connect({ servers: servers.map(({ url }) => url), ...options });
  // A cluster elects a leader of JetStream first.
  manager = await eventually(async () => {
    const found = await connection.jetstreamManager();
    const stream = { name: LANDSCAPE_STREAM, subjects: [...LANDSCAPE_SUBJECTS], num_replicas: replicas };
    await found.streams.add(stream);
    return found;
  });
}
beforeEach(async () => {
  folder = await temporaryFolder('lost-server');
});
afterEach(async () => {
  await connection?.close();
  for (const server of servers) await server.stop();
  await folder.remove();
});

async function publish(position: number): Promise<void> {
  const values = headers();
  values.set('ce-type', EVENT_TYPES.SystemAdded);
  values.set('ce-position', String(position));
  // With an id, a message that was stored is not stored again.
  const options = { headers: values, msgID: String(position) };
  await eventually(() => connection.jetstream().publish(`landscape.${ACCOUNT}.system.s.SystemAdded`, '{}', options));
}

/** A subscriber as `landscape subscribers add` makes it, reading. @returns the positions that it has seen so far */
async function subscribe(name: string, durable: boolean): Promise<string[]> {
  await provideConsumers(manager, name, { accounts: [ACCOUNT], durable });
  const seen: string[] = [];
  const events = landscapeOnNats(connection, { subscriber: name, globalAccountId: ACCOUNT }).events();
  void (async () => {
    for await (const { position } of events) seen.push(position);
  })();
  return seen;
}

describe.each([
  ['with --durable', true],
  ['without --durable', false],
])('A subscriber %s', (_, durable) => {
  it('gets what comes after its server was lost from the two others, in order and without a gap', async () => {
    await connectTo(await startNatsCluster(folder.path, DOMAIN), 3);
    const seen = await subscribe('billing', durable);
    await publish(10);
    await eventually(() => seen.includes('10'));

    const { cluster } = await manager.consumers.info(LANDSCAPE_STREAM, `billing_${ACCOUNT}`);
    await servers[Number(cluster!.leader!.slice(1))]!.kill();
    await publish(20);
    await publish(30);

    await eventually(() => seen.includes('30'));
    expect([...new Set(seen)]).toEqual(['10', '20', '30']);
  });

  it('goes on where it was when its only server is back', async () => {
    const start = (port?: number) =>
      startNats({ ...DOMAIN, jetstream: true, dataDir: folder.path, ...(port !== undefined && { port }) });
    await connectTo([await start()], 1);
    const seen = await subscribe('billing', durable);
    await publish(10);
    await eventually(() => seen.includes('10'));

    const { port } = servers[0]!;
    await servers[0]!.kill();
    servers = [await start(port)];
    await publish(20);

    await eventually(() => seen.includes('20'));
    expect([...new Set(seen)]).toEqual(['10', '20']);
  });
});
