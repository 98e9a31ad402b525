import { isIP } from 'node:net';
import { userInfo } from 'node:os';

/** A server of a connection string. */
export interface PostgresHost {
  /** Name, address, or the folder of a Unix socket. */
  readonly name: string;
  /** Where to connect; without it, where the name leads. */
  readonly address?: string | undefined;
  readonly port: number;
}

/** `sslmode` of libpq. */
export const TLS_MODES = ['disable', 'allow', 'prefer', 'require', 'verify-ca', 'verify-full'] as const;
/** Those values of `target_session_attrs` that let a client write. */
export const TARGETS = ['any', 'read-write', 'primary'] as const;

/** `channel_binding` of libpq. */
export const CHANNEL_BINDINGS = ['disable', 'prefer', 'require'] as const;

/** How to reach PostgreSQL, and who one is there; files by their names. */
export interface PostgresAccess {
  /** Tried in this order. */
  readonly hosts: readonly PostgresHost[];
  readonly user: string;
  readonly database: string;
  /** Without one, that of the password file. */
  readonly password?: string | undefined;
  /** Default: `~/.pgpass`. */
  readonly passwordFile?: string | undefined;
  /** Which of the servers are taken. */
  readonly target: (typeof TARGETS)[number];
  readonly tls: {
    readonly mode: (typeof TLS_MODES)[number];
    readonly rootCertFile?: string | undefined;
    readonly certFile?: string | undefined;
    readonly keyFile?: string | undefined;
    /** Whether a password is of use on this one connection only, so that nobody between can pass it on. */
    readonly channelBinding: (typeof CHANNEL_BINDINGS)[number];
  };
  /** For each address of a server; milliseconds. */
  readonly connectTimeoutMs: number;
  readonly applicationName?: string | undefined;
  /** Command-line options for the session. */
  readonly options?: string | undefined;
  /** Milliseconds; the client's. */
  readonly queryTimeoutMs?: number | undefined;
  /** Milliseconds; the server's. */
  readonly statementTimeoutMs?: number | undefined;
}

/** Whether no server is reached without TLS, except by a Unix socket. */
export function isEncrypted({ hosts, tls }: PostgresAccess): boolean {
  return ['require', 'verify-ca', 'verify-full'].includes(tls.mode) || hosts.every(isSocket);
}

/** Whether a server is reached by a Unix socket. */
export function isSocket({ name, address }: PostgresHost): boolean {
  return address === undefined && name.startsWith('/');
}

/** The connection string cannot be used. The message completes "DATABASE_URL … .", and never contains a password. */
export class ConnectionStringError extends Error {
  override readonly name = 'ConnectionStringError';
}

const DEFAULT_CONNECT_TIMEOUT_MS = 5_000;
const DEFAULT_PORT = '5432';

/** Parameters, each with the environment variable that is its default. */
const PARAMETERS = {
  host: 'PGHOST',
  hostaddr: 'PGHOSTADDR',
  port: 'PGPORT',
  dbname: 'PGDATABASE',
  user: 'PGUSER',
  password: 'PGPASSWORD',
  passfile: 'PGPASSFILE',
  target_session_attrs: 'PGTARGETSESSIONATTRS',
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
  channel_binding: 'PGCHANNELBINDING',
  connect_timeout: 'PGCONNECT_TIMEOUT',
  application_name: 'PGAPPNAME',
  options: 'PGOPTIONS',
  // Not of libpq, but of node-postgres.
  query_timeout: undefined,
  statement_timeout: undefined,
} as const;

/** Parameters of libpq that change nothing here: keepalives are set, and what the others switch on is never used. */
const WITHOUT_EFFECT = new Set([
  ...['keepalives', 'keepalives_idle', 'keepalives_interval', 'keepalives_count', 'tcp_user_timeout'],
  ...['gssencmode', 'fallback_application_name', 'client_encoding', 'sslcompression', 'sslsni', 'uselibpqcompat'],
]);

type Name = keyof typeof PARAMETERS;
type Parameters = Map<string, string>;

/**
 * Reads a connection string as libpq does: `postgresql://user@h1:5432,h2/db?target_session_attrs=primary`, or
 * `host=h1,h2 port=5432 dbname=db`.
 * @param env defaults, by libpq's names, such as `PGUSER`
 * @throws ConnectionStringError that names the part
 */
export function readConnectionString(text: string, env: Readonly<Record<string, string | undefined>>): PostgresAccess {
  const given = /^postgres(ql)?:\/\//.test(text) ? parametersOfUrl(text) : parametersOfPairs(text);
  for (const name of given.keys()) {
    if (name in PARAMETERS || WITHOUT_EFFECT.has(name)) continue;
    throw new ConnectionStringError(
      `has the parameter ${shown(name)}, which is not known here. Leave it out; known are ${Object.keys(PARAMETERS).join(', ')}`,
    );
  }
  const value = (name: Name): string | undefined => {
    const variable = PARAMETERS[name];
    return given.get(name) || (variable && env[variable]) || undefined;
  };
  const user = value('user') ?? env['USER'] ?? userOfProcess();
  if (user === undefined)
    throw new ConnectionStringError('names no user. Write postgresql://USER@host/database, or set PGUSER');
  return {
    hosts: hostsOf(value('host'), value('hostaddr'), value('port') ?? DEFAULT_PORT),
    user,
    database: value('dbname') ?? user,
    password: value('password'),
    passwordFile: value('passfile'),
    target: targetOf(value('target_session_attrs') ?? 'read-write'),
    tls: tlsOf(value),
    connectTimeoutMs: 1_000 * wholeNumber('connect_timeout', value) || DEFAULT_CONNECT_TIMEOUT_MS,
    applicationName: value('application_name'),
    options: value('options'),
    queryTimeoutMs: wholeNumber('query_timeout', value) || undefined,
    statementTimeoutMs: wholeNumber('statement_timeout', value) || undefined,
  };
}

/** Undefined in a container whose user has no name. */
function userOfProcess(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

const URL_PARTS = /^postgres(?:ql)?:\/\/(?:([^/?]*)@)?([^/?@]*)(?:\/([^?]*))?(?:\?(.*))?$/s;

function parametersOfUrl(text: string): Parameters {
  const [, userInfo, hosts, database, query = ''] = URL_PARTS.exec(text) ?? [];
  // What follows may then be the rest of a password, of which no message may show anything.
  const endsTooEarly =
    database?.includes('@') || (userInfo === undefined && /^(?!.*\b(user|password)=).*@/.test(query));
  if (hosts === undefined || endsTooEarly) {
    throw new ConnectionStringError(
      'is no URL of the form postgresql://user:password@host:port/database. ' +
        'In a user name, password or name of a database, write / as %2F, ? as %3F and @ as %40',
    );
  }
  const parameters: Parameters = new Map();
  const set = (name: string, raw: string | undefined, part: string) => {
    if (raw) parameters.set(name, decoded(raw, part));
  };
  const [user, ...password] = (userInfo ?? '').split(':');
  set('user', user, 'user name');
  set('password', password.join(':'), 'password');
  const addresses = hosts === '' ? [] : hosts.split(',').map(hostAndPort);
  set('host', addresses.map(([host]) => host).join(','), 'host');
  if (addresses.some(([, port]) => port !== '')) parameters.set('port', addresses.map(([, port]) => port).join(','));
  set('dbname', database, 'name of the database');
  for (const pair of query.split('&').filter(Boolean)) {
    const [name = '', ...rest] = pair.split('=');
    if (rest.length === 0) throw new ConnectionStringError(`has the parameter ${shown(name)} without a value`);
    readAlias(parameters, name, decoded(rest.join('='), `parameter ${shown(name)}`));
  }
  return parameters;
}

/** The JDBC and node-postgres way to ask for TLS. */
function readAlias(parameters: Parameters, name: string, value: string): void {
  if (name !== 'ssl') {
    parameters.set(name, value);
    return;
  }
  const mode = { true: 'verify-full', '1': 'verify-full', false: 'disable', '0': 'disable', 'no-verify': 'require' }[
    value
  ];
  if (mode === undefined)
    throw new ConnectionStringError('has the parameter ssl with a value other than true and false');
  parameters.set('sslmode', mode);
}

function hostAndPort(text: string): readonly [host: string, port: string] {
  const [, ipv6, name, port] = /^(?:\[([^\]]+)\]|([^[\]:]*))(?::(.*))?$/.exec(text) ?? [];
  if (ipv6 === undefined && name === undefined) {
    throw new ConnectionStringError(
      'has a host that is no name or address with a port. An IPv6 address goes into brackets: [::1]:5432',
    );
  }
  return [ipv6 ?? name ?? '', port ?? ''];
}

/** A percent sign that begins no code stands for itself, as it always did here. */
function decoded(raw: string, part: string): string {
  try {
    return raw.replace(/(?:%[0-9a-f]{2})+/gi, decodeURIComponent);
  } catch {
    throw new ConnectionStringError(`has a ${part} whose percent codes are no UTF-8. Write a percent sign as %25`);
  }
}

/** One `name=value`; the value may be in single quotes, and a backslash keeps the character after it. */
const PAIR = /\s*([a-z_]+)\s*=\s*(?:'((?:\\.|[^'\\])*)'|((?:\\.|[^\s'\\])*))(?=\s|$)/sy;

function parametersOfPairs(text: string): Parameters {
  const parameters: Parameters = new Map();
  const pair = new RegExp(PAIR);
  const end = text.trimEnd().length;
  if (end === 0) throw new ConnectionStringError('is empty');
  while (pair.lastIndex < end) {
    const at = pair.lastIndex;
    const [, name, quoted, plain] = pair.exec(text) ?? [];
    if (name === undefined) {
      const last = [...parameters.keys()].at(-1);
      throw new ConnectionStringError(
        at === 0
          ? 'is neither a URL such as postgresql://user:password@host:5432/database nor pairs such as "host=h1 dbname=db"'
          : `has something after the parameter ${last} that is no name=value. Put values with spaces into single quotes`,
      );
    }
    parameters.set(name, (quoted ?? plain ?? '').replace(/\\(.)/gs, '$1'));
  }
  return parameters;
}

function hostsOf(hosts: string | undefined, hostaddr: string | undefined, ports: string): PostgresHost[] {
  const addresses = hostaddr?.split(',').map((address) => addressOf(address.trim()));
  const names = hosts?.split(',').map((name) => name.trim()) ?? addresses?.map((each) => each ?? '') ?? ['localhost'];
  if (addresses && addresses.length !== names.length) {
    throw new ConnectionStringError(
      `has ${names.length} hosts and ${addresses.length} addresses. Give hostaddr one for each host, or leave it out`,
    );
  }
  const numbers = ports.split(',').map((port) => portOf(port.trim()));
  if (numbers.length !== 1 && numbers.length !== names.length) {
    throw new ConnectionStringError(
      `has ${names.length} hosts and ${numbers.length} ports. Give one port for all, or one for each host`,
    );
  }
  return names.map((name, index) => {
    if (name === '') throw new ConnectionStringError('has an empty name in its list of hosts');
    if (/\s/.test(name)) throw new ConnectionStringError('has a host with a space in its name');
    const address = addresses?.[index];
    return { name, ...(address !== undefined && { address }), port: numbers[index] ?? numbers[0]! };
  });
}

/** @returns undefined for an empty one, whose host is resolved */
function addressOf(text: string): string | undefined {
  if (text === '' || isIP(text) !== 0) return text || undefined;
  throw new ConnectionStringError(`has hostaddr=${shown(text)}, which is no IP address. Write a name as host`);
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text || DEFAULT_PORT) ? Number(text || DEFAULT_PORT) : NaN;
  if (port >= 1 && port <= 65_535) return port;
  // It may be the rest of a password with a colon or an @ in it.
  throw new ConnectionStringError(
    'has a port that is no number from 1 to 65535. In a user name or password, write : as %3A, / as %2F and @ as %40',
  );
}

function targetOf(text: string): PostgresAccess['target'] {
  const target = TARGETS.find((each) => each === text);
  if (target) return target;
  throw new ConnectionStringError(
    ['read-only', 'standby', 'prefer-standby'].includes(text)
      ? `has target_session_attrs=${text}, but a server that can be written to is needed: read-write or primary`
      : `has target_session_attrs=${shown(text)}. Give one of ${TARGETS.join(', ')}`,
  );
}

function tlsOf(value: (name: Name) => string | undefined): PostgresAccess['tls'] {
  const text = value('sslmode') ?? 'prefer';
  // "no-verify" is what node-postgres calls libpq's "require".
  const mode = text === 'no-verify' ? 'require' : TLS_MODES.find((each) => each === text);
  if (!mode) throw new ConnectionStringError(`has sslmode=${shown(text)}. Give one of ${TLS_MODES.join(', ')}`);
  const [rootCertFile, certFile, keyFile] = [value('sslrootcert'), value('sslcert'), value('sslkey')];
  if (mode === 'verify-ca' && (rootCertFile === undefined || rootCertFile === 'system')) {
    throw new ConnectionStringError(
      'has sslmode=verify-ca without sslrootcert: anybody can get a certificate of a public authority. Name the file, or use verify-full',
    );
  }
  if ((certFile === undefined) !== (keyFile === undefined)) {
    throw new ConnectionStringError('has only one of sslcert and sslkey. Name both files');
  }
  const binding = value('channel_binding') ?? 'prefer';
  const channelBinding = CHANNEL_BINDINGS.find((each) => each === binding);
  if (!channelBinding) {
    throw new ConnectionStringError(
      `has channel_binding=${shown(binding)}. Give one of ${CHANNEL_BINDINGS.join(', ')}`,
    );
  }
  return { mode, rootCertFile, certFile, keyFile, channelBinding };
}

function wholeNumber(name: Name, value: (name: Name) => string | undefined): number {
  const text = value(name) ?? '0';
  if (/^-?\d{1,9}$/.test(text)) return Math.max(0, Number(text));
  throw new ConnectionStringError(`has ${name}=${shown(text)}, which is no whole number`);
}

/** What the user wrote, shortened: what stands at a wrong place may be anything. */
function shown(text: string): string {
  return `"${text.slice(0, 40)}"`;
}
