import { ApiConsumer, FactsSubscriber, FollowedLog, inParallel, type AddedAnswer } from '@system-landscape/e2e';
import { startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import { eventually, startNatsCluster, temporaryFolder, type Server } from '@system-landscape/test-support';
import { connect } from 'nats';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const WRITES = 60;
const AT_ONCE = 4;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let servers: readonly Server[];
let platform: LocalPlatform;

beforeAll(async () => {
  folder = await temporaryFolder('nats-cluster');
  servers = await startNatsCluster(folder.path);
  const urls = servers.map(({ url }) => url);
  await eventually(async () => {
    const connection = await connect({ servers: urls });
    return connection.jetstreamManager().finally(() => connection.close());
  });
  platform = await startLocalPlatform({
    dataDir: join(folder.path, 'data'),
    ports: 'ephemeral',
    env: { NATS_URL: urls.join(','), STREAM_REPLICAS: '3' },
  });
});
afterAll(async () => {
  await platform?.stop();
  await Promise.all((servers ?? []).map((server) => server.kill()));
  await folder?.remove();
});

it('one of three servers of NATS is killed: no write is lost, and the facts are published once, in order', async () => {
  const subscriber = await FactsSubscriber.start({ servers: servers.map(({ url }) => url) });
  const log = new FollowedLog(platform.urls.eventStore);
  const admin = await ApiConsumer.signIn(platform, 'ga-admin');
  let written = 0;
  let killed: Promise<unknown> | undefined;

  const positions = await inParallel(WRITES, AT_ONCE, async () => {
    const answer = await admin.persist<AddedAnswer>('POST', SYSTEMS, { name: randomUUID(), type: 's4hana-cloud' });
    expect(answer.status).toBe(201);
    written += 1;
    if (written === WRITES / 3) killed = servers[0]!.kill();
    return answer.headers.get('landscape-position')!;
  });
  await killed;

  await log.readOn();
  expect(positions.filter((position) => !log.positions.has(position))).toEqual([]);
  await subscriber.hasReceived(log.publicEventIds);
  await subscriber.end();
  await log.close();
});
