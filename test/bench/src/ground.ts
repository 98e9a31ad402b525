import { EventStoreDBClient } from '@eventstore/db-client';
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
import { inTurn, signInToAccounts, writeClients, type Account } from './accounts.js';
import { untilAtRest } from './at-rest.js';
import type { Effort } from './effort.js';
import { memoryFacts, readyFact, type Fact } from './facts.js';
import { register, type KnownSystem } from './rows/system-calls.js';

/** Everything that is measured, side by side on this machine. */
export interface Ground {
  readonly platform: LocalPlatform;
  /** The platform's event store. */
  readonly log: EventStoreDBClient;
  /** Of the start. */
  readonly facts: readonly Fact[];
  /** Undefined on a machine without PostgreSQL. */
  readonly rival: Rival | undefined;
  /** A store and a NATS of their own, so that what the ceilings write is not the platform's. */
  readonly eventStore: Server;
  readonly nats: Server;
  /** Administrators of the accounts, for platform and rival alike. */
  readonly accounts: readonly Account[];
  /** The systems that platform and rival are asked about, as many each; they are registered when they are first wanted. */
  readonly systems: () => Promise<{ readonly ours: readonly KnownSystem[]; readonly rival: readonly KnownSystem[] }>;
  /** Waits until platform and log have nothing left to do. */
  readonly rest: () => Promise<void>;
  /** Starts one of the programs of this package, or another one by its absolute path. */
  readonly start: StartProgram;
  /** Something more to do when everything is stopped. */
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
  /** A rival on another database of the same PostgreSQL, which is made empty. */
  readonly another: (name: string) => Promise<{ readonly url: string; readonly database: string }>;
}

/** The usual settings, but for the bounds on callers: a hundred accounts take all the load. */
export function benchSettings(folder: string): Record<string, string | undefined> {
  return {
    // Names the store that the embedded one is compared with.
    ESDB_URL: undefined,
    LOG_LEVEL: 'warn',
    MAX_LIVE_TOKENS: '10000000',
    RATE_LIMIT_WRITES: '1000000000',
    CLIENTS_FILE: writeClients(folder),
  };
}

export async function prepareGround(effort: Effort): Promise<Ground> {
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
      readyFact('ready', 'empty data folder', (performance.now() - began) / 1000, 6),
      ...memoryFacts('idle', 'idle', platform),
    ];
    const log = EventStoreDBClient.connectionString(platform.urls.eventStore);
    const [eventStore, nats] = await Promise.all([startEventStore(), startNats()]);
    stops.push(
      () => log.dispose(),
      () => eventStore.stop(),
      () => nats.stop(),
    );
    const rival = await startRival(platform.urls.identityProvider, start, stops);
    const accounts = await signInToAccounts(platform.urls.identityProvider);
    const rest = () => untilAtRest(platform, log);
    const systems = once(async () => {
      const ours = await registerSystems(platform.urls.gateway, accounts, effort);
      await rest();
      return { ours, rival: rival === undefined ? [] : await registerSystems(rival.url, accounts, effort) };
    });
    const onStop: Ground['onStop'] = (more) => void stops.push(more);
    return { platform, log, facts, rival, eventStore, nats, accounts, systems, rest, start, onStop, stop };
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

/** Registers systems in as many accounts as it takes. */
async function registerSystems(
  url: string,
  accounts: readonly Account[],
  { systems, perAccount }: Effort,
): Promise<readonly KnownSystem[]> {
  const next = inTurn(accounts.slice(0, Math.ceil(systems / perAccount)));
  return inParallel(systems, 32, async () => {
    const account = next();
    return { account, id: (await register(url, account)).system.id };
  });
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}

/** The address that a process printed as ready. */
export function urlOf(running: RunningProcess): string {
  const url = running.ready[1];
  if (url === undefined) throw new Error(`The process printed no address: ${running.output()}`);
  return url;
}
