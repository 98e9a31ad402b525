import { inParallel } from '@system-landscape/e2e';
import { inTurn } from '../accounts.js';
import type { Effort } from '../effort.js';
import { cpuMillisecondsOf, type Fact } from '../facts.js';
import type { Ground } from '../ground.js';
import { register } from './system-calls.js';
import { WholeRegistrations } from './whole-registration.js';

/**
 * CPU time that all processes of the platform take for one registration, with what follows of it until nothing is left
 * to do: as many as the warm-up has, in a crowd and one after the other.
 */
export async function cpu(ground: Ground, { warmUp }: Effort): Promise<readonly Fact[]> {
  const { platform, accounts, rest } = ground;
  const registrations = await WholeRegistrations.of(ground);
  ground.onStop(registrations.stop);
  const nextAccount = inTurn(accounts);
  const pids = Object.values(platform.components()).map(({ pid }) => pid);
  const whole = () => registrations.perform(nextAccount());
  const loads = [
    ['cpu-register', 'a registration, 32 at a time', 32, () => register(platform.urls.gateway, nextAccount())],
    ['cpu-whole', 'add → redeem → Registered, 64 at a time', 64, whole],
    ['cpu-alone', 'add → redeem → Registered, one alone', 1, whole],
  ] as const;
  const facts: Fact[] = [];
  for (const [id, what, atOnce, job] of loads) {
    await rest();
    const before = cpuMillisecondsOf(pids);
    await inParallel<unknown>(warmUp, atOnce, job);
    await rest();
    const after = cpuMillisecondsOf(pids);
    if (before === undefined || after === undefined) continue;
    facts.push({ id, title: `CPU time of all processes for ${what}`, unit: 'ms', value: (after - before) / warmUp });
  }
  return facts;
}
