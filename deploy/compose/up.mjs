// Starts the platform in containers: makes keys and certificates for a try where they are missing, then runs compose.
// Uses nothing but Node, openssl and the container engine, so that this folder can be copied to where it is wanted.
import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const FOLDER = dirname(fileURLToPath(import.meta.url));
const SECRETS = join(FOLDER, 'secrets');
const USAGE = `node up.mjs [options]
  --engine         docker or podman; default: docker
  --compose        default: docker compose, or podman-compose
  --event-store    embedded or eventstoredb; default: eventstoredb
  --observability  with Prometheus and Grafana
  --registry       what the names of the images begin with; default: system-landscape
  --tag            default: 0.1.0
  --prepare        make keys and certificates, and end
`;
/** Programs that connect, each with a certificate of its own. */
const CLIENTS = [
  ...['gateway', 'token-issuance', 'registration', 'deregistration', 'assignment', 'projection', 'event-relay'],
  'operator',
];
/** Servers, and the names under which they are reached. */
const SERVERS = {
  'event-store': ['event-store'],
  nats: ['nats-1', 'nats-2', 'nats-3'],
  postgres: ['postgres'],
  proxy: ['landscape.localhost'],
};
const DAYS = '30';

const options = readOptions();
prepare();
if (!options.prepare) up();

function prepare() {
  // Containers with users of their own read single files of it; others on this machine cannot look into the folder.
  mkdirSync(SECRETS, { recursive: true, mode: 0o700 });
  makeSettings();
  makeAuthority();
  for (const name of CLIENTS) makeCertificate(name, [name]);
  for (const [name, hosts] of Object.entries(SERVERS)) makeCertificate(name, hosts);
  makeTokenKeys();
  makeNatsUsers();
}

/** The settings that compose.yaml leaves open, and the files that hold the same secrets. */
function makeSettings() {
  const file = join(FOLDER, '.env');
  if (existsSync(file)) return;
  const secret = () => randomBytes(24).toString('base64url');
  const user = options['event-store'] === 'embedded' ? 'landscape' : 'admin';
  const [password, clientSecret] = [secret(), secret()];
  writeSecret('event-store.credentials', `${user}:${password}\n`);
  writeSecret('event-store.data-key', randomBytes(32));
  writeSecret('clients.json', JSON.stringify(clients(clientSecret), undefined, 2));
  const settings = {
    EVENT_STORE_USER: user,
    EVENT_STORE_PASSWORD: password,
    POSTGRES_PASSWORD: secret(),
    PLATFORM_CLIENT_SECRET: clientSecret,
    NATS_STORAGE_KEY: secret(),
    GRAFANA_PASSWORD: secret(),
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
}

/** Clients of the provider of the try: those of the demo, whose secret is `demo`, and the platform's own. */
function clients(/** @type {string} */ clientSecret) {
  const demo = { clientSecret: 'demo' };
  return [
    { clientId: 'ga-admin', ...demo, roles: ['global-account-admin'], globalAccount: 'ga-demo' },
    { clientId: 'ga-viewer', ...demo, roles: ['system-landscape-viewer'], globalAccount: 'ga-demo' },
    { clientId: 'tenant-admin', ...demo, roles: ['tenant-admin'], tenant: 'my300001' },
    { clientId: 'tenant-my300001', ...demo, roles: ['tenant-system'], tenant: 'my300001' },
    { clientId: 'operator', ...demo, roles: ['operator'] },
    { clientId: 'system-landscape', clientSecret, roles: ['landscape-platform'] },
  ];
}

function makeAuthority() {
  if (existsSync(join(SECRETS, 'ca.pem'))) return;
  openssl('ecparam', '-name', 'prime256v1', '-genkey', '-noout', '-out', 'ca.key');
  const subject = ['-subj', '/CN=System Landscape try', '-days', DAYS];
  const extensions =
    'subjectKeyIdentifier=hash\nbasicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,cRLSign\n';
  const config = `[req]\ndistinguished_name=name\nx509_extensions=ca\n[name]\n[ca]\n${extensions}`;
  writeFileSync(join(SECRETS, 'ca.conf'), config);
  openssl('req', '-x509', '-new', '-key', 'ca.key', '-config', 'ca.conf', ...subject, '-out', 'ca.pem');
  chmodSync(join(SECRETS, 'ca.pem'), 0o444);
}

/** A certificate for server and client. @param {string} name @param {readonly string[]} hosts */
function makeCertificate(name, hosts) {
  if (existsSync(join(SECRETS, `${name}.pem`))) return;
  const key = ['-name', 'prime256v1', '-genkey', '-noout', '-out', `${name}.key`];
  openssl('ecparam', ...key);
  const config = '[req]\ndistinguished_name=name\n[name]\n';
  writeFileSync(join(SECRETS, `${name}.conf`), config);
  const request = ['-subj', `/CN=${name}`, '-config', `${name}.conf`, '-out', `${name}.csr`];
  openssl('req', '-new', '-key', `${name}.key`, ...request);
  writeFileSync(
    join(SECRETS, `${name}.extensions`),
    `subjectAltName=${hosts.map((host) => `DNS:${host}`).join(',')}
basicConstraints=critical,CA:FALSE
keyUsage=critical,digitalSignature
extendedKeyUsage=serverAuth,clientAuth
`,
  );
  const authority = ['-CA', 'ca.pem', '-CAkey', 'ca.key', '-CAcreateserial', '-days', DAYS];
  const signed = ['-extfile', `${name}.extensions`, '-out', `${name}.pem`];
  openssl('x509', '-req', '-in', `${name}.csr`, ...authority, ...signed);
  for (const file of [`${name}.key`, `${name}.pem`]) chmodSync(join(SECRETS, file), 0o444);
}

/** The key that signs integration tokens. */
function makeTokenKeys() {
  if (existsSync(join(SECRETS, 'integration-token.jwks.json'))) return;
  const { kty, crv, x, d } = generateKeyPairSync('ed25519').privateKey.export({ format: 'jwk' });
  // RFC 7638: the thumbprint is the hash of the required members in alphabetical order.
  const kid = createHash('sha256').update(JSON.stringify({ crv, kty, x })).digest('base64url');
  const publicKey = { kty, crv, x, kid, alg: 'EdDSA', use: 'sig' };
  writeSecret('integration-token.public.jwks.json', JSON.stringify({ keys: [publicKey] }));
  writeSecret('integration-token.jwks.json', JSON.stringify({ keys: [{ ...publicKey, d }] }));
}

/** The users of NATS, written by each start: a newer release may have other rights. Their keys stay. */
function makeNatsUsers() {
  const nats = join(SECRETS, 'nats');
  mkdirSync(nats, { recursive: true });
  // The command writes as the user of its image.
  chmodSync(nats, 0o777);
  const command = [options.engine, 'run', '--rm', '--network', 'none', '--volume', `${nats}:/nats`];
  const image = `${options.registry}/landscape:${options.tag}`;
  const users = execute([...command, '--env', 'NATS_USERS=/nats', image, 'nats-users'], FOLDER);
  writeSecret('users.conf', users);
}

function up() {
  const fallback = options.engine.endsWith('podman') ? `${options.engine}-compose` : `${options.engine} compose`;
  const compose = (options.compose ?? fallback).split(' ');
  const files = ['compose.yaml', `event-store.${options['event-store']}.yaml`];
  if (options.observability) files.push('observability.yaml');
  const images = { REGISTRY: options.registry, TAG: options.tag };
  execute([...compose, ...files.flatMap((file) => ['-f', file]), 'up', '-d'], FOLDER, 'inherit', images);
  process.stdout.write('The cockpit will be at https://landscape.localhost:8443; secrets/ca.pem is its authority.\n');
}

/** @param {string} name @param {string | Buffer} content */
function writeSecret(name, content) {
  const file = join(SECRETS, name);
  if (existsSync(file)) chmodSync(file, 0o600);
  writeFileSync(file, content);
  chmodSync(file, 0o444);
}

/** @param {string[]} args */
function openssl(...args) {
  execute(['openssl', ...args], SECRETS);
}

/**
 * @param {string[]} command @param {string} cwd @param {'pipe' | 'inherit'} output
 * @param {Record<string, string>} env added to this program's own
 */
function execute([program = '', ...args], cwd, output = 'pipe', env = {}) {
  const stdio = /** @type {const} */ (['ignore', output, output]);
  try {
    return execFileSync(program, args, { cwd, encoding: 'utf8', stdio, env: { ...process.env, ...env } });
  } catch (error) {
    const { stderr = '', message } = /** @type {Error & { stderr?: string }} */ (error);
    process.stderr.write(`${program} ${args.join(' ')} failed:\n${stderr || message}\n`);
    process.exit(1);
  }
}

function readOptions() {
  try {
    const { values } = parseArgs({
      options: {
        engine: { type: 'string', default: 'docker' },
        compose: { type: 'string' },
        'event-store': { type: 'string', default: 'eventstoredb' },
        observability: { type: 'boolean', default: false },
        registry: { type: 'string', default: 'system-landscape' },
        tag: { type: 'string', default: '0.1.0' },
        prepare: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit(0);
    }
    if (!/^(embedded|eventstoredb)$/.test(values['event-store'])) throw new Error('There is no such event store.');
    return values;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}
