import { signIn } from '@system-landscape/e2e';
import { REPOSITORY_ROOT, startPlatform, type Platform } from '@system-landscape/local';
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
import { join } from 'node:path';
import { memoryFacts, readyFact, type Fact } from './facts.js';

/** Everything that is measured, side by side on this machine. */
export interface Ground {
  readonly platform: Platform;
  /** Of the start. */
  readonly facts: readonly Fact[];
  /** Undefined on a machine without PostgreSQL. */
  readonly rivalUrl: string | undefined;
  /** A store and a NATS of their own, so that what the ceilings write is not the platform's. */
  readonly eventStore: Server;
  readonly nats: Server;
  readonly accessToken: string;
  readonly start: (
    name: string,
    script: string,
    args: string[],
    env: Record<string, string>,
  ) => Promise<RunningProcess>;
  readonly stop: () => Promise<void>;
}

/** Starts the platform with its usual settings, but for the bounds on callers: one account takes all the load. */
export async function prepareGround(): Promise<Ground> {
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const each of stops.splice(0).reverse()) await each();
  };
  const start: Ground['start'] = async (name, script, args, env) => {
    const running = await startProcess({
      name,
      command: process.execPath,
      args: [join(REPOSITORY_ROOT, 'test/bench/dist', script), ...args],
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
    const platform = await startPlatform({
      dataDir: folder.path,
      ports: 'ephemeral',
      env: { LOG_LEVEL: 'warn', MAX_LIVE_TOKENS: '10000000', RATE_LIMIT_WRITES: '1000000000' },
    });
    stops.push(() => platform.stop());
    const facts = [readyFact(performance.now() - began), ...memoryFacts('idle', 'idle', platform)];
    const [eventStore, nats] = await Promise.all([startEventStore(), startNats()]);
    stops.push(
      () => eventStore.stop(),
      () => nats.stop(),
    );
    let rivalUrl: string | undefined;
    if (postgresPrograms() !== undefined) {
      const postgres = await startPostgres();
      stops.push(() => postgres.stop());
      const { identityProvider } = platform.urls;
      const env = { DATABASE_URL: postgres.url, OIDC_ISSUER: identityProvider, NODE_ENV: 'production', NO_COLOR: '1' };
      rivalUrl = urlOf(await start('rival', 'rival/main.js', [], env));
    }
    const accessToken = await signIn(platform.urls.identityProvider, 'ga-admin');
    return { platform, facts, rivalUrl, eventStore, nats, accessToken, start, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The address that a process printed as ready. */
export function urlOf(running: RunningProcess): string {
  const url = running.ready[1];
  if (url === undefined) throw new Error(`The process printed no address: ${running.output()}`);
  return url;
}
