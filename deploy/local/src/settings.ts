import { readConnectionString } from '@system-landscape/postgres-access';
import { resolve } from 'node:path';
import type { PortUse } from './ports.js';

/** The components that listen on a port, with the default port and the setting that changes it. */
export const PORTS = {
  gateway: { setting: 'GATEWAY_PORT', port: 8080 },
  'identity-provider': { setting: 'IDENTITY_PROVIDER_PORT', port: 8090 },
  'tenant-simulator': { setting: 'TENANT_SIMULATOR_PORT', port: 8092 },
  'event-store': { setting: 'EVENT_STORE_PORT', port: 2113 },
  nats: { setting: 'NATS_PORT', port: 4222 },
  'token-issuance': { setting: 'TOKEN_ISSUANCE_PORT', port: 8101 },
  registration: { setting: 'REGISTRATION_PORT', port: 8102 },
  projection: { setting: 'PROJECTION_PORT', port: 8103 },
  deregistration: { setting: 'DEREGISTRATION_PORT', port: 8104 },
  assignment: { setting: 'ASSIGNMENT_PORT', port: 8105 },
  'event-relay': { setting: 'EVENT_RELAY_PORT', port: 8106 },
} as const;

export type ComponentName = keyof typeof PORTS;

export const COMPONENT_NAMES = Object.keys(PORTS) as ComponentName[];

/** Components whose health with details and metrics have a port of their own. */
const METRICS_PORTS: Partial<Record<ComponentName, { readonly setting: string; readonly port: number }>> = {
  gateway: { setting: 'GATEWAY_METRICS_PORT', port: 8081 },
};

/** The settings that change the ports of the components. */
export const PORT_SETTINGS: readonly string[] = [...Object.values(PORTS), ...Object.values(METRICS_PORTS)].map(
  ({ setting }) => setting,
);

/** Components that may run more than once; the others own a data folder or a fixed address. */
export const SCALABLE: readonly ComponentName[] = [
  'gateway',
  'token-issuance',
  'registration',
  'deregistration',
  'assignment',
  'projection',
  'event-relay',
];

/** Difference between the ports of two instances. */
const INSTANCE_PORT_STEP = 100;
const MAX_INSTANCES = 8;

export interface LocalSettings {
  /** Absolute. */
  dataDir: string;
  /** One port per instance. */
  ports: Record<ComponentName, number[]>;
  /** One port per instance, for components whose health with details and metrics have one of their own. */
  metricsPorts: Partial<Record<ComponentName, number[]>>;
  /** URLs of external components, which are not started. */
  external: { eventStore?: string; nats?: string; database?: string; oidcIssuer?: string };
  logToTerminal: boolean;
  /** How long a component may leave questions unanswered until it is replaced, in ms; 0: for ever. */
  hungAfterMs: number;
}

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the settings of the local start.
 * @returns the settings, and one message with cause and remedy per mistake
 */
export function readSettings(env: Environment): { settings: LocalSettings; problems: string[] } {
  const problems: string[] = [];
  // As the services decide it; service-kit would load Nest before anything starts.
  if ((env['PLATFORM_PROFILE'] || env['NODE_ENV']) === 'production') {
    problems.push(
      'The local start is for development: its users and secrets are known to everybody, and its connections are plain. ' +
        'Set PLATFORM_PROFILE to development, or remove NODE_ENV=production.',
    );
  }
  const external = {
    eventStore: readUrl(env, 'ESDB_URL', ['esdb', 'esdb+discover'], problems),
    nats: readUrl(env, 'NATS_URL', ['nats', 'tls', 'ws', 'wss'], problems),
    database: readDatabase(env, problems),
    oidcIssuer: readUrl(env, 'OIDC_ISSUER', ['http', 'https'], problems),
  };
  const hungAfterMs = readHungAfter(env, problems);
  const defaultInstances = readInstances(env, 'INSTANCES', 1, problems);
  const ports = {} as Record<ComponentName, number[]>;
  const metricsPorts: LocalSettings['metricsPorts'] = {};
  for (const name of COMPONENT_NAMES) {
    const length = SCALABLE.includes(name)
      ? readComponentInstances(env, name, defaultInstances, external.database, problems)
      : 1;
    const portsOf = ({ setting, port }: { readonly setting: string; readonly port: number }) => {
      const first = readPort(env, setting, port, problems);
      return Array.from({ length }, (_, index) => first + index * INSTANCE_PORT_STEP);
    };
    ports[name] = portsOf(PORTS[name]);
    const metrics = METRICS_PORTS[name];
    if (metrics) metricsPorts[name] = portsOf(metrics);
  }
  checkRules(env, problems);
  const settings = {
    dataDir: resolve(env['DATA_DIR'] || '.data'),
    ports,
    metricsPorts,
    external,
    hungAfterMs,
    logToTerminal: /^(1|true|yes)$/i.test(env['LOG_TO_TERMINAL'] ?? ''),
  };
  return { settings, problems: [...problems, ...clashes(settings)] };
}

/** The components that are not external. */
export function componentsToStart({ external }: Pick<LocalSettings, 'external'>): ComponentName[] {
  const isExternal: Partial<Record<ComponentName, boolean>> = {
    'event-store': external.eventStore !== undefined,
    nats: external.nats !== undefined,
    'identity-provider': external.oidcIssuer !== undefined,
  };
  return COMPONENT_NAMES.filter((name) => !isExternal[name]);
}

/** Every port on which the components listen. */
export function portUses(
  { ports, metricsPorts }: Pick<LocalSettings, 'ports' | 'metricsPorts'>,
  names: readonly ComponentName[],
): PortUse[] {
  return names.flatMap((name) => [
    ...ports[name].map((port, index) => ({ name: instanceName(name, index), port, setting: PORTS[name].setting })),
    ...(metricsPorts[name] ?? []).map((port, index) => ({
      name: `metrics of ${instanceName(name, index)}`,
      port,
      setting: METRICS_PORTS[name]?.setting ?? '',
    })),
  ]);
}

/** Name of an instance in logs, run.json and messages: `registration`, `registration-2`, … */
export function instanceName(name: ComponentName, index: number): string {
  return index === 0 ? name : `${name}-${index + 1}`;
}

export function instancesSetting(name: ComponentName): string {
  return `${name.toUpperCase().replaceAll('-', '_')}_INSTANCES`;
}

function readPort(env: Environment, setting: string, fallback: number, problems: string[]): number {
  const text = env[setting];
  if (!text) return fallback;
  const port = /^\d+$/.test(text) ? Number(text) : NaN;
  if (port >= 1 && port <= 65_535) return port;
  problems.push(`${setting} is "${text}", which is no port. Give a number from 1 to 65535, for example ${fallback}.`);
  return fallback;
}

function readInstances(env: Environment, setting: string, fallback: number, problems: string[]): number {
  const text = env[setting];
  if (!text) return fallback;
  const count = /^\d+$/.test(text) ? Number(text) : NaN;
  if (count >= 1 && count <= MAX_INSTANCES) return count;
  problems.push(`${setting} is "${text}". Give a number from 1 to ${MAX_INSTANCES}.`);
  return fallback;
}

function readComponentInstances(
  env: Environment,
  name: ComponentName,
  defaultInstances: number,
  database: string | undefined,
  problems: string[],
): number {
  const needsDatabase = name === 'projection' && database === undefined;
  const count = readInstances(env, instancesSetting(name), needsDatabase ? 1 : defaultInstances, problems);
  if (needsDatabase && count > 1) {
    problems.push(
      `${instancesSetting(name)} is ${count}, but the folder of the embedded read model belongs to one process. ` +
        'Leave it at 1, or give a PostgreSQL in DATABASE_URL.',
    );
    return 1;
  }
  return count;
}

function readUrl(env: Environment, setting: string, schemes: string[], problems: string[]): string | undefined {
  const text = env[setting];
  if (!text) return undefined;
  const scheme = /^([a-z+]+):\/\/[^/]/.exec(text)?.[1];
  if (scheme !== undefined && schemes.includes(scheme)) return text;
  const allowed = schemes.map((each) => `${each}://`).join(' or ');
  // The value may hold a password, so it is not repeated.
  problems.push(
    `${setting} must start with ${allowed} and name a host. Correct it, or unset it to start that component here.`,
  );
  return undefined;
}

function readDatabase(env: Environment, problems: string[]): string | undefined {
  const text = env['DATABASE_URL'];
  if (!text) return undefined;
  try {
    readConnectionString(text, env);
    return text;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    problems.push(`DATABASE_URL ${reason}. Correct it, or unset it to keep the read model in a folder here.`);
    return undefined;
  }
}

/** `HUNG_AFTER` in ms. */
function readHungAfter(env: Environment, problems: string[]): number {
  const text = env['HUNG_AFTER'] || 'PT30S';
  const [, minutes, seconds] = /^PT(?=\d)(?:(\d+)M)?(?:(\d+)S)?$/.exec(text) ?? [];
  if (minutes !== undefined || seconds !== undefined) return (Number(minutes ?? 0) * 60 + Number(seconds ?? 0)) * 1_000;
  problems.push(
    `HUNG_AFTER is "${text}". Give a time in minutes and seconds, such as PT30S, or PT0S to replace nothing.`,
  );
  return 0;
}

/** ISO 8601, the parts that have a fixed length. */
const DURATION = /^P(?=.)(\d+W|(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?)$/;

function checkRules(env: Environment, problems: string[]): void {
  for (const setting of ['TOKEN_VALIDITY', 'ATTEMPT_DEADLINE', 'EXPIRY_SWEEP_INTERVAL']) {
    const text = env[setting];
    if (text && !DURATION.test(text)) {
      problems.push(`${setting} is "${text}", which is no ISO 8601 duration. Write for example PT30S, PT60M or P7D.`);
    }
  }
  for (const setting of [
    'MAX_LIVE_TOKENS',
    'RATE_LIMIT_READS',
    'RATE_LIMIT_WRITES',
    'RATE_LIMIT_REFUSED_REDEMPTIONS',
  ]) {
    const text = env[setting];
    if (text && !/^[1-9]\d*$/.test(text)) problems.push(`${setting} is "${text}". Give a whole number above 0.`);
  }
}

function clashes(settings: LocalSettings): string[] {
  const owners = new Map<number, string>();
  const problems: string[] = [];
  for (const { name, port, setting } of portUses(settings, componentsToStart(settings))) {
    const owner = owners.get(port);
    if (port > 65_535) problems.push(`${setting} leaves no room for ${name}. Lower it.`);
    if (owner !== undefined) {
      problems.push(`${name} and ${owner} would both listen on port ${port}. Change ${setting}.`);
    }
    owners.set(port, name);
  }
  return problems;
}
