import { encodeAccount, encodeOperator, encodeUser, fmtCreds } from '@nats-io/jwt';
import { createAccount, createOperator, createUser } from '@nats-io/nkeys';
import { REPOSITORY_ROOT, startNats, temporaryFolder, type Server } from '@system-landscape/test-support';
import { connect } from 'nats';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { natsAccessIn, natsOptions } from './index.js';

const TLS = join(REPOSITORY_ROOT, 'libs/embedded-event-store/fixtures/tls');
const [CERT, KEY] = [join(TLS, 'cert.pem'), join(TLS, 'key.pem')];
const UNLIMITED = { subs: -1, data: -1, payload: -1, conn: -1, leaf: -1, imports: -1, exports: -1, wildcards: true };
const NOTHING_LISTENS = 'nats://127.0.0.1:9';

let folder: { path: string; remove(): Promise<void> };
const started: Server[] = [];

beforeAll(async () => {
  folder = await temporaryFolder('nats-access');
});
afterEach(async () => {
  for (const server of started.splice(0)) await server.stop();
});
afterAll(() => folder.remove());

async function start(config: string): Promise<Server> {
  const server = await startNats({ config });
  started.push(server);
  return server;
}

/** Connects once as the variables say. */
async function reach(env: Readonly<Record<string, string>>): Promise<void> {
  const connection = await connect({ ...natsOptions(natsAccessIn(env)!), reconnect: false });
  await connection.flush();
  await connection.close();
}

it('several servers: one that is down is passed over', async () => {
  const { url } = await start('');
  await reach({ NATS_URL: `${NOTHING_LISTENS}, ${url}` });
});

describe('TLS', () => {
  const tls = (more = '') => `tls { cert_file: "${CERT}", key_file: "${KEY}" ${more} }`;

  it('a server is trusted by the authority of NATS_TLS_CA_FILE, and not without', async () => {
    const { url } = await start(tls());
    await reach({ NATS_URL: url, NATS_TLS_CA_FILE: CERT });
    await expect(reach({ NATS_URL: url })).rejects.toThrow(/self-signed certificate/);
  });

  it('a server that verifies clients gets the certificate of NATS_TLS_CERT_FILE', async () => {
    const { url } = await start(tls(`, ca_file: "${CERT}", verify: true`));
    const env = { NATS_URL: url, NATS_TLS_CA_FILE: CERT };
    await reach({ ...env, NATS_TLS_CERT_FILE: CERT, NATS_TLS_KEY_FILE: KEY });
    await expect(reach(env)).rejects.toThrow();
  });

  it('a URL with tls:// is not reached without', async () => {
    const { port } = await start('');
    await expect(reach({ NATS_URL: `tls://127.0.0.1:${port}` })).rejects.toThrow(/tls/i);
  });
});

it('NATS_CREDS_FILE is taken by a server with an operator', async () => {
  const [operator, account, user] = [createOperator(), createAccount(), createUser()];
  const [operatorJwt, accountJwt, userJwt] = await Promise.all([
    encodeOperator('O', operator),
    encodeAccount('A', account, { limits: UNLIMITED }, { signer: operator }),
    encodeUser('U', user, account),
  ]);
  const { url } = await start(
    `operator: ${operatorJwt}\nresolver: MEMORY\nresolver_preload: { ${account.getPublicKey()}: ${accountJwt} }`,
  );
  const file = join(folder.path, 'user.creds');
  writeFileSync(file, fmtCreds(userJwt, user));

  await reach({ NATS_URL: url, NATS_CREDS_FILE: file });
  await expect(reach({ NATS_URL: url })).rejects.toThrow(/authorization/i);
});

describe('A file that cannot be used', () => {
  it.each(['NATS_NKEY_FILE', 'NATS_CREDS_FILE', 'NATS_TLS_CA_FILE', 'NATS_TLS_CERT_FILE', 'NATS_TLS_KEY_FILE'])(
    'is told by its setting: %s',
    (setting) => {
      const missing = { NATS_URL: NOTHING_LISTENS, [setting]: join(folder.path, 'missing') };
      expect(() => natsOptions(natsAccessIn(missing)!)).toThrow(setting);
    },
  );

  it.each(['NATS_NKEY_FILE', 'NATS_CREDS_FILE'])('is told without its content: %s', (setting) => {
    const file = join(folder.path, 'nonsense');
    writeFileSync(file, 'SECRETNONSENSE');
    const env = { NATS_URL: NOTHING_LISTENS, [setting]: file };
    expect(() => natsOptions(natsAccessIn(env)!)).toThrow(new RegExp(`^${setting} names .* which holds no`));
  });
});
