import type { NatsUsersFolder } from '@system-landscape/nats-users';
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { answersHttp } from './answers.js';
import { Bundles } from './bundles.js';
import { lockDataFolder, type DataFolder, type RunningComponent } from './data-folder.js';
import { provideDemoSubscriber } from './demo-subscriber.js';
import { isDiskFull } from './disk-space.js';
import { externalProblems } from './external-components.js';
import { damagedStreams, streamsNotRestored } from './jetstream-folder.js';
import { NATS_USERS, provideKeys, type LocalKeys } from './keys.js';
import { natsConfig } from './nats-config.js';
import { buildProblems, COMPONENTS, REPOSITORY_ROOT, type PlatformUrls, type LaunchContext } from './components.js';
import { freePort, LOOPBACK, portProblems } from './ports.js';
import { readableRoot } from './readable-root.js';
import { reasonOf } from './reason.js';
import {
  instanceName,
  instancesSetting,
  componentsToStart,
  portUses,
  PORT_SETTINGS,
  readSettings,
  type Environment,
  type LocalSettings,
  type ComponentName,
} from './settings.js';
import { Guard, SupervisedProcess, type ProcessSpec, type SupervisionEvents } from './supervised-process.js';

export interface LocalPlatformOptions {
  /** Default: `DATA_DIR`, else `.data`. */
  dataDir?: string;
  /** `ephemeral`: free ports instead of the settings'. */
  ports?: 'settings' | 'ephemeral';
  /** Settings that override this process's environment; `undefined` removes one. */
  env?: Environment;
  /** Number of instances per service; overrides `INSTANCES` and `<SERVICE>_INSTANCES`. */
  instances?: Partial<Record<ComponentName, number>>;
  /** Checkout whose programs run, built there, by component; default: this one. */
  roots?: Partial<Record<ComponentName, string>>;
  /** Where an instance runs, by its name (`gateway-2`); default: on loopback of this machine. */
  hosts?: Readonly<Record<string, Host>>;
  /** Called with a line for each event of a component, such as a crash and its restart. */
  report?: (line: string) => void;
  /** Aborts the start: what was started is stopped, and the start fails with a StartError. */
  signal?: AbortSignal;
}

/** A machine that shares the files of this one, such as a network namespace. */
export interface Host {
  readonly address: string;
  /** The command that runs a program there. */
  command(program: string, args: readonly string[]): { readonly command: string; readonly args: readonly string[] };
}

const THIS_MACHINE: Host = { address: LOOPBACK, command: (command, args) => ({ command, args }) };

export interface LocalPlatform {
  readonly urls: PlatformUrls;
  readonly dataDir: string;
  /** The users of NATS; undefined when an external NATS is used. */
  readonly natsUsers: NatsUsersFolder | undefined;
  /** Every running process by its name (`gateway`, `registration-2`, `event-store`, …). */
  components(): Record<string, RunningComponent>;
  /** @throws Error when there is no such component */
  pid(name: string): number;
  /** SIGKILL; the component stays down until `restart`. (A component that crashes is restarted automatically.) */
  kill(name: string): Promise<void>;
  /** Restarts a component and resolves when it is ready. */
  restart(name: string): Promise<void>;
  /**
   * Ends a component in order and starts it from another checkout, which is built: a step of a rolling deploy. Resolves when
   * it is ready.
   */
  replace(name: string, root: string): Promise<void>;
  /** Stops everything in reverse order, each process within a time limit; safe to call again. */
  stop(): Promise<void>;
  /** SIGKILL for everything, without waiting. */
  killAll(): void;
  /** Resolves with the reason when a component crashed too often; everything is stopped by then. */
  readonly failed: Promise<string>;
}

/** The platform cannot be started. Each problem names its cause and a remedy. Nothing is left running. */
export class StartError extends Error {
  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'StartError';
  }
}

/** Limit for the start of one component in ms. */
const READY_WITHIN_MS = 120_000;
/** Interval in ms at which the space on the disk is looked at. */
const DISK_CHECK_MS = 5_000;

/**
 * Starts the whole platform on this machine, one process per component, and resolves when all are ready.
 * The build must be up to date.
 * @throws StartError
 */
export async function startLocalPlatform(options: LocalPlatformOptions = {}): Promise<LocalPlatform> {
  const env: Environment = { ...process.env, ...options.env, ...overrides(options) };
  const { settings, problems } = readSettings(env);
  if (options.ports === 'ephemeral') await assignFreePorts(settings);
  const names = componentsToStart(settings);
  const binary = natsServerBinary(env);
  const { roots = {} } = options;
  const found = [...problems, ...names.flatMap((name) => buildProblems([name], roots[name]))];
  if (names.includes('nats') && binary === undefined) found.push(NO_NATS_SERVER);
  if (found.length > 0) throw new StartError(found);

  const unusable = await externalProblems(settings, env);
  if (unusable.length > 0) throw new StartError(unusable);

  const folder = asStartError(() => lockDataFolder(settings.dataDir));
  try {
    const portsInUse = await portProblems(portUses(settings, names));
    if (portsInUse.length > 0) throw new StartError(portsInUse);
    const keys = asStartError(() => provideKeys(join(settings.dataDir, 'keys')));
    const damaged = names.includes('nats') ? damagedStreams(join(settings.dataDir, 'nats')) : [];
    if (damaged.length > 0) throw new StartError(damaged);
    const hostOf = (name: string) => options.hosts?.[name] ?? THIS_MACHINE;
    const context = launchContext(settings, keys, env, binary ?? '', hostOf);
    const platform = new SupervisedPlatform(context, roots, hostOf, folder, options.report ?? (() => undefined));
    return await platform.start(names, options.signal);
  } catch (error) {
    folder.release();
    throw error;
  }
}

const NO_NATS_SERVER =
  'There is no nats-server. Run `node deploy/local/prepare.mjs`, or put one into PATH, or name it in NATS_SERVER, ' +
  'or point NATS_URL to a running one with JetStream.';

class SupervisedPlatform implements LocalPlatform {
  readonly urls: PlatformUrls;
  readonly dataDir: string;
  readonly natsUsers: LocalPlatform['natsUsers'];
  readonly failed: Promise<string>;
  private readonly processes = new Map<string, Instance & { readonly process: SupervisedProcess }>();
  private readonly checkouts = new Map<string, Checkout>();
  private readonly guard = new Guard();
  private readonly events: SupervisionEvents;
  private stopping: Promise<void> | undefined;
  private diskCheck: NodeJS.Timeout | undefined;
  private diskIsFull = false;

  constructor(
    private readonly context: Omit<LaunchContext, keyof Checkout>,
    private readonly roots: Partial<Record<ComponentName, string>>,
    private readonly hostOf: (instance: string) => Host,
    private readonly folder: DataFolder,
    private readonly report: (line: string) => void,
  ) {
    const { settings, keys, urls } = context;
    this.urls = urls;
    this.dataDir = settings.dataDir;
    this.natsUsers = settings.external.nats === undefined ? keys.natsUsers : undefined;
    let reportFailure: (reason: string) => void;
    this.failed = new Promise((resolve) => (reportFailure = resolve));
    this.events = {
      started: () => this.writeRunFile(),
      waiting: ({ name }, seconds, reason) => report(`${name} is not ready after ${seconds} s: ${reason}`),
      hung: ({ name }, reason) => report(`${name} ${reason}; ending it`),
      logProblem: report,
      exited: ({ name }, reason, delayMs) => report(`${name} ${reason}; restarting it in ${delayMs} ms`),
      recovered: ({ name }, pid) => report(`${name} is ready again (process ${pid})`),
      failed: (spec, reason) => {
        const message = `${spec.name} crashed too often (${reason}).\n${this.lastLines(spec.name)}`;
        void this.stop().then(() => reportFailure(message));
      },
    };
  }

  async start(names: readonly ComponentName[], signal?: AbortSignal): Promise<this> {
    mkdirSync(join(this.dataDir, 'logs'), { recursive: true });
    for (const name of names) {
      this.context.settings.ports[name].forEach((port, index) => {
        const metricsPort = this.context.settings.metricsPorts[name]?.[index];
        const instance = { component: name, name: instanceName(name, index), port, metricsPort };
        this.processes.set(instance.name, { ...instance, process: this.processFor(instance, this.roots[name]) });
      });
    }
    this.diskCheck = setInterval(() => this.checkDisk(), DISK_CHECK_MS);
    const starts = new Map<ComponentName, Promise<unknown>>();
    const startOf = (name: ComponentName): Promise<unknown> => {
      const start = starts.get(name) ?? this.startComponent(name, startOf);
      starts.set(name, start);
      return start;
    };
    const aborted = new Promise<never>((_resolve, reject) => {
      const abort = () => reject(new StartError(['The start was aborted.']));
      if (signal?.aborted) abort();
      signal?.addEventListener('abort', abort, { once: true });
    });
    try {
      await Promise.race([aborted, Promise.all(names.map(startOf))]);
      if (this.natsUsers !== undefined) await provideDemoSubscriber(this.urls.nats, this.natsUsers);
    } catch (error) {
      await this.stop();
      throw error;
    }
    return this;
  }

  components(): Record<string, RunningComponent> {
    const running = [...this.processes].flatMap(
      ([
        name,
        {
          component,
          port,
          metricsPort,
          process: { pid },
        },
      ]) => {
        if (pid === undefined) return [];
        const { address } = this.hostOf(name);
        const metricsUrl = metricsPort === undefined ? undefined : urlOf(component, metricsPort, address);
        return [[name, { pid, port, url: urlOf(component, port, address), metricsUrl }] as const];
      },
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

  async replace(name: string, root: string): Promise<void> {
    const { process: predecessor, ...instance } = this.entry(name);
    await predecessor.stop();
    const process = this.processFor(instance, root);
    this.processes.set(name, { ...instance, process });
    await process.start();
  }

  stop(): Promise<void> {
    this.stopping ??= this.stopAll();
    return this.stopping;
  }

  killAll(): void {
    for (const { pid } of Object.values(this.components())) process.kill(pid, 'SIGKILL');
    this.folder.release();
  }

  private processFor(
    { component, name, port, metricsPort }: Instance,
    root: string = REPOSITORY_ROOT,
  ): SupervisedProcess {
    const context = { ...this.context, ...this.checkout(root) };
    const { settings, env } = context;
    const definition = COMPONENTS[component];
    // Another release may have no such port.
    const healthPort = root === REPOSITORY_ROOT ? (metricsPort ?? port) : port;
    const host = this.hostOf(name);
    const health = `http://${host.address}:${healthPort}/health`;
    const { command, args } = definition.command(port, context);
    const spec: ProcessSpec = {
      name,
      ...host.command(command, args),
      cwd: root,
      env: childEnvironment(env, {
        HOST: host.address,
        PORT: String(port),
        METRICS_PORT: metricsPort?.toString(),
        ...definition.env(context),
      }),
      logFile: join(this.dataDir, 'logs', `${name}.log`),
      onLine: settings.logToTerminal ? (line) => this.report(`${name.padEnd(18)} ${line}`) : undefined,
      ready: definition.readyLine ? { line: definition.readyLine } : { url: `${health}/ready` },
      readyWithinMs: definition.readyWithinMs ?? READY_WITHIN_MS,
      answers: definition.answers?.(port, context) ?? answersHttp(`${health}/live`),
      hungAfterMs: settings.hungAfterMs,
      isDiskFull: () => isDiskFull(this.dataDir),
    };
    return new SupervisedProcess(spec, this.events, this.guard);
  }

  private checkout(root: string): Checkout {
    const known = this.checkouts.get(root);
    if (known) return known;
    const checkout = { root, programRoot: readableRoot(root), bundles: new Bundles(root).upToDate() };
    this.checkouts.set(root, checkout);
    return checkout;
  }

  private async startComponent(
    component: ComponentName,
    startOf: (name: ComponentName) => Promise<unknown>,
  ): Promise<void> {
    await Promise.all(COMPONENTS[component].needs.filter((need) => this.instancesOf(need).length > 0).map(startOf));
    await Promise.all(
      this.instancesOf(component).map(async (process) => {
        try {
          await process.start();
        } catch (error) {
          const reason = error instanceof Error ? error.message : String(error);
          throw new StartError([`${reason}.\n${this.lastLines(process.spec.name)}`]);
        }
        if (component === 'nats') this.requireAllStreams(process.spec.logFile);
      }),
    );
  }

  private requireAllStreams(logFile: string): void {
    const damaged = streamsNotRestored(join(this.dataDir, 'nats'), readFileSync(logFile, 'utf8'));
    if (damaged.length > 0) throw new StartError(damaged);
  }

  private writeRunFile(): void {
    try {
      this.folder.writeRunFile(this.components());
    } catch (error) {
      // Said once for all files, when the space is looked at.
      if (!isDiskFull(this.dataDir)) this.report(`run.json cannot be written: ${reasonOf(error)}.`);
    }
  }

  private checkDisk(): void {
    const full = isDiskFull(this.dataDir);
    if (full === this.diskIsFull) return;
    this.diskIsFull = full;
    this.report(
      full
        ? `The disk of ${this.dataDir} is full: components that must write stop until there is space again.`
        : `The disk of ${this.dataDir} has space again.`,
    );
  }

  private async stopAll(): Promise<void> {
    clearInterval(this.diskCheck);
    const order = Object.keys(COMPONENTS) as ComponentName[];
    for (const component of order.reverse())
      await Promise.all(this.instancesOf(component).map((process) => process.stop()));
    this.guard.done();
    for (const { programRoot } of this.checkouts.values()) programRoot.remove();
    this.folder.release();
  }

  private lastLines(name: string): string {
    const { process } = this.entry(name);
    const tail = process.tail().replace(/^/gm, '  ');
    return `Its last lines (all in ${process.spec.logFile}):\n${tail.trim() === '' ? '  (none)' : tail}`;
  }

  private instancesOf(component: ComponentName): SupervisedProcess[] {
    return [...this.processes.values()].filter((entry) => entry.component === component).map(({ process }) => process);
  }

  private find(name: string): SupervisedProcess {
    return this.entry(name).process;
  }

  private entry(name: string) {
    const entry = this.processes.get(name);
    if (entry) return entry;
    throw new Error(`There is no component "${name}". There are ${[...this.processes.keys()].join(', ')}.`);
  }
}

function overrides({ dataDir, instances = {} }: LocalPlatformOptions): Environment {
  const settings: Record<string, string> = dataDir === undefined ? {} : { DATA_DIR: dataDir };
  for (const [name, count] of Object.entries(instances))
    settings[instancesSetting(name as ComponentName)] = String(count);
  return settings;
}

async function assignFreePorts({ ports, metricsPorts }: LocalSettings): Promise<void> {
  for (const instances of [...Object.values(ports), ...Object.values(metricsPorts)]) {
    for (const index of instances.keys()) instances[index] = await freePort();
  }
}

/** A process of a component, and where it is reached. */
interface Instance {
  readonly component: ComponentName;
  readonly name: string;
  readonly port: number;
  readonly metricsPort: number | undefined;
}

/** What the context of a component says of the checkout whose programs it runs. */
type Checkout = Pick<LaunchContext, 'root' | 'programRoot' | 'bundles'>;

function launchContext(
  settings: LocalSettings,
  keys: LocalKeys,
  env: Environment,
  natsServer: string,
  hostOf: (instance: string) => Host,
): Omit<LaunchContext, keyof Checkout> {
  const { dataDir, ports, external } = settings;
  const first = (name: ComponentName) => urlOf(name, ports[name][0] ?? 0, hostOf(name).address);
  const natsConfigFile = join(dataDir, 'keys', 'nats-server.conf');
  const config = {
    port: ports.nats[0] ?? 0,
    storeDir: join(dataDir, 'nats'),
    storageKey: keys.natsStorageKey,
    usersFile: `${NATS_USERS}/users.conf`,
  };
  writeFileSync(natsConfigFile, natsConfig(config), { mode: 0o600 });
  return {
    settings,
    keys,
    env,
    natsServerBinary: natsServer,
    natsConfigFile,
    urls: {
      gateway: first('gateway'),
      identityProvider: external.oidcIssuer ?? first('identity-provider'),
      tenantSimulator: first('tenant-simulator'),
      eventStore:
        external.eventStore ?? first('event-store').replace('esdb://', `esdb://${keys.eventStoreCredentials}@`),
      nats: external.nats ?? first('nats'),
    },
  };
}

function urlOf(component: ComponentName, port: number, address: string): string {
  if (component === 'event-store') return `esdb://${address}:${port}?tls=false`;
  return `${component === 'nats' ? 'nats' : 'http'}://${address}:${port}`;
}

/** Settings of the start itself, and settings that only the definition of a component passes on. */
const NOT_INHERITED = new Set<string>([
  ...PORT_SETTINGS,
  ...['HOST', 'PORT', 'DATA_DIR', 'DATA_KEY_FILE', 'LOG_TO_TERMINAL', 'HUNG_AFTER', 'JEST_WORKER_ID'],
  ...[
    'ESDB_URL',
    'NATS_URL',
    'NATS_USER',
    'NATS_PASSWORD',
    'NATS_NKEY_FILE',
    'NATS_USERS',
    'DATABASE_URL',
    'OIDC_ISSUER',
  ],
]);

/** Environment of a component: the caller's, so that every setting of a service can be given to `npm start`. */
function childEnvironment(env: Environment, own: Environment): NodeJS.ProcessEnv {
  const inherited = Object.entries(env).filter(
    ([name]) => !NOT_INHERITED.has(name) && !name.endsWith('INSTANCES') && !name.startsWith('npm_'),
  );
  const child = { LOG_LEVEL: 'info', ...Object.fromEntries(inherited), ...withoutProxyForLoopback(env), ...own };
  // Services must not behave differently under Jest.
  return { ...child, NODE_ENV: env['NODE_ENV'] === 'test' ? undefined : env['NODE_ENV'] };
}

/** No request to this machine goes by a proxy, whatever the caller's environment says. */
function withoutProxyForLoopback(env: Environment): Environment {
  return Object.fromEntries(
    ['no_proxy', 'NO_PROXY'].map((name) => [
      name,
      [env[name] || env['no_proxy'] || env['NO_PROXY'], LOOPBACK, 'localhost'].filter(Boolean).join(','),
    ]),
  );
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

/** Turns an error of the preparation into a StartError, which is shown without a stack trace. */
function asStartError<T>(action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw new StartError([error instanceof Error ? error.message : String(error)]);
  }
}
