import { LANDSCAPE_STREAM, LANDSCAPE_SUBJECTS } from '@system-landscape/contracts';
import { natsServerBinary, startProcess, temporaryFolder } from '@system-landscape/test-support';
import { connect, type ConnectionOptions } from 'nats';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEMO_SUBSCRIBER, NATS_USERS, provideKeys } from './keys.js';
import { natsConfig } from './nats-config.js';

/** The configuration of releases that had one user for all services. */
const configOfBefore = (storeDir: string, storageKey: string) => `listen: "127.0.0.1:-1"
jetstream { store_dir: ${JSON.stringify(storeDir)}, cipher: chacha, key: ${JSON.stringify(storageKey)} }
authorization { users: [ { user: services, password: "secret" }, { user: everybody, password: "" } ] }
no_auth_user: everybody
`;

async function publishOne(configFile: string, options: ConnectionOptions): Promise<number> {
  const server = await startProcess({
    name: 'nats-server',
    command: natsServerBinary(),
    args: ['--config', configFile],
    readyLine: /Listening for client connections on (\S+:\d+)[\s\S]*Server is ready/,
  });
  const connection = await connect({ servers: server.ready[1]!, ...options });
  const manager = await connection.jetstreamManager();
  await manager.streams.add({ name: LANDSCAPE_STREAM, subjects: [...LANDSCAPE_SUBJECTS], deny_purge: true });
  const { seq } = await connection.jetstream().publish('landscape.ga-demo.system.s.SystemAdded', '{}');
  await connection.close();
  await server.stop();
  return seq;
}

it('a data folder of before gets users of NATS, and a stream in the account of the services', async () => {
  const folder = await temporaryFolder('before');
  const [keysFolder, storeDir] = [join(folder.path, 'keys'), join(folder.path, 'nats')];
  mkdirSync(keysFolder);
  writeFileSync(join(keysFolder, 'nats-storage.key'), 'k'.repeat(43));
  writeFileSync(join(keysFolder, 'nats-services.password'), 'secret');
  const before = join(folder.path, 'before.conf');
  writeFileSync(before, configOfBefore(storeDir, 'k'.repeat(43)));
  expect(await publishOne(before, { user: 'services', pass: 'secret' })).toBe(1);

  const keys = provideKeys(keysFolder);
  expect(existsSync(join(keysFolder, 'nats-services.password'))).toBe(false);
  const after = join(keysFolder, 'nats-server.conf');
  const usersFile = `${NATS_USERS}/users.conf`;
  writeFileSync(after, natsConfig({ port: -1, storeDir, storageKey: keys.natsStorageKey, usersFile }));
  expect(await publishOne(after, keys.natsUsers.optionsOf('event-relay'))).toBe(1);

  // Another start keeps keys and subscribers.
  const { key } = keys.natsUsers.subscribers()[DEMO_SUBSCRIBER]!;
  expect(provideKeys(keysFolder).natsUsers.subscribers()[DEMO_SUBSCRIBER]!.key).toBe(key);
  expect(await publishOne(after, keys.natsUsers.optionsOf('event-relay'))).toBe(2);
  await folder.remove();
});
