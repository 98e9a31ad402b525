import { inTurn } from '../accounts.js';
import type { Effort } from '../effort.js';
import type { Fact } from '../facts.js';
import type { Ground } from '../ground.js';
import { percentile } from '../measure.js';
import { straightRegistration } from './lifecycle-row.js';
import { withClient } from './stored-event.js';
import { WholeRegistrations } from './whole-registration.js';

/** Registrations in an hour of peace, for the first of which nothing is warm yet. */
const AT_EACH_REPETITION = 20;

/**
 * How long one registration takes when there is no other: add → redeem → Registered readable. Beside it, how long its
 * appends and calls to the tenant alone take.
 */
export async function oneAlone(ground: Ground, { repetitions }: Effort): Promise<readonly Fact[]> {
  const registrations = await WholeRegistrations.of(ground);
  ground.onStop(registrations.stop);
  const nextAccount = inTurn(ground.accounts);
  const straight = await straightRegistration(ground, await registrations.perform(nextAccount()));
  await ground.rest();
  const count = AT_EACH_REPETITION * repetitions;
  const whole = await oneByOne(count, () => registrations.perform(nextAccount()));
  await ground.rest();
  const parts = await withClient(ground.eventStore.url, (client) => oneByOne(count, () => straight(client)));
  const unit = 'ms';
  const title = 'add → redeem → Registered readable, one alone';
  return [
    { id: 'one-alone-p50', title: `${title}, p50`, unit, value: percentile(whole, 0.5), goal: 25 },
    { id: 'one-alone-p99', title: `${title}, p99`, unit, value: percentile(whole, 0.99), goal: 60 },
    {
      id: 'one-alone-straight',
      title: 'its appends and its calls to the tenant, straight, one alone, p50',
      unit,
      value: percentile(parts, 0.5),
    },
  ];
}

/** How long each takes, milliseconds. */
async function oneByOne(count: number, job: () => Promise<unknown>): Promise<readonly number[]> {
  const milliseconds: number[] = [];
  for (let done = 0; done < count; done += 1) {
    const began = performance.now();
    await job();
    milliseconds.push(performance.now() - began);
  }
  return milliseconds;
}
