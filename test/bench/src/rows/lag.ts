import type { EventStoreDBClient } from '@eventstore/db-client';
import { setTimeout as wait } from 'node:timers/promises';
import { roundRobin } from '../accounts.js';
import { lastEvent } from '../until-idle.js';
import type { BenchScale } from '../bench-scale.js';
import type { Metric } from '../metrics.js';
import type { BenchSetup } from '../bench-setup.js';
import { percentile } from '../measure.js';
import { connectAs, onCommit, onPublicEvent } from './changes.js';
import { answerOf, registrationIn } from './system-calls.js';

/**
 * Delay from an append to its consumers, at a constant rate of registrations that does not wait for responses. Measured
 * from the creation time that the store sets before it writes to disk.
 */
export async function lag(
  setup: BenchSetup,
  { perSecond, seconds, repetitions }: BenchScale,
): Promise<readonly Metric[]> {
  const { platform, log, accounts, waitUntilIdle } = setup;
  await waitUntilIdle();
  const before = await lastEvent(log);
  const [connection, operator] = await Promise.all([connectAs('gateway', platform), connectAs('operator', platform)]);
  const commits: { readonly position: bigint; readonly at: number }[] = [];
  onCommit(connection, ({ position }) => commits.push({ position: BigInt(position), at: Date.now() }));
  const published = new Map<string, number>();
  const endEvents = await onPublicEvent(operator, ({ position }) => published.set(position, Date.now()));

  const nextAccount = roundRobin(accounts);
  const positions = await atConstantRate(perSecond, seconds * repetitions, async () => {
    const { position } = await answerOf(platform.urls.gateway, registrationIn(nextAccount()));
    return position ?? '';
  });
  await waitUntilIdle();
  await Promise.all([connection.flush(), operator.flush()]);
  await endEvents();
  await Promise.all([connection.close(), operator.close()]);

  const stamps = await stampsAfter(log, before?.position.commit ?? 0n);
  const inReadModel: number[] = [];
  const atConsumer: number[] = [];
  for (const position of positions) {
    const stamp = stamps.get(position);
    const commit = commits.find((each) => each.position >= BigInt(position));
    const message = published.get(position);
    if (stamp === undefined || commit === undefined || message === undefined) {
      throw new Error(
        `The registration at ${position} did not reach its consumers: ${stamp}, ${commit?.at}, ${message}`,
      );
    }
    inReadModel.push(commit.at - stamp);
    atConsumer.push(message - stamp);
  }
  const fact = (id: string, where: string, values: readonly number[]): Metric => ({
    id,
    title: `append acknowledged → ${where}, p99 at ${perSecond} registrations/s`,
    unit: 'ms',
    value: percentile(values, 0.99),
    goal: 25,
  });
  return [
    fact('lag-read-model', 'in the read model', inReadModel),
    fact('lag-jetstream', 'at a JetStream consumer', atConsumer),
  ];
}

/** Starts jobs at a constant rate, without waiting for earlier ones. @returns their results */
async function atConstantRate<Result>(
  perSecond: number,
  seconds: number,
  job: () => Promise<Result>,
): Promise<Result[]> {
  const began = performance.now();
  const jobs: Promise<Result>[] = [];
  while (jobs.length < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - began) / 1000) * perSecond) + 1);
    while (jobs.length < due) jobs.push(job());
    await wait(1);
  }
  return Promise.all(jobs);
}

/** Creation times of the events after a position, by position. */
async function stampsAfter(log: EventStoreDBClient, position: bigint): Promise<ReadonlyMap<string, number>> {
  const stamps = new Map<string, number>();
  const fromPosition = { commit: position, prepare: position };
  for await (const { event } of log.readAll({ fromPosition })) {
    if (event) stamps.set(event.position.commit.toString(), event.created.getTime());
  }
  return stamps;
}
