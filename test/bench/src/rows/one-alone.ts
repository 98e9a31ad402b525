import { inTurn } from '../accounts.js';
import type { Effort } from '../effort.js';
import type { Fact } from '../facts.js';
import type { Ground } from '../ground.js';
import { percentile } from '../measure.js';
import { WholeRegistrations } from './whole-registration.js';

/** Registrations in an hour of peace, for the first of which nothing is warm yet. */
const AT_EACH_REPETITION = 20;

/** How long one registration takes when there is no other: add → redeem → Registered readable. */
export async function oneAlone(ground: Ground, { repetitions }: Effort): Promise<readonly Fact[]> {
  const registrations = await WholeRegistrations.of(ground);
  ground.onStop(registrations.stop);
  const nextAccount = inTurn(ground.accounts);
  await ground.rest();
  const milliseconds: number[] = [];
  for (let count = 0; count < AT_EACH_REPETITION * repetitions; count += 1) {
    const began = performance.now();
    await registrations.perform(nextAccount());
    milliseconds.push(performance.now() - began);
  }
  const fact = (id: string, name: string, share: number, goal: number): Fact => ({
    id,
    title: `add → redeem → Registered readable, one alone, ${name}`,
    unit: 'ms',
    value: percentile(milliseconds, share),
    goal,
  });
  return [fact('one-alone-p50', 'p50', 0.5, 25), fact('one-alone-p99', 'p99', 0.99, 60)];
}
