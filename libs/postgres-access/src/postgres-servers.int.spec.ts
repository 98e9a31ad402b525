import {
  postgresPrograms,
  REPOSITORY_ROOT,
  startPostgres,
  temporaryFolder,
  type Postgres,
} from '@system-landscape/test-support';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from 'pg';
import { readConnectionString } from './connection-string.js';
import { PostgresServers } from './postgres-servers.js';

const TLS = join(REPOSITORY_ROOT, 'libs/embedded-event-store/fixtures/tls');
const [CERT, KEY] = [join(TLS, 'cert.pem'), join(TLS, 'key.pem')];
const NOTHING_LISTENS = '127.0.0.1:9';
const onPostgres = postgresPrograms() === undefined ? describe.skip : describe;

const serversOf = (text: string, env: Record<string, string> = {}) =>
  new PostgresServers(readConnectionString(text, { USER: 'landscape', ...env }));

async function valueFrom(client: Client, sql: string): Promise<unknown> {
  const { rows } = await client.query<{ value: unknown }>(`select (${sql}) as value`);
  await client.end();
  return rows[0]!.value;
}

const ask = async (text: string, sql: string, env: Record<string, string> = {}) =>
  valueFrom(await serversOf(text, env).connect(), sql);
const reason = (text: string, env: Record<string, string> = {}) =>
  serversOf(text, env)
    .connect()
    .then(
      () => 'connected',
      (error: Error) => error.message,
    );

onPostgres('A connection string', () => {
  let postgres: Postgres;
  let folder: { readonly path: string; readonly remove: () => Promise<void> };
  beforeAll(async () => {
    folder = await temporaryFolder('postgres-access');
    postgres = await startPostgres({
      settings: ['ssl = on', "ssl_ca_file = 'server.crt'"],
      files: { 'server.crt': readFileSync(CERT, 'utf8'), 'server.key': readFileSync(KEY, 'utf8') },
      hba: [
        'local all all trust',
        'host all landscape all trust',
        'host all asked all scram-sha-256',
        'hostssl all certified all trust clientcert=verify-ca',
        'hostnossl all plain all trust',
      ],
    });
    const client = await serversOf(postgres.url).connect();
    await client.query(
      "create role asked login password 'right one'; create role certified login; create role plain login",
    );
    await client.end();
  });
  afterAll(async () => {
    await postgres.stop();
    await folder.remove();
  });

  const at = (rest: string, host = '127.0.0.1') => `postgresql://landscape@${host}:${postgres.port}/postgres${rest}`;
  const usesTls = '(select ssl from pg_stat_ssl where pid = pg_backend_pid())';

  it('leads to the first of several servers that answers, also as pairs', async () => {
    const { port } = postgres;
    expect(await ask(`postgresql://landscape@${NOTHING_LISTENS},127.0.0.1:${port}/postgres`, '1')).toBe(1);
    expect(await ask(`host=127.0.0.1,localhost port=9,${port} dbname=postgres`, '1')).toBe(1);
  });

  it('leads to a Unix socket, without TLS', async () => {
    const { socketFolder, port } = postgres;
    expect(await ask(`host=${socketFolder} port=${port} dbname=postgres sslmode=require`, usesTls)).toBe(false);
    expect(await ask(`postgresql://landscape@/postgres?host=${socketFolder}&port=${port}`, '1')).toBe(1);
  });

  it('sets the name of the application and options', async () => {
    expect(await ask(at('?application_name=reader'), "current_setting('application_name')")).toBe('reader');
    expect(await ask(at('?options=-c%20work_mem%3D8MB'), "current_setting('work_mem')")).toBe('8MB');
  });

  it.each([
    ['', true],
    ['?sslmode=disable', false],
    ['?sslmode=allow', false],
    ['?sslmode=prefer', true],
    ['?sslmode=require', true],
    [`?sslmode=require&sslrootcert=${CERT}`, true],
    [`?sslmode=verify-ca&sslrootcert=${CERT}`, true],
    [`?sslmode=verify-full&sslrootcert=${CERT}`, true],
  ])('uses TLS as sslmode says: "%s"', async (parameters, expected) => {
    expect(await ask(at(parameters), usesTls)).toBe(expected);
  });

  it('takes the other way when sslmode leaves it open and the server wants it', async () => {
    const as = (user: string, mode: string) =>
      `postgresql://${user}@127.0.0.1:${postgres.port}/postgres?sslmode=${mode}`;
    expect(await ask(as('plain', 'prefer'), usesTls)).toBe(false);
    expect(await reason(as('plain', 'require'))).toMatch(/says: no pg_hba.conf entry/);
  });

  it('trusts the authority of sslrootcert only, and with verify-full the name', async () => {
    expect(await reason(at('?sslmode=verify-full'))).toMatch(/127\.0\.0\.1:\d+ says: self-signed certificate/);
    expect(await ask(at(`?sslmode=verify-ca&sslrootcert=${CERT}`, '127.0.0.2'), usesTls)).toBe(true);
    expect(await reason(at(`?sslmode=verify-full&sslrootcert=${CERT}`, '127.0.0.2'))).toMatch(/does not match/);
    expect(await ask(at(`?sslmode=verify-full&sslrootcert=${CERT}`, 'localhost'), usesTls)).toBe(true);
  });

  it('connects to hostaddr; the host is the name in the certificate and in the password file', async () => {
    const verified = `dbname=postgres port=${postgres.port} sslmode=verify-full sslrootcert=${CERT}`;
    expect(await ask(`${verified} host=localhost hostaddr=127.0.0.2`, 'host(inet_server_addr())')).toBe('127.0.0.2');
    expect(await reason(`${verified} hostaddr=127.0.0.2`)).toMatch(/does not match/);
    const file = join(folder.path, 'pgpass-of-name');
    writeFileSync(file, 'db.example:*:*:*:right one\n', { mode: 0o600 });
    const named = `host=db.example hostaddr=127.0.0.1 port=${postgres.port} dbname=postgres user=asked`;
    expect(await ask(`${named} passfile=${file}`, '1')).toBe(1);
  });

  it('binds the password to the channel as channel_binding says', async () => {
    const as = (user: string, more: string) =>
      `postgresql://${user}:right%20one@127.0.0.1:${postgres.port}/postgres?${more}`;
    for (const binding of ['disable', 'prefer', 'require']) {
      expect(await ask(as('asked', `sslmode=require&channel_binding=${binding}`), '1')).toBe(1);
    }
    expect(await ask(as('asked', 'sslmode=disable&channel_binding=prefer'), '1')).toBe(1);
    const without = /is reached without channel binding, which channel_binding=require asks for/;
    expect(await reason(as('asked', 'sslmode=disable&channel_binding=require'))).toMatch(without);
    // It asks for no password, so whoever is between could be the server.
    expect(await reason(as('landscape', 'sslmode=require&channel_binding=require'))).toMatch(without);
  });

  it('shows the certificate of sslcert', async () => {
    const as = (more: string) => `postgresql://certified@127.0.0.1:${postgres.port}/postgres?sslmode=require${more}`;
    expect(await ask(as(`&sslcert=${CERT}&sslkey=${KEY}`), '1')).toBe(1);
    expect(await reason(as(''))).toMatch(/certificate/);
    expect(() => serversOf(as(`&sslcert=${CERT}&sslkey=/missing.pem`))).toThrow(
      'names the file /missing.pem in sslkey, which cannot be read (ENOENT)',
    );
  });

  it('takes the password from the string, PGPASSWORD, or the line of the password file that fits', async () => {
    const asked = `127.0.0.1:${postgres.port}/postgres`;
    expect(await ask(`postgresql://asked:right%20one@${asked}`, '1')).toBe(1);
    expect(await ask(`postgresql://asked@${asked}`, '1', { PGPASSWORD: 'right one' })).toBe(1);
    const file = join(folder.path, 'pgpass');
    writeFileSync(file, `elsewhere:*:*:*:wrong\n127.0.0.1:${postgres.port}:postgres:asked:right one\n`, {
      mode: 0o600,
    });
    const asksFor = /asks for a password of the user asked, and none is given/;
    expect(await ask(`postgresql://asked@${asked}?passfile=${file}`, '1')).toBe(1);
    expect(await ask(`postgresql://asked@${asked}`, '1', { PGPASSFILE: file })).toBe(1);
    expect(await reason(`postgresql://asked@${asked}`, { PGPASSFILE: '/missing' })).toMatch(asksFor);
    chmodSync(file, 0o644);
    expect(await reason(`postgresql://asked@${asked}?passfile=${file}`)).toMatch(asksFor);
  });

  it.each([
    [
      'password',
      () => `postgresql://asked:secret@127.0.0.1:${postgres.port}/postgres`,
      /password authentication failed for user "asked"/,
    ],
    ['database', () => at('').replace('/postgres', '/missing'), /database "missing" does not exist/],
    ['port', () => `postgresql://u:secret@${NOTHING_LISTENS}/db`, /127\.0\.0\.1:9 refuses the connection/],
    [
      'host',
      () => 'postgresql://u:secret@missing.invalid/db',
      /the host missing\.invalid (is unknown|cannot be resolved)/,
    ],
    ['socket', () => 'postgresql://u:secret@/db?host=/missing', /\/missing\/\.s\.PGSQL\.5432 has no socket there/],
  ])('that is wrong is said in a sentence that names the %s, and no secret', async (_, text, message) => {
    const said = await reason(text());
    expect(said).toMatch(message);
    expect(said).toMatch(/^names no server that can be used: /);
    expect(said).not.toContain('secret');
  });
});

onPostgres('Of a primary and its standby', () => {
  let primary: Postgres;
  let standby: Postgres;
  beforeAll(async () => {
    primary = await startPostgres();
    standby = await primary.startStandby();
  });
  afterAll(async () => {
    await standby.stop();
    await primary.stop();
  });

  const both = (more = '') =>
    `postgresql://landscape@127.0.0.1:${standby.port},127.0.0.1:${primary.port}/postgres?connect_timeout=5${more}`;
  const port = 'inet_server_port()';

  it.each(['', '&target_session_attrs=read-write', '&target_session_attrs=primary'])(
    'the one that takes writes is used: "%s"',
    async (target) => {
      expect(await ask(both(target), port)).toBe(primary.port);
    },
  );

  it('any is the first one', async () => {
    expect(await ask(both('&target_session_attrs=any'), port)).toBe(standby.port);
  });

  it('only the standby: the reason says so', async () => {
    expect(await reason(standby.url)).toMatch(/is a standby/);
  });

  it('a primary that does not know of the promotion of another one is not used any more', async () => {
    const servers = serversOf(both());
    const before = await servers.connect();
    await standby.promote();
    // Both take writes now. Nothing but the timeline tells the right one.
    expect(servers.isSuperseded(before)).toBe(false);
    await servers.lookForNewer();
    expect(servers.isSuperseded(before)).toBe(true);
    await before.end();
    expect(await valueFrom(await servers.connect(), port)).toBe(standby.port);
    const inOtherOrder = `postgresql://landscape@127.0.0.1:${primary.port},127.0.0.1:${standby.port}/postgres`;
    expect(await valueFrom(await serversOf(inOtherOrder).connectToNewest(), port)).toBe(standby.port);
    await standby.crash();
    await expect(servers.connect()).rejects.toThrow(
      /was the primary before: it writes on timeline 1, another server on 2/,
    );
  });
});
