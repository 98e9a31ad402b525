import type { EventStoreDBClient } from '@eventstore/db-client';
import { setTimeout as wait } from 'node:timers/promises';
import { inTurn } from '../accounts.js';
import { lastEvent } from '../at-rest.js';
import type { Effort } from '../effort.js';
import type { Fact } from '../facts.js';
import type { Ground } from '../ground.js';
import { percentile } from '../measure.js';
import { connectAsService, onCommit, onPublicEvent } from './changes.js';
import { answerOf, registrationIn } from './system-calls.js';

/**
 * How long after an append others have it, while registrations come at a steady pace, whether or not those before are
 * answered. From the time that the store has stamped on the event as it came in, on the same clock: its way to the disk counts, too.
 */
export async function lag(ground: Ground, { perSecond, seconds, repetitions }: Effort): Promise<readonly Fact[]> {
  const { platform, log, accounts, rest } = ground;
  await rest();
  const before = await lastEvent(log);
  const connection = await connectAsService(platform);
  const commits: { readonly position: bigint; readonly at: number }[] = [];
  onCommit(connection, ({ position }) => commits.push({ position: BigInt(position), at: Date.now() }));
  const published = new Map<string, number>();
  const endEvents = await onPublicEvent(connection, ({ position }) => published.set(position, Date.now()));

  const nextAccount = inTurn(accounts);
  const positions = await atPace(perSecond, seconds * repetitions, async () => {
    const { position } = await answerOf(platform.urls.gateway, registrationIn(nextAccount()));
    return position ?? '';
  });
  await rest();
  await connection.flush();
  await endEvents();
  await connection.close();

  const stamps = await stampsAfter(log, before?.position.commit ?? 0n);
  const inReadModel: number[] = [];
  const atConsumer: number[] = [];
  for (const position of positions) {
    const stamp = stamps.get(position);
    const commit = commits.find((each) => each.position >= BigInt(position));
    const message = published.get(position);
    if (stamp === undefined || commit === undefined || message === undefined) {
      throw new Error(`The registration at ${position} was not followed: ${stamp}, ${commit?.at}, ${message}`);
    }
    inReadModel.push(commit.at - stamp);
    atConsumer.push(message - stamp);
  }
  const fact = (id: string, where: string, values: readonly number[]): Fact => ({
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

/** Begins a job so often per second, on time, however long those before take. @returns their results */
async function atPace<Result>(perSecond: number, seconds: number, job: () => Promise<Result>): Promise<Result[]> {
  const began = performance.now();
  const jobs: Promise<Result>[] = [];
  while (jobs.length < perSecond * seconds) {
    const due = Math.min(perSecond * seconds, Math.floor(((performance.now() - began) / 1000) * perSecond) + 1);
    while (jobs.length < due) jobs.push(job());
    await wait(1);
  }
  return Promise.all(jobs);
}

/** When the store stamped the events after a position. */
async function stampsAfter(log: EventStoreDBClient, position: bigint): Promise<ReadonlyMap<string, number>> {
  const stamps = new Map<string, number>();
  const fromPosition = { commit: position, prepare: position };
  for await (const { event } of log.readAll({ fromPosition })) {
    if (event) stamps.set(event.position.commit.toString(), event.created.getTime());
  }
  return stamps;
}
