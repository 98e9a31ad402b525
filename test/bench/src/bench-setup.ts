import { EventStoreDBClient } from '@eventstore/db-client';
import { sendCredentialsOnLoopback } from '@system-landscape/embedded-event-store/client';
import { inParallel } from '@system-landscape/e2e';
import { REPOSITORY_ROOT, startLocalPlatform, type LocalPlatform } from '@system-landscape/local';
import {
  postgresPrograms,
  startEventStore,
  startNats,
  startPostgres,
  startProcess,
  temporaryFolder,
  type RunningProcess,
  type Server,
} from '@system-landscape/test-support';
import { join, resolve } from 'node:path';
import { Client } from 'pg';
import { roundRobin, signInToAccounts, writeClients, type Account } from './accounts.js';
import { untilIdle } from './until-idle.js';
import type { BenchScale } from './bench-scale.js';
import { memoryMetrics, readyMetric, type Metric } from './metrics.js';
import { register, type KnownSystem } from './rows/system-calls.js';

/** Everything that is measured, running at the same time on this machine. */
export interface BenchSetup {
  readonly platform: LocalPlatform;
  /** The platform's event store. */
  readonly log: EventStoreDBClient;
  /** Measured during the start. */
  readonly facts: readonly Metric[];
  /** Undefined on a machine without PostgreSQL. */
  readonly rival: Rival | undefined;
  /** Event store and NATS of the ceilings, separate from the platform's. */
  readonly eventStore: Server;
  readonly nats: Server;
  /** Administrators of the accounts, for platform and rival. */
  readonly accounts: readonly Account[];
  /** The systems that are read, the same number on platform and rival; registered at the first call. */
  readonly systems: () => Promise<{ readonly ours: readonly KnownSystem[]; readonly rival: readonly KnownSystem[] }>;
  /** Waits until the platform is idle. */
  readonly waitUntilIdle: () => Promise<void>;
  /** Starts one of the programs of this package, or another one by its absolute path. */
  readonly start: StartProgram;
  /** Registers a resource to stop at the end. */
  readonly onStop: (stop: () => Promise<unknown>) => void;
  readonly stop: () => Promise<void>;
}

export type StartProgram = (
  name: string,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
) => Promise<RunningProcess>;

export interface Rival {
  readonly url: string;
  /** Starts another rival on a new database of the same PostgreSQL. */
  readonly another: (name: string) => Promise<{ readonly url: string; readonly database: string }>;
}

/** The default settings, but without rate limits: a hundred accounts carry all the load. */
export function benchSettings(folder: string): Record<string, string | undefined> {
  return {
    // The environment's ESDB_URL names the store that the embedded one is compared with.
    ESDB_URL: undefined,
    LOG_LEVEL: 'warn',
    MAX_LIVE_TOKENS: '10000000',
    RATE_LIMIT_WRITES: '1000000000',
    RATE_LIMIT_READS: '1000000000',
    RATE_LIMIT_REFUSED_REDEMPTIONS: '1000000000',
    CLIENTS_FILE: writeClients(folder),
  };
}

export async function startBenchSetup(scale: BenchScale): Promise<BenchSetup> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  const start: StartProgram = async (name, script, args, env) => {
    const running = await startProcess({
      name,
      command: process.execPath,
      args: [resolve(REPOSITORY_ROOT, 'test/bench/dist', script), ...args],
      env,
      readyLine: /ready(?: on (http:\S+?))?(?:\s|$)/,
    });
    stops.push(() => running.stop());
    return running;
  };
  try {
    const folder = await temporaryFolder('bench');
    stops.push(folder.remove);
    const began = performance.now();
    const platform = await startLocalPlatform({
      dataDir: join(folder.path, 'data'),
      ports: 'ephemeral',
      env: benchSettings(folder.path),
    });
    stops.push(() => platform.stop());
    const facts = [
      readyMetric('ready', 'empty data folder', (performance.now() - began) / 1000, 6),
      ...memoryMetrics('idle', 'idle', platform),
    ];
    const log = sendCredentialsOnLoopback(
      EventStoreDBClient.connectionString(platform.urls.eventStore),
      platform.urls.eventStore,
    );
    const [eventStore, nats] = await Promise.all([startEventStore(), startNats()]);
    stops.push(
      () => log.dispose(),
      () => eventStore.stop(),
      () => nats.stop(),
    );
    const rival = await startRival(platform.urls.identityProvider, start, stops);
    const accounts = await signInToAccounts(platform.urls.identityProvider);
    const waitUntilIdle = () => untilIdle(platform, log);
    const systems = once(async () => {
      const ours = await registerSystems(platform.urls.gateway, accounts, scale);
      await waitUntilIdle();
      return { ours, rival: rival === undefined ? [] : await registerSystems(rival.url, accounts, scale) };
    });
    const onStop: BenchSetup['onStop'] = (more) => void stops.push(more);
    return { platform, log, facts, rival, eventStore, nats, accounts, systems, waitUntilIdle, start, onStop, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startRival(
  issuer: string,
  start: StartProgram,
  stops: (() => Promise<unknown>)[],
): Promise<Rival | undefined> {
  if (postgresPrograms() === undefined) return undefined;
  const postgres = await startPostgres();
  stops.push(() => postgres.stop());
  const on = async (database: string) => {
    const env = { DATABASE_URL: database, OIDC_ISSUER: issuer, NODE_ENV: 'production', NO_COLOR: '1' };
    return urlOf(await start('rival', 'rival/main.js', [], env));
  };
  return {
    url: await on(postgres.url),
    another: async (name) => {
      const client = new Client(postgres.url);
      await client.connect();
      await client.query(`create database ${name}`);
      await client.end();
      const database = Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
      return { url: await on(database), database };
    },
  };
}

/** Registers systems, `perAccount` in each account. */
async function registerSystems(
  url: string,
  accounts: readonly Account[],
  { systems, perAccount, connections }: BenchScale,
): Promise<readonly KnownSystem[]> {
  const next = roundRobin(accounts.slice(0, Math.ceil(systems / perAccount)));
  return inParallel(systems, connections, async () => {
    const account = next();
    return { account, id: (await register(url, account)).system.id };
  });
}

function once<Value>(create: () => Promise<Value>): () => Promise<Value> {
  let created: Promise<Value> | undefined;
  return () => (created ??= create());
}

/** The address that a process printed as ready. */
export function urlOf(running: RunningProcess): string {
  const url = running.ready[1];
  if (url === undefined) throw new Error(`The process printed no address: ${running.output()}`);
  return url;
}
