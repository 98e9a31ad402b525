import { inParallel } from '@system-landscape/e2e';
import { roundRobin } from '../accounts.js';
import type { BenchScale } from '../bench-scale.js';
import { cpuMillisecondsOf, type Metric } from '../metrics.js';
import type { BenchSetup } from '../bench-setup.js';
import { register } from './system-calls.js';
import { WholeRegistrations } from './whole-registration.js';

/**
 * CPU time of all processes of the platform for one registration, until the platform is idle again: as many registrations
 * as in the warm-up, in parallel and one after the other.
 */
export async function cpu(
  setup: BenchSetup,
  { warmUp, connections, registrations: atOnce }: BenchScale,
): Promise<readonly Metric[]> {
  const { platform, accounts, waitUntilIdle } = setup;
  const registrations = await WholeRegistrations.of(setup);
  setup.onStop(registrations.stop);
  const nextAccount = roundRobin(accounts);
  const pids = Object.values(platform.components()).map(({ pid }) => pid);
  const whole = () => registrations.perform(nextAccount());
  const loads = [
    [
      'cpu-register',
      `a registration, ${connections} at a time`,
      connections,
      () => register(platform.urls.gateway, nextAccount()),
    ],
    ['cpu-whole', `add → redeem → Registered, ${atOnce} at a time`, atOnce, whole],
    ['cpu-alone', 'add → redeem → Registered, one alone', 1, whole],
  ] as const;
  const facts: Metric[] = [];
  for (const [id, what, atOnce, job] of loads) {
    await waitUntilIdle();
    const before = cpuMillisecondsOf(pids);
    await inParallel<unknown>(warmUp, atOnce, job);
    await waitUntilIdle();
    const after = cpuMillisecondsOf(pids);
    if (before === undefined || after === undefined) continue;
    facts.push({ id, title: `CPU time of all processes for ${what}`, unit: 'ms', value: (after - before) / warmUp });
  }
  return facts;
}
