import { startEventStore, startNats, temporaryFolder, type Server } from '@system-landscape/test-support';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { externalProblems } from './external-components.js';
import { readSettings, type Environment } from './settings.js';

describe('External components at the start', () => {
  let nats: Server;
  let silent: TcpServer;
  let silentAddress: string;
  const sockets: Socket[] = [];

  beforeAll(async () => {
    nats = await startNats({ jetstream: true, config: 'authorization { user: landscape, password: right }' });
    // Accepts connections and never says a word, as a frozen process does.
    silent = createServer((socket) => sockets.push(socket.on('error', () => undefined)));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    silentAddress = `127.0.0.1:${(silent.address() as AddressInfo).port}`;
  });
  afterAll(async () => {
    await nats.stop();
    silent.close();
    for (const socket of sockets) socket.destroy();
  });

  const problems = (env: Environment) => externalProblems(readSettings(env).settings, env, 1_500);

  it('are used when they answer', async () => {
    const eventStore = await startEventStore();
    const env = { NATS_URL: nats.url, NATS_USER: 'landscape', NATS_PASSWORD: 'right', ESDB_URL: eventStore.url };
    expect(await problems(env)).toEqual([]);
    await eventStore.stop();
  });

  it('named with a wrong password are refused, without the password', async () => {
    const [message = ''] = await problems({ NATS_URL: nats.url, NATS_USER: 'landscape', NATS_PASSWORD: 'wrong-one' });
    expect(message).toMatch(/^What NATS_URL names cannot be used: .*authorization.*NATS_USER and NATS_PASSWORD/i);
    expect(message).not.toContain('wrong-one');
  });

  it('named with a wrong password are refused, without the password: the event store', async () => {
    const folder = await temporaryFolder('credentials');
    const credentialsFile = join(folder.path, 'credentials');
    writeFileSync(credentialsFile, 'landscape:right');
    const eventStore = await startEventStore({ credentialsFile });
    const urlWith = (password: string) => eventStore.url.replace('esdb://', `esdb://landscape:${password}@`);

    expect(await problems({ ESDB_URL: urlWith('right') })).toEqual([]);
    const [message = ''] = await problems({ ESDB_URL: urlWith('wrong-one') });

    await eventStore.stop();
    await folder.remove();
    expect(message).toMatch(/^What ESDB_URL names cannot be used: The event store refuses the credentials/);
    expect(message).not.toContain('wrong-one');
  });

  it('without JetStream are refused', async () => {
    const plain = await startNats();
    const [message] = await problems({ NATS_URL: plain.url });
    await plain.stop();
    expect(message).toContain('it has no JetStream');
  });

  it.each([
    ['NATS_URL', 'nats://127.0.0.1:9'],
    ['ESDB_URL', 'esdb://127.0.0.1:9?tls=false'],
    ['DATABASE_URL', 'postgres://user:secret-one@127.0.0.1:9/db'],
    ['OIDC_ISSUER', 'http://127.0.0.1:9'],
  ])('that are not there are named: %s', async (setting, url) => {
    const [message, ...others] = await problems({ [setting]: url });
    expect(others).toEqual([]);
    expect(message).toMatch(new RegExp(`^What ${setting} names cannot be used: `));
    expect(message).not.toContain('secret-one');
  });

  it.each([
    ['NATS_URL', 'nats://'],
    ['ESDB_URL', 'esdb://'],
    ['DATABASE_URL', 'postgres://user@'],
    ['OIDC_ISSUER', 'http://'],
  ])('that accept connections and do not answer are named within the bound: %s', async (setting, scheme) => {
    const tls = setting === 'ESDB_URL' ? '?tls=false' : '';
    const [message] = await problems({ [setting]: `${scheme}${silentAddress}${tls}` });
    expect(message).toMatch(new RegExp(`^What ${setting} names cannot be used: `));
  });
});
