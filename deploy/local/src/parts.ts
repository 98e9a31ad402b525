import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { LocalKeys } from './keys.js';
import { SERVICES, SERVICES_INBOX_PREFIX } from './nats-config.js';
import { LOOPBACK } from './ports.js';
import type { Environment, LocalSettings, PartName } from './settings.js';

/** The folder of the root package.json, seen from src and from dist alike. */
export const REPOSITORY_ROOT = resolve(__dirname, '../../..');

/** What the rows of the table are made from. */
export interface Surroundings {
  settings: LocalSettings;
  keys: LocalKeys;
  /** Where everything is reached, whether started here or given. */
  urls: PlatformUrls;
  /** The caller's environment: given credentials and rule settings come from it. */
  env: Environment;
  natsServerBinary: string;
  natsConfigFile: string;
  /** Bundles that are up to date, by program. */
  bundles: Readonly<Record<string, string>>;
}

export interface PlatformUrls {
  gateway: string;
  identityProvider: string;
  tenantSimulator: string;
  eventStore: string;
  nats: string;
}

export interface Part {
  /** Ready before this one is started; parts that are given from outside count as ready. */
  needs: readonly PartName[];
  /** The built file that must be there. */
  program?: string;
  command(port: number, surroundings: Surroundings): { command: string; args: string[] };
  /** Settings beside `HOST`, `PORT` and `LOG_LEVEL`. */
  env(surroundings: Surroundings): Record<string, string | undefined>;
  /** A line of its output, or else `/health/ready` answers. */
  readyLine?: RegExp;
}

/**
 * Megabytes of each half of the young generation, and of the old one. The defaults, 16 and thousands, make up much of
 * ten small processes: the further a heap may grow, the longer V8 leaves garbage in it.
 */
const SMALL_HEAP = ['--max-semi-space-size=8', '--max-old-space-size=512'];

const EVENT_STORE = 'libs/embedded-event-store/dist/main.js';

/** The parts of the platform, in the order in which they are shown. Another service is another row (and its port). */
export const PARTS: Record<PartName, Part> = {
  'event-store': {
    needs: [],
    program: EVENT_STORE,
    command: (port, { settings, keys, bundles }) =>
      runProgram(EVENT_STORE, bundles, [
        ...['--data', join(settings.dataDir, 'event-store'), '--host', LOOPBACK, '--port', String(port)],
        ...['--key-file', keys.eventStoreKeyFile],
      ]),
    env: () => ({}),
    readyLine: /listening on \S+:\d+/,
  },
  nats: {
    needs: [],
    command: (_port, { natsServerBinary, natsConfigFile }) => ({
      command: natsServerBinary,
      args: ['--config', natsConfigFile],
    }),
    env: () => ({}),
    readyLine: /Server is ready/,
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
      DATA_DIR: join(settings.dataDir, 'tenant-simulator'),
    }),
  },
  projection: {
    ...service('projection', ['event-store', 'nats']),
    env: (surroundings) => ({
      ...bus(surroundings),
      ESDB_URL: surroundings.urls.eventStore,
      DATABASE_URL: surroundings.settings.given.database,
      DATA_DIR: join(surroundings.settings.dataDir, 'read-model'),
      DATA_KEY_FILE: surroundings.keys.readModelKeyFile,
    }),
  },
  'event-relay': {
    ...service('event-relay', ['event-store', 'nats']),
    env: (surroundings) => ({ ...bus(surroundings), ESDB_URL: surroundings.urls.eventStore }),
  },
  'token-issuance': {
    ...service('token-issuance', ['event-store', 'nats']),
    env: (surroundings) => ({
      ...bus(surroundings),
      ESDB_URL: surroundings.urls.eventStore,
      INTEGRATION_TOKEN_KEYS: surroundings.keys.integrationTokenKeys,
      PUBLIC_URL: surroundings.urls.gateway,
    }),
  },
  registration: {
    ...service('registration', ['event-store', 'nats', 'identity-provider']),
    env: (surroundings) => ({
      ...saga(surroundings),
      INTEGRATION_TOKEN_JWKS: surroundings.keys.integrationTokenJwks,
    }),
  },
  deregistration: {
    ...service('deregistration', ['event-store', 'nats', 'identity-provider']),
    env: saga,
  },
  assignment: {
    ...service('assignment', ['event-store', 'nats']),
    env: (surroundings) => ({ ...bus(surroundings), ESDB_URL: surroundings.urls.eventStore }),
  },
  gateway: {
    ...service('gateway', ['nats', 'identity-provider']),
    env: (surroundings) => ({
      ...bus(surroundings),
      OIDC_ISSUER: surroundings.urls.identityProvider,
      INTEGRATION_TOKEN_JWKS: surroundings.keys.integrationTokenJwks,
      PUBLIC_URL: surroundings.urls.gateway,
      COCKPIT_FOLDER: join(REPOSITORY_ROOT, 'services/cockpit/dist/app'),
      // High enough for load tests.
      RATE_LIMIT_WRITES: '100000',
      RATE_LIMIT_REFUSED_REDEMPTIONS: '100000',
      ...given(surroundings, ['RATE_LIMIT_WRITES', 'RATE_LIMIT_REFUSED_REDEMPTIONS']),
    }),
  },
};

/** The programs of ours. */
export const PROGRAMS = Object.values(PARTS).flatMap(({ program }) => (program === undefined ? [] : [program]));

/** One message with the cure per part that is not built. */
export function buildProblems(names: readonly PartName[], root: string = REPOSITORY_ROOT): string[] {
  return names.flatMap((name) => {
    const { program } = PARTS[name];
    if (program === undefined || existsSync(join(root, program))) return [];
    return [`${name} is not built: ${program} is missing. Run \`npm run build\`.`];
  });
}

function service(name: PartName, needs: readonly PartName[]): Pick<Part, 'needs' | 'program' | 'command'> {
  const program = `services/${name}/dist/main.js`;
  return { needs, program, command: (_port, { bundles }) => runProgram(program, bundles) };
}

function runProgram(program: string, bundles: Surroundings['bundles'], given: readonly string[] = []) {
  const bundle = bundles[program];
  const script =
    bundle === undefined
      ? [join(REPOSITORY_ROOT, program)]
      : [join(REPOSITORY_ROOT, 'deploy/local/dist/launch.js'), bundle];
  return { command: process.execPath, args: [...SMALL_HEAP, ...script, ...given] };
}

function bus({ settings, keys, urls, env }: Surroundings): Record<string, string | undefined> {
  if (settings.given.nats !== undefined) {
    const { NATS_USER, NATS_PASSWORD, NATS_INBOX_PREFIX } = env;
    return { NATS_URL: urls.nats, NATS_USER, NATS_PASSWORD, NATS_INBOX_PREFIX };
  }
  return {
    NATS_URL: urls.nats,
    NATS_USER: SERVICES,
    NATS_PASSWORD: keys.natsServicesPassword,
    NATS_INBOX_PREFIX: SERVICES_INBOX_PREFIX,
  };
}

/** What every service that drives a saga in tenants is set. */
function saga(surroundings: Surroundings): Record<string, string | undefined> {
  const { urls } = surroundings;
  return {
    ...bus(surroundings),
    ESDB_URL: urls.eventStore,
    OIDC_ISSUER: urls.identityProvider,
    PUBLIC_URL: urls.gateway,
    TENANT_URL_TEMPLATE: `${urls.tenantSimulator}/tenants/{tenantId}`,
    TENANT_DIRECTORY: JSON.stringify({ sf400001: { systemTypes: ['successfactors'] } }),
    PLATFORM_CLIENT_ID: 'system-landscape',
    PLATFORM_CLIENT_SECRET: 'demo',
    ...given(surroundings, ['TENANT_URL_TEMPLATE', 'TENANT_DIRECTORY', 'PLATFORM_CLIENT_ID', 'PLATFORM_CLIENT_SECRET']),
  };
}

function given({ env }: Surroundings, settings: readonly string[]): Record<string, string> {
  return Object.fromEntries(settings.flatMap((setting) => (env[setting] ? [[setting, env[setting]]] : [])));
}
