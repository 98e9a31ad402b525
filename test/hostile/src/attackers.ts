import { constants, setPriority } from 'node:os';
import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { startHastyTenant } from './hasty-tenant.js';
import type { Load } from './load.js';
import { LOADS } from './loads.js';
import { Tally } from './tally.js';
import type { Target } from './target.js';

/**
 * The process of the attackers. They have machines of their own in reality; here they share one with the platform, so they
 * come after it when the processor is busy, and loads begin one after the other and pause between bursts.
 */
const STAGGER_MS = 400;
const PAUSE_MS = 6_000;

/** What the attackers are sent. */
export interface Attack {
  readonly target: Target;
  readonly loads: readonly string[];
  readonly seconds: number;
}

/** What the attackers send: first where their tenant is, in the end how they were answered. */
export type FromAttackers =
  { readonly hastyTenant: string } | { readonly tallies: Readonly<Record<string, [string, number][]>> };

async function run({ target, loads, seconds }: Attack): Promise<Record<string, [string, number][]>> {
  const signal = AbortSignal.timeout(seconds * 1_000);
  // Every load waits for its end.
  setMaxListeners(0, signal);
  const chosen = LOADS.filter(({ name }) => loads.includes(name)).map((load) => ({ load, tally: new Tally() }));
  await Promise.all(chosen.map(({ load, tally }, index) => repeat(load, target, tally, index * STAGGER_MS, signal)));
  return Object.fromEntries(chosen.map(({ load, tally }) => [load.name, tally.entries()]));
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

async function main(): Promise<void> {
  setPriority(constants.priority.PRIORITY_LOW);
  const tell = (message: FromAttackers) => void process.send?.(message);
  // Ends when the other process has ended.
  process.once('disconnect', () => process.exit());
  process.once('message', (attack: Attack) => {
    run(attack).then(
      (tallies) => tell({ tallies }),
      (error: unknown) => {
        process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
        process.exit(1);
      },
    );
  });
  tell({ hastyTenant: await startHastyTenant() });
}

void main();
