import { startLocalPlatform } from '@system-landscape/local';
import { temporaryFolder } from '@system-landscape/test-support';
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { GoodAccount } from './good-account.js';
import type { Load } from './load.js';
import { Tally } from './tally.js';
import { targetOf, writeClients, type Target } from './target.js';

/** Loads begin one after the other, and each pauses between two bursts: one machine is attacker and platform at once. */
const STAGGER_MS = 400;
const PAUSE_MS = 6_000;
const GOOD_WORKERS = 2;

export interface AttackOptions {
  readonly seconds: number;
  readonly loads: readonly Load[];
  readonly report: (line: string) => void;
}

export interface Outcome {
  readonly loads: readonly { readonly load: Load; readonly tally: Tally }[];
  readonly good: GoodAccount;
  /** Every system of the well-behaved account was registered, and every one of its requests answered in time. */
  readonly wasServed: boolean;
}

/**
 * Starts a platform on free ports of loopback, with the limits of production and two instances of the services that decide,
 * and runs the loads all at once while a well-behaved account registers systems. Everything has a bound in time.
 */
export async function attack({ seconds, loads, report }: AttackOptions): Promise<Outcome> {
  const folder = await temporaryFolder('hostile');
  try {
    const platform = await startLocalPlatform({
      dataDir: `${folder.path}/data`,
      ports: 'ephemeral',
      instances: { 'token-issuance': 2, registration: 2 },
      env: { ...LIMITS, CLIENTS_FILE: writeClients(folder.path) },
      report,
    });
    try {
      report(`The platform is up at ${platform.urls.gateway}; ${loads.length} loads for ${seconds} s`);
      return await runAll(await targetOf(platform), loads, seconds);
    } finally {
      await platform.stop();
    }
  } finally {
    await folder.remove();
  }
}

/** Those of the services; the local start sets them high enough for load tests. */
const LIMITS = {
  RATE_LIMIT_READS: '6000',
  RATE_LIMIT_WRITES: '600',
  RATE_LIMIT_REFUSED_REDEMPTIONS: '20',
  MAX_EVENT_READERS_PER_ACCOUNT: '500',
  MAX_EVENT_READERS_PER_CALLER: '20',
  LOG_LEVEL: 'error',
};

async function runAll(target: Target, loads: readonly Load[], seconds: number): Promise<Outcome> {
  const signal = AbortSignal.timeout(seconds * 1_000);
  // Every load and worker waits for its end.
  setMaxListeners(0, signal);
  const good = new GoodAccount(target);
  const tallies = loads.map((load) => ({ load, tally: new Tally() }));
  await Promise.all([
    ...Array.from({ length: GOOD_WORKERS }, () => good.work(signal)),
    ...tallies.map(({ load, tally }, index) => repeat(load, target, tally, index * STAGGER_MS, signal)),
  ]);
  return { loads: tallies, good, wasServed: good.failures.length === 0 && good.registered > 0 };
}

async function repeat(load: Load, target: Target, tally: Tally, afterMs: number, signal: AbortSignal): Promise<void> {
  // Rejects only for the abort, which ends the loop.
  const wait = (ms: number) => pause(ms, undefined, { signal }).catch(() => undefined);
  await wait(afterMs);
  while (!signal.aborted) {
    await load.burst(target, tally, signal);
    await wait(PAUSE_MS);
  }
}
