import { accessSync, constants, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { Bundles } from './bundles.js';
import { takeDataFolder, type DataFolder, type RunningPart } from './data-folder.js';
import { provideKeys, type LocalKeys } from './keys.js';
import { natsConfig, SERVICES } from './nats-config.js';
import { buildProblems, PARTS, REPOSITORY_ROOT, type PlatformUrls, type Surroundings } from './parts.js';
import { freePort, LOOPBACK, portProblems, type PortUse } from './ports.js';
import {
  instanceName,
  instancesSetting,
  partsToStart,
  PORTS,
  readSettings,
  type Environment,
  type LocalSettings,
  type PartName,
} from './settings.js';
import { Guard, SupervisedProcess, type ProcessSpec, type SupervisionEvents } from './supervised-process.js';

export interface PlatformOptions {
  /** Default: `DATA_DIR`, else `.data`. */
  dataDir?: string;
  /** `ephemeral`: free ports instead of the settings'. */
  ports?: 'settings' | 'ephemeral';
  /** Settings over this process's environment; `undefined` takes one away. */
  env?: Environment;
  /** How often a service is started, over `INSTANCES` and `<SERVICE>_INSTANCES`. */
  instances?: Partial<Record<PartName, number>>;
  /** Told what happens to the parts, a line each; default: nobody. */
  report?: (line: string) => void;
  /** Aborts the start: everything that was started is stopped, and the start is refused. */
  signal?: AbortSignal;
}

export interface Platform {
  readonly urls: PlatformUrls;
  readonly dataDir: string;
  /** The user that the services are; undefined when NATS is given from outside. */
  readonly natsCredentials: { user: string; password: string } | undefined;
  /** Every process by its name (`gateway`, `registration-2`, `event-store`, …). */
  parts(): Record<string, RunningPart>;
  /** @throws Error when there is no such part */
  pid(name: string): number;
  /** SIGKILL; stays down until `restart`. (A part that somebody else kills is started again by itself.) */
  kill(name: string): Promise<void>;
  /** Starts a part anew and resolves when it is ready. */
  restart(name: string): Promise<void>;
  /** Stops everything in reverse order, bounded; safe to call again. */
  stop(): Promise<void>;
  /** SIGKILL for everything, without waiting. */
  abandon(): void;
  /** Resolves with the reason when a part died too often; everything has been stopped then. */
  readonly gaveUp: Promise<string>;
}

/** The platform cannot be started; each problem names cause and cure. Nothing is left running. */
export class StartRefused extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'StartRefused';
  }
}

/** Bound of one part's start in ms: those that follow the log may have millions of events to take in. */
const READY_WITHIN_MS = 600_000;

/**
 * Starts the whole platform on this machine, a process per part, and resolves when all are ready.
 * The build must be up to date.
 * @throws StartRefused
 */
export async function startPlatform(options: PlatformOptions = {}): Promise<Platform> {
  const env: Environment = { ...process.env, ...options.env, ...overrides(options) };
  const { settings, problems } = readSettings(env);
  if (options.ports === 'ephemeral') await takeFreePorts(settings);
  const names = partsToStart(settings);
  const binary = natsServerBinary(env);
  const refusals = [...problems, ...buildProblems(names)];
  if (names.includes('nats') && binary === undefined) refusals.push(NO_NATS_SERVER);
  if (refusals.length > 0) throw new StartRefused(refusals);

  const folder = refusing(() => takeDataFolder(settings.dataDir));
  try {
    const taken = await portProblems(portUses(settings, names));
    if (taken.length > 0) throw new StartRefused(taken);
    const keys = refusing(() => provideKeys(join(settings.dataDir, 'keys')));
    const surroundings = surround(settings, keys, env, binary ?? '');
    const platform = new LocalPlatform(surroundings, folder, options.report ?? (() => undefined));
    return await platform.start(names, options.signal);
  } catch (error) {
    folder.release();
    throw error;
  }
}

const NO_NATS_SERVER =
  'There is no nats-server. Run `node deploy/local/prepare.mjs`, or put one into PATH, or name it in NATS_SERVER, ' +
  'or point NATS_URL to a running one with JetStream.';

class LocalPlatform implements Platform {
  readonly urls: PlatformUrls;
  readonly dataDir: string;
  readonly natsCredentials: Platform['natsCredentials'];
  readonly gaveUp: Promise<string>;
  private readonly processes = new Map<string, { part: PartName; port: number; process: SupervisedProcess }>();
  private readonly guard = new Guard();
  private readonly events: SupervisionEvents;
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly surroundings: Surroundings,
    private readonly folder: DataFolder,
    private readonly report: (line: string) => void,
  ) {
    const { settings, keys, urls } = surroundings;
    this.urls = urls;
    this.dataDir = settings.dataDir;
    this.natsCredentials =
      settings.given.nats === undefined ? { user: SERVICES, password: keys.natsServicesPassword } : undefined;
    let tellGaveUp: (reason: string) => void;
    this.gaveUp = new Promise((resolve) => (tellGaveUp = resolve));
    this.events = {
      started: () => this.folder.note(this.parts()),
      died: ({ name }, reason, delayMs) => report(`${name} ${reason}; it is started again in ${delayMs} ms`),
      healed: ({ name }, pid) => report(`${name} is ready again (process ${pid})`),
      gaveUp: (spec, reason) => {
        const message = `${spec.name} died too often (${reason}).\n${this.lastLines(spec.name)}`;
        void this.stop().then(() => tellGaveUp(message));
      },
    };
  }

  async start(names: readonly PartName[], signal?: AbortSignal): Promise<this> {
    mkdirSync(join(this.dataDir, 'logs'), { recursive: true });
    for (const name of names) {
      this.surroundings.settings.ports[name].forEach((port, index) => this.add(name, index, port));
    }
    const starts = new Map<PartName, Promise<unknown>>();
    const startOf = (name: PartName): Promise<unknown> => {
      const start = starts.get(name) ?? this.startPart(name, startOf);
      starts.set(name, start);
      return start;
    };
    const aborted = new Promise<never>((_resolve, reject) => {
      const refuse = () => reject(new StartRefused(['The start was called off.']));
      if (signal?.aborted) refuse();
      signal?.addEventListener('abort', refuse, { once: true });
    });
    try {
      await Promise.race([aborted, Promise.all(names.map(startOf))]);
    } catch (error) {
      await this.stop();
      throw error;
    }
    return this;
  }

  parts(): Record<string, RunningPart> {
    const running = [...this.processes].flatMap(([name, { part, port, process }]) =>
      process.pid === undefined ? [] : [[name, { pid: process.pid, port, url: urlOf(part, port) }] as const],
    );
    return Object.fromEntries(running);
  }

  pid(name: string): number {
    const { pid } = this.find(name);
    if (pid === undefined) throw new Error(`${name} is not running.`);
    return pid;
  }

  kill(name: string): Promise<void> {
    return this.find(name).kill();
  }

  restart(name: string): Promise<void> {
    return this.find(name).restart();
  }

  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  abandon(): void {
    for (const { pid } of Object.values(this.parts())) process.kill(pid, 'SIGKILL');
    this.folder.release();
  }

  private add(part: PartName, index: number, port: number): void {
    const { settings, env } = this.surroundings;
    const name = instanceName(part, index);
    const row = PARTS[part];
    const spec: ProcessSpec = {
      name,
      ...row.command(port, this.surroundings),
      cwd: REPOSITORY_ROOT,
      env: childEnvironment(env, { HOST: LOOPBACK, PORT: String(port), ...row.env(this.surroundings) }),
      logFile: join(this.dataDir, 'logs', `${name}.log`),
      onLine: settings.logToTerminal ? (line) => this.report(`${name.padEnd(18)} ${line}`) : undefined,
      ready: row.readyLine ? { line: row.readyLine } : { url: `http://${LOOPBACK}:${port}/health/ready` },
      readyWithinMs: READY_WITHIN_MS,
    };
    this.processes.set(name, { part, port, process: new SupervisedProcess(spec, this.events, this.guard) });
  }

  private async startPart(part: PartName, startOf: (name: PartName) => Promise<unknown>): Promise<void> {
    await Promise.all(PARTS[part].needs.filter((need) => this.instancesOf(need).length > 0).map(startOf));
    await Promise.all(
      this.instancesOf(part).map(async (process) => {
        try {
          await process.start();
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          throw new StartRefused([`${reason}.\n${this.lastLines(process.spec.name)}`]);
        }
      }),
    );
  }

  private async stopAll(): Promise<void> {
    const order = Object.keys(PARTS) as PartName[];
    for (const part of order.reverse()) await Promise.all(this.instancesOf(part).map((process) => process.stop()));
    this.guard.done();
    this.folder.release();
  }

  private lastLines(name: string): string {
    const { process } = this.entry(name);
    const tail = process.tail().replace(/^/gm, '  ');
    return `Its last lines (all in ${process.spec.logFile}):\n${tail.trim() === '' ? '  (none)' : tail}`;
  }

  private instancesOf(part: PartName): SupervisedProcess[] {
    return [...this.processes.values()].filter((entry) => entry.part === part).map(({ process }) => process);
  }

  private find(name: string): SupervisedProcess {
    return this.entry(name).process;
  }

  private entry(name: string) {
    const entry = this.processes.get(name);
    if (entry) return entry;
    throw new Error(`There is no part "${name}" here. There are ${[...this.processes.keys()].join(', ')}.`);
  }
}

function overrides({ dataDir, instances = {} }: PlatformOptions): Environment {
  const settings: Record<string, string> = dataDir === undefined ? {} : { DATA_DIR: dataDir };
  for (const [name, count] of Object.entries(instances)) settings[instancesSetting(name as PartName)] = String(count);
  return settings;
}

async function takeFreePorts({ ports }: LocalSettings): Promise<void> {
  const taken = new Set<number>();
  for (const instances of Object.values(ports)) {
    for (const index of instances.keys()) instances[index] = await freePort(taken);
  }
}

function portUses({ ports }: LocalSettings, names: readonly PartName[]): PortUse[] {
  return names.flatMap((name) =>
    ports[name].map((port, index) => ({ name: instanceName(name, index), port, setting: PORTS[name].setting })),
  );
}

function surround(settings: LocalSettings, keys: LocalKeys, env: Environment, natsServer: string): Surroundings {
  const { dataDir, ports, given } = settings;
  const first = (name: PartName) => urlOf(name, ports[name][0] ?? 0);
  const natsConfigFile = join(dataDir, 'keys', 'nats-server.conf');
  const config = {
    port: ports.nats[0] ?? 0,
    storeDir: join(dataDir, 'nats'),
    storageKey: keys.natsStorageKey,
    servicesPassword: keys.natsServicesPassword,
  };
  writeFileSync(natsConfigFile, natsConfig(config), { mode: 0o600 });
  return {
    settings,
    keys,
    env,
    natsServerBinary: natsServer,
    natsConfigFile,
    bundles: new Bundles(REPOSITORY_ROOT).fresh(),
    urls: {
      gateway: first('gateway'),
      identityProvider: given.oidcIssuer ?? first('identity-provider'),
      tenantSimulator: first('tenant-simulator'),
      eventStore: given.eventStore ?? first('event-store'),
      nats: given.nats ?? first('nats'),
    },
  };
}

function urlOf(part: PartName, port: number): string {
  if (part === 'event-store') return `esdb://${LOOPBACK}:${port}?tls=false`;
  return `${part === 'nats' ? 'nats' : 'http'}://${LOOPBACK}:${port}`;
}

/** Settings of the start itself, and what only the rows of the table hand on. */
const NOT_INHERITED = new Set<string>([
  ...Object.values(PORTS).map(({ setting }) => setting),
  ...['HOST', 'PORT', 'DATA_DIR', 'DATA_KEY_FILE', 'LOG_TO_TERMINAL', 'JEST_WORKER_ID'],
  ...['ESDB_URL', 'NATS_URL', 'NATS_USER', 'NATS_PASSWORD', 'DATABASE_URL', 'OIDC_ISSUER'],
]);

/** What a part sees: the caller's environment, so that every setting of a service works at the start, too. */
function childEnvironment(env: Environment, own: Environment): NodeJS.ProcessEnv {
  const inherited = Object.entries(env).filter(
    ([name]) => !NOT_INHERITED.has(name) && !name.endsWith('INSTANCES') && !name.startsWith('npm_'),
  );
  const child = { LOG_LEVEL: 'info', ...Object.fromEntries(inherited), ...own };
  // Services under test are the same as anywhere else.
  return { ...child, NODE_ENV: env['NODE_ENV'] === 'test' ? undefined : env['NODE_ENV'] };
}

function natsServerBinary(env: Environment): string | undefined {
  if (env['NATS_SERVER']) return env['NATS_SERVER'];
  const name = process.platform === 'win32' ? 'nats-server.exe' : 'nats-server';
  const folders = [...(env['PATH'] ?? '').split(delimiter), join(REPOSITORY_ROOT, '.tools/nats-server')];
  return folders
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find((path) => {
      try {
        accessSync(path, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

/** What goes wrong before the start is a refusal with a message, not a crash. */
function refusing<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new StartRefused([error instanceof Error ? error.message : String(error)]);
  }
}
