import type { BusUser } from '@system-landscape/contracts';
import { NatsUsersFolder } from '@system-landscape/nats-users';
import { existsSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { answersHttp2, answersJetStream, type Answers } from './answers.js';
import type { LocalKeys } from './keys.js';
import { LOOPBACK } from './ports.js';
import type { ReadableRoot } from './readable-root.js';
import type { Environment, LocalSettings, ComponentName } from './settings.js';

/** The folder of the root package.json; correct from `src` and from `dist`. */
export const REPOSITORY_ROOT = resolve(__dirname, '../../..');

/** What commands and environments of the components are built from. */
export interface LaunchContext {
  settings: LocalSettings;
  keys: LocalKeys;
  /** URLs of all components, started here or external. */
  urls: PlatformUrls;
  /** The caller's environment: credentials of external components and overrides of settings. */
  env: Environment;
  natsServerBinary: string;
  natsConfigFile: string;
  /** The checkout whose programs run, and how programs see it. */
  root: string;
  programRoot: ReadableRoot;
  /** Bundle file per program; empty when the bundles are out of date. */
  bundles: Readonly<Record<string, string>>;
}

/** Where the components of a running platform are reached. */
export interface PlatformUrls {
  gateway: string;
  identityProvider: string;
  tenantSimulator: string;
  /** Connection string, with credentials. */
  eventStore: string;
  nats: string;
}

export interface Component {
  /** Components that must be ready before this one is started; external ones count as ready. */
  needs: readonly ComponentName[];
  /** The built file that must exist. */
  program?: string;
  command(port: number, context: LaunchContext): { command: string; args: string[] };
  /** Settings in addition to `HOST`, `PORT` and `LOG_LEVEL`. */
  env(context: LaunchContext): Record<string, string | undefined>;
  /** A line of output that says that it is ready; default: `/health/ready` is polled. */
  readyLine?: RegExp;
  /** Limit for one start in ms; default: two minutes. */
  readyWithinMs?: number;
  /** How it is asked whether it answers; default: `/health/live`. */
  answers?(port: number, context: LaunchContext): Answers;
}

/**
 * Heap limits in MB: semi-space and old space. V8's defaults (16 and several thousand) let ten small processes use much
 * more memory, since a heap that may grow is collected later.
 */
const SMALL_HEAP = ['--max-semi-space-size=8', '--max-old-space-size=512'];

const EVENT_STORE = 'libs/embedded-event-store/dist/main.js';

/** The components of the platform. A new service needs an entry here and a port in `settings.ts`. */
export const COMPONENTS: Record<ComponentName, Component> = {
  'event-store': {
    needs: [],
    program: EVENT_STORE,
    command: (port, context) =>
      runProgram(EVENT_STORE, context, [
        ...['--data', join(context.settings.dataDir, 'event-store'), '--host', LOOPBACK, '--port', String(port)],
        ...['--key-file', context.keys.eventStoreKeyFile],
        ...['--credentials-file', context.keys.eventStoreCredentialsFile],
      ]),
    env: () => ({}),
    readyLine: /listening on \S+:\d+/,
    answers: (port) => answersHttp2(`http://${LOOPBACK}:${port}`),
  },
  nats: {
    needs: [],
    command: (_port, { natsServerBinary, natsConfigFile }) => ({
      command: natsServerBinary,
      args: ['--config', natsConfigFile],
    }),
    env: () => ({}),
    readyLine: /Server is ready/,
    answers: (_port, { urls, keys }) =>
      answersJetStream({ servers: urls.nats, ...keys.natsUsers.optionsOf('operator') }),
  },
  'identity-provider': {
    ...service('identity-provider', []),
    env: ({ settings, urls }) => ({
      ISSUER: urls.identityProvider,
      COCKPIT_ORIGIN: urls.gateway,
      DATA_DIR: join(settings.dataDir, 'identity-provider'),
    }),
  },
  'tenant-simulator': {
    ...service('tenant-simulator', ['identity-provider']),
    env: ({ settings, urls }) => ({
      OIDC_ISSUER: urls.identityProvider,
      PLATFORM_URL: urls.gateway,
      DATA_DIR: join(settings.dataDir, 'tenant-simulator'),
    }),
  },
  projection: {
    ...service('projection', ['event-store', 'nats']),
    // It may have to catch up with millions of events.
    readyWithinMs: 600_000,
    env: (context) => ({
      ...natsSettings(context, 'projection'),
      ESDB_URL: context.urls.eventStore,
      DATABASE_URL: context.settings.external.database,
      DATA_DIR: join(context.settings.dataDir, 'read-model'),
      DATA_KEY_FILE: context.keys.readModelKeyFile,
    }),
  },
  'event-relay': {
    ...service('event-relay', ['event-store', 'nats']),
    env: (context) => ({ ...natsSettings(context, 'event-relay'), ESDB_URL: context.urls.eventStore }),
  },
  'token-issuance': {
    ...service('token-issuance', ['event-store', 'nats']),
    env: (context) => ({
      ...natsSettings(context, 'token-issuance'),
      ESDB_URL: context.urls.eventStore,
      INTEGRATION_TOKEN_KEYS: context.keys.integrationTokenKeys,
      PUBLIC_URL: context.urls.gateway,
    }),
  },
  registration: {
    ...service('registration', ['event-store', 'nats', 'identity-provider']),
    env: (context) => ({
      ...sagaSettings(context, 'registration'),
      INTEGRATION_TOKEN_JWKS: context.keys.integrationTokenJwks,
    }),
  },
  deregistration: {
    ...service('deregistration', ['event-store', 'nats', 'identity-provider']),
    env: (context) => sagaSettings(context, 'deregistration'),
  },
  assignment: {
    ...service('assignment', ['event-store', 'nats']),
    env: (context) => ({ ...natsSettings(context, 'assignment'), ESDB_URL: context.urls.eventStore }),
  },
  gateway: {
    ...service('gateway', ['nats', 'identity-provider']),
    env: (context) => ({
      ...natsSettings(context, 'gateway'),
      OIDC_ISSUER: context.urls.identityProvider,
      INTEGRATION_TOKEN_JWKS: context.keys.integrationTokenJwks,
      PUBLIC_URL: context.urls.gateway,
      COCKPIT_FOLDER: join(context.root, 'services/cockpit/dist/app'),
      // High enough for load tests.
      RATE_LIMIT_READS: '100000000',
      RATE_LIMIT_WRITES: '100000',
      RATE_LIMIT_REFUSED_REDEMPTIONS: '100000',
      MAX_EVENT_READERS_PER_ACCOUNT: '10000',
      MAX_EVENT_READERS_PER_CALLER: '10000',
      MAX_CONNECTIONS_PER_ADDRESS: '12000',
      MAX_REQUESTS: '10000',
      MAX_REQUESTS_PER_ACCOUNT: '10000',
      MAX_REQUESTS_PER_CALLER: '10000',
      REQUESTS_AT_WORK_PER_ACCOUNT: '10000',
      ...overrides(context, [
        'RATE_LIMIT_READS',
        'RATE_LIMIT_WRITES',
        'RATE_LIMIT_REFUSED_REDEMPTIONS',
        'MAX_EVENT_READERS_PER_ACCOUNT',
        'MAX_EVENT_READERS_PER_CALLER',
        'MAX_CONNECTIONS_PER_ADDRESS',
        'MAX_REQUESTS',
        'MAX_REQUESTS_PER_ACCOUNT',
        'MAX_REQUESTS_PER_CALLER',
        'REQUESTS_AT_WORK_PER_ACCOUNT',
      ]),
    }),
  },
};

/** The built programs of this repository. */
export const PROGRAMS = Object.values(COMPONENTS).flatMap(({ program }) => (program === undefined ? [] : [program]));

/** One message with a remedy per component that is not built. */
export function buildProblems(names: readonly ComponentName[], root: string = REPOSITORY_ROOT): string[] {
  return names.flatMap((name) => {
    const { program } = COMPONENTS[name];
    if (program === undefined || existsSync(join(root, program))) return [];
    return [`${name} is not built: ${program} is missing. Run \`npm run build\`.`];
  });
}

function service(
  name: ComponentName,
  needs: readonly ComponentName[],
): Pick<Component, 'needs' | 'program' | 'command'> {
  const program = `services/${name}/dist/main.js`;
  return { needs, program, command: (_port, context) => runProgram(program, context) };
}

function runProgram(program: string, { bundles, root, programRoot }: LaunchContext, args: readonly string[] = []) {
  const { path, options } = programRoot;
  const bundle = bundles[program];
  const script =
    bundle === undefined
      ? [join(path, program)]
      : [join(path, 'deploy/local/dist/run-bundle.js'), join(path, relative(root, bundle))];
  return { command: process.execPath, args: [...SMALL_HEAP, ...options, ...script, ...args] };
}

function natsSettings(context: LaunchContext, user: BusUser): Record<string, string | undefined> {
  const { settings, keys, urls, env } = context;
  if (settings.external.nats === undefined)
    return { NATS_URL: urls.nats, NATS_NKEY_FILE: keys.natsUsers.keyFile(user) };
  const { NATS_USER, NATS_PASSWORD, NATS_INBOX_PREFIX, NATS_REPLY_PREFIXES } = env;
  const folder = env['NATS_USERS'] ? new NatsUsersFolder(env['NATS_USERS']) : undefined;
  return {
    NATS_URL: urls.nats,
    NATS_USER,
    NATS_PASSWORD,
    NATS_INBOX_PREFIX,
    NATS_REPLY_PREFIXES,
    NATS_NKEY_FILE: folder?.keyFile(user),
  };
}

/** Settings of the services that call tenants. */
function sagaSettings(context: LaunchContext, user: BusUser): Record<string, string | undefined> {
  const { urls } = context;
  return {
    ...natsSettings(context, user),
    ESDB_URL: urls.eventStore,
    OIDC_ISSUER: urls.identityProvider,
    PUBLIC_URL: urls.gateway,
    TENANT_URL_TEMPLATE: `${urls.tenantSimulator}/tenants/{tenantId}`,
    TENANT_DIRECTORY: JSON.stringify({ sf400001: { systemTypes: ['successfactors'] } }),
    PLATFORM_CLIENT_ID: 'system-landscape',
    PLATFORM_CLIENT_SECRET: 'demo',
    ...overrides(context, ['TENANT_URL_TEMPLATE', 'TENANT_DIRECTORY', 'PLATFORM_CLIENT_ID', 'PLATFORM_CLIENT_SECRET']),
  };
}

/** Settings that the caller's environment overrides. */
function overrides({ env }: LaunchContext, settings: readonly string[]): Record<string, string> {
  return Object.fromEntries(settings.flatMap((setting) => (env[setting] ? [[setting, env[setting]]] : [])));
}
