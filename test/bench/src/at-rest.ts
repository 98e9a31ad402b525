import { BACKWARDS, END, type AllStreamRecordedEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { SYSTEM_STREAM_PREFIX } from '@system-landscape/domain';
import type { LocalPlatform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';

/** Parts that follow the log, with the metric that says up to where. */
const FOLLOWERS = { projection: 'landscape_projection_position', 'event-relay': 'landscape_relay_position' } as const;
export type Follower = keyof typeof FOLLOWERS;

/**
 * Waits until nothing is left to be done: the followers are at the end of the log, and no saga has anything to do.
 * Bounded by ten minutes.
 */
export async function untilAtRest(
  platform: LocalPlatform,
  log: EventStoreDBClient,
  followers: readonly Follower[] = ['projection', 'event-relay'],
): Promise<void> {
  const looksAtRest = async () => {
    const end = await endOf(log);
    for (const follower of followers) {
      if ((await positionOf(platform, follower)) < end) return false;
    }
    const groups = await log.listAllPersistentSubscriptions();
    const idle = groups.every(
      ({ status, stats }) =>
        status === 'Live' && stats.outstandingMessagesCount + stats.readBufferCount + stats.retryBufferCount === 0,
    );
    // Whatever was appended meanwhile may have set more going.
    return idle && (await endOf(log)) === end;
  };
  await eventually(looksAtRest, { deadlineMs: 600_000, what: 'the platform to have nothing left to do' });
}

/** Position of the last event that somebody follows. */
async function endOf(log: EventStoreDBClient): Promise<bigint> {
  return (await lastEvent(log))?.position.commit ?? 0n;
}

/** The last event of a system; after it there are a few of the store's own at most. */
export async function lastEvent(log: EventStoreDBClient): Promise<AllStreamRecordedEvent | undefined> {
  let last: AllStreamRecordedEvent | undefined;
  // To its end: the client's `dispose` waits for ever for a read that was left in the middle.
  for await (const { event } of log.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 100 })) {
    if (event?.streamId.startsWith(SYSTEM_STREAM_PREFIX)) last ??= event;
  }
  return last;
}

async function positionOf(platform: LocalPlatform, follower: Follower): Promise<bigint> {
  const { url } = platform.components()[follower] ?? {};
  if (url === undefined) throw new Error(`${follower} does not run`);
  const text = await (await fetch(`${url}/metrics`)).text();
  return BigInt(new RegExp(`^${FOLLOWERS[follower]} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
}
