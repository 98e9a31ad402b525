import { Client, type ClientConfig } from 'pg';
import pgpass from 'pgpass/lib/helper.js';
import { lookup } from 'node:dns/promises';
import { createReadStream, readFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { ConnectionStringError, isSocket, type PostgresAccess, type PostgresHost } from './connection-string.js';

/** None of the servers can be used. The message completes "DATABASE_URL … .", and never contains a password. */
export class NoServerFits extends Error {
  override readonly name = 'NoServerFits';

  /** @param reasons why each of them cannot be used */
  constructor(readonly reasons: string) {
    super(`names no server that can be used: ${reasons}`);
  }
}

/** An address of a server. */
interface Candidate {
  readonly host: PostgresHost;
  /** Of its name, as it resolves now; the folder of a Unix socket. */
  readonly address: string;
}

interface Session {
  readonly candidate: Candidate;
  /** That a primary writes on: every promotion begins the next one. */
  readonly timeline: number | undefined;
}

interface Standing {
  readonly standby: boolean;
  readonly readOnly: boolean;
}

/**
 * The servers of a connection string, of which one is the primary at a time. Names are resolved for every connection. With
 * several servers, one on an older timeline than was seen before is no primary any more, although it may say so.
 */
export class PostgresServers {
  private readonly sessions = new WeakMap<Client, Session>();
  private newestTimeline = 0;
  private usedLast: string | undefined;

  /**
   * @param config for all connections; what the connection string says goes before it
   * @param setUp SQL that begins each session
   * @throws ConnectionStringError when a file cannot be read
   */
  constructor(
    private readonly access: PostgresAccess,
    private readonly config: ClientConfig = {},
    private readonly setUp = '',
  ) {
    tlsOptions(access.tls);
  }

  /**
   * Connects to the first server that fits `target_session_attrs`, beginning with the one that was used last.
   * @param config of this connection
   * @throws NoServerFits
   */
  async connect(config: ClientConfig = {}): Promise<Client> {
    const reasons: string[] = [];
    const candidates = await this.candidates(reasons);
    const first = Math.max(
      0,
      candidates.findIndex((candidate) => keyOf(candidate) === this.usedLast),
    );
    for (const candidate of [...candidates.slice(first), ...candidates.slice(0, first)]) {
      try {
        return this.use(await this.open(candidate, config));
      } catch (error) {
        reasons.push(reasonOf(error, candidate, this.access));
      }
    }
    throw noneOf(reasons);
  }

  /**
   * Asks all servers at once, and connects to the one that was promoted last: of two that take writes, the right one. @throws NoServerFits
   */
  async connectToNewest(config: ClientConfig = {}): Promise<Client> {
    const reasons: string[] = [];
    if (!this.areSeveral) return this.connect(config);
    const candidates = await this.candidates(reasons);
    const opened = await Promise.all(
      candidates.map((candidate) =>
        this.open(candidate, config).catch((error: unknown) => {
          reasons.push(reasonOf(error, candidate, this.access));
          return undefined;
        }),
      ),
    );
    const clients = opened.filter((client) => client !== undefined);
    const chosen = clients.find((client) => !this.isSuperseded(client));
    for (const client of clients) if (client !== chosen) endSoon(client);
    if (chosen) return this.use(chosen);
    throw noneOf(reasons);
  }

  /** Whether another server has become the primary since this connection was opened, as far as is known. */
  isSuperseded(client: Client): boolean {
    return (this.sessions.get(client)?.timeline ?? this.newestTimeline) < this.newestTimeline;
  }

  /** With several servers, asks all of them whether another one has become the primary. @throws NoServerFits */
  async lookForNewer(): Promise<void> {
    if (this.areSeveral) endSoon(await this.connectToNewest());
  }

  private get areSeveral(): boolean {
    return this.access.hosts.length > 1;
  }

  private use(client: Client): Client {
    this.usedLast = keyOf(this.sessions.get(client)!.candidate);
    return client;
  }

  private async candidates(reasons: string[]): Promise<Candidate[]> {
    const found = await Promise.all(
      this.access.hosts.map(async (host) => {
        if (host.address !== undefined) return [{ host, address: host.address }];
        if (isSocket(host)) return [{ host, address: host.name }];
        try {
          const addresses = await lookup(host.name, { all: true });
          return addresses.map(({ address }) => ({ host, address }));
        } catch (error) {
          const { code } = error as NodeJS.ErrnoException;
          reasons.push(`the host ${host.name} ${code === 'ENOTFOUND' ? 'is unknown' : `cannot be resolved (${code})`}`);
          return [];
        }
      }),
    );
    return found.flat();
  }

  private async open(candidate: Candidate, config: ClientConfig): Promise<Client> {
    const client = await this.connectTo(candidate, config);
    try {
      if (this.setUp !== '') await client.query(this.setUp);
      this.sessions.set(client, { candidate, timeline: await this.requireTarget(client) });
      return client;
    } catch (error) {
      endSoon(client);
      throw error;
    }
  }

  /** Over TLS or without it, as `sslmode` says. */
  private async connectTo({ host, address }: Candidate, config: ClientConfig): Promise<Client> {
    const { tls, user, database, connectTimeoutMs, applicationName, options, queryTimeoutMs } = this.access;
    const over = async (ssl: ConnectionOptions | false): Promise<Client> => {
      let isBound = tls.channelBinding !== 'require';
      const settings: ClientConfig & ChannelBinding = {
        ...this.config,
        ...config,
        host: address,
        port: host.port,
        user,
        database,
        enableChannelBinding: tls.channelBinding !== 'disable',
        password: () => {
          // To a server that may be another one, not even a wrong password is shown.
          if (!isBound) throw new Error(UNBOUND);
          return this.passwordFor(host);
        },
        ssl: ssl && { ...ssl, ...(isIP(host.name) === 0 && { servername: host.name }) },
        connectionTimeoutMillis: connectTimeoutMs,
        ...(applicationName !== undefined && { application_name: applicationName }),
        ...(options !== undefined && { options }),
        ...(queryTimeoutMs !== undefined && config.query_timeout === undefined && { query_timeout: queryTimeoutMs }),
      };
      const client = new Client(settings);
      // Until its owner listens, an outage is what the next query says.
      client.on('error', () => undefined);
      client.connection.once('authenticationSASL', ({ mechanisms }: { readonly mechanisms: readonly string[] }) => {
        isBound ||= mechanisms.includes(BOUND_SCRAM);
      });
      try {
        await client.connect();
        if (!isBound) throw new Error(UNBOUND);
      } catch (error) {
        endSoon(client);
        throw error;
      }
      return client;
    };
    const [first = false, second] = isSocket(host) ? [false as const] : tlsOptions(tls);
    try {
      return await over(first);
    } catch (error) {
      if (second === undefined || !isOfTls(error)) throw error;
      return over(second);
    }
  }

  private async passwordFor({ name, port }: PostgresHost): Promise<string> {
    const { user, database, password } = this.access;
    if (password !== undefined) return password;
    const host = name.startsWith('/') ? 'localhost' : name;
    const file = this.access.passwordFile ?? pgpass.getFileName();
    const found = await passwordIn(file, { host, port, database, user });
    if (found !== undefined) return found;
    throw new Error(
      `asks for a password of the user ${user}, and none is given: by PGPASSWORD, or a line in ${file}, ` +
        'which is readable for its owner only',
    );
  }

  /** @returns the timeline, when it matters. @throws Error that completes "the server …" */
  private async requireTarget(client: Client): Promise<number | undefined> {
    const { target } = this.access;
    if (target === 'any' && !this.areSeveral) return undefined;
    const { rows } = await client.query<Standing>(
      `select pg_is_in_recovery() as standby, current_setting('transaction_read_only') = 'on' as "readOnly"`,
    );
    const { standby, readOnly } = rows[0]!;
    if (standby && target !== 'any') throw new Error('is a standby');
    if (readOnly && target === 'read-write') throw new Error('is read-only');
    return standby || !this.areSeveral ? undefined : this.requireNewestTimeline(client);
  }

  private async requireNewestTimeline(client: Client): Promise<number> {
    // The first eight digits of a file's name are the timeline that the primary writes on.
    const { rows } = await client.query<{ timeline: string }>(
      'select left(pg_walfile_name(pg_current_wal_lsn()), 8) as timeline',
    );
    const timeline = Number.parseInt(rows[0]!.timeline, 16);
    if (timeline < this.newestTimeline) {
      throw new Error(
        `was the primary before: it writes on timeline ${timeline}, another server on ${this.newestTimeline}`,
      );
    }
    this.newestTimeline = timeline;
    return timeline;
  }
}

function keyOf({ host, address }: Candidate): string {
  return `${address} ${host.port}`;
}

/** Does not wait for a server that may stand still. */
function endSoon(client: Client): void {
  client.end(() => undefined);
}

/** What is tried one after the other. @throws ConnectionStringError when a file cannot be read */
function tlsOptions({ mode, rootCertFile, certFile, keyFile }: PostgresAccess['tls']): (ConnectionOptions | false)[] {
  const files: ConnectionOptions = {
    ...(rootCertFile !== undefined && rootCertFile !== 'system' && { ca: read('sslrootcert', rootCertFile) }),
    ...(certFile !== undefined && { cert: read('sslcert', certFile) }),
    ...(keyFile !== undefined && { key: read('sslkey', keyFile) }),
  };
  // With a root certificate, libpq takes "require" for "verify-ca".
  const verifiesAuthority = mode.startsWith('verify') || (mode === 'require' && rootCertFile !== undefined);
  const encrypted: ConnectionOptions = {
    ...files,
    rejectUnauthorized: verifiesAuthority,
    ...(mode !== 'verify-full' && { checkServerIdentity: () => undefined }),
  };
  if (mode === 'disable') return [false];
  if (mode === 'allow') return [false, encrypted];
  if (mode === 'prefer') return [encrypted, false];
  return [encrypted];
}

function read(parameter: string, file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConnectionStringError(`names the file ${file} in ${parameter}, which cannot be read (${code})`);
  }
}

/** Whether the server may take the connection the other way: it has no TLS, or asks for it. */
function isOfTls(error: unknown): boolean {
  const { code, message } = error as { code?: unknown; message: string };
  // 28000: no line of pg_hba.conf fits.
  return code === '28000' || code === 'EPROTO' || /SSL/.test(typeof code === 'string' ? `${code} ${message}` : message);
}

/** @returns undefined when no line fits, or others may read the file, which is a warning */
async function passwordIn(file: string, login: pgpass.Login): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  if (!found || !pgpass.usePgPass(found, file)) return undefined;
  return new Promise((resolve) => pgpass.getPassword(login, createReadStream(file), resolve));
}

/** SCRAM with channel binding, which a server offers over TLS. */
const BOUND_SCRAM = 'SCRAM-SHA-256-PLUS';
const UNBOUND =
  'is reached without channel binding, which channel_binding=require asks for: it must ask for a password by ' +
  'SCRAM-SHA-256, over TLS';

/** A setting of the client that its types lack. */
interface ChannelBinding {
  readonly enableChannelBinding: boolean;
}

/** What the client says when the time for connecting is over. */
const TIMED_OUT = 'timeout expired';

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses the connection: no PostgreSQL listens there',
  ECONNRESET: 'has broken off the connection',
  EHOSTUNREACH: 'cannot be reached',
  ENETUNREACH: 'cannot be reached',
  ETIMEDOUT: 'does not answer',
  ENOENT: 'has no socket there',
  EACCES: 'has a socket that this process may not open',
};

/** Says which server cannot be used, and why. */
function reasonOf(error: unknown, { host, address }: Candidate, access: PostgresAccess): string {
  const { code, message } = error as { code?: unknown; message: string };
  const at = isSocket(host)
    ? `${host.name}/.s.PGSQL.${host.port}`
    : `${host.name}:${host.port}${address === host.name ? '' : ` (${address})`}`;
  if (message === TIMED_OUT) return `${at} does not answer within ${access.connectTimeoutMs / 1_000} s`;
  const known = typeof code === 'string' ? REASONS[code] : undefined;
  if (known !== undefined) return `${at} ${known}`;
  // PostgreSQL's own messages name user and database, never a password; a sentence of ours begins with a verb.
  return /^(is|was|asks) /.test(message) ? `${at} ${message}` : `${at} says: ${message}`;
}

function noneOf(reasons: readonly string[]): NoServerFits {
  return new NoServerFits([...new Set(reasons)].join('; '));
}
