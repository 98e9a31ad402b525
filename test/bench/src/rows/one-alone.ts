import { roundRobin } from '../accounts.js';
import type { BenchScale } from '../bench-scale.js';
import type { Metric } from '../metrics.js';
import type { BenchSetup } from '../bench-setup.js';
import { percentile } from '../measure.js';
import { directRegistration } from './lifecycle-row.js';
import { withClient } from './stored-event.js';
import { WholeRegistrations } from './whole-registration.js';

/**
 * Duration of one registration without other load, not warmed up: add → redeem → Registered readable. For comparison, the duration of
 * its appends and calls to the tenant alone.
 */
export async function oneAlone(setup: BenchSetup, { repetitions, alone }: BenchScale): Promise<readonly Metric[]> {
  const registrations = await WholeRegistrations.of(setup);
  setup.onStop(registrations.stop);
  const nextAccount = roundRobin(setup.accounts);
  const direct = await directRegistration(setup, await registrations.perform(nextAccount()));
  await setup.waitUntilIdle();
  const count = alone * repetitions;
  const whole = await oneByOne(count, () => registrations.perform(nextAccount()));
  await setup.waitUntilIdle();
  const parts = await withClient(setup.eventStore.url, (client) => oneByOne(count, () => direct(client)));
  const unit = 'ms';
  const title = 'add → redeem → Registered readable, one alone';
  return [
    { id: 'one-alone-p50', title: `${title}, p50`, unit, value: percentile(whole, 0.5), goal: 25 },
    { id: 'one-alone-p99', title: `${title}, p99`, unit, value: percentile(whole, 0.99), goal: 60 },
    {
      id: 'one-alone-straight',
      title: 'only its appends and calls to the tenant, one alone, p50',
      unit,
      value: percentile(parts, 0.5),
    },
  ];
}

/** Runs the job `count` times, one after the other. @returns the duration of each; milliseconds */
async function oneByOne(count: number, job: () => Promise<unknown>): Promise<readonly number[]> {
  const milliseconds: number[] = [];
  for (let done = 0; done < count; done += 1) {
    const began = performance.now();
    await job();
    milliseconds.push(performance.now() - began);
  }
  return milliseconds;
}
