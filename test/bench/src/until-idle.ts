import { BACKWARDS, END, type AllStreamRecordedEvent, type EventStoreDBClient } from '@eventstore/db-client';
import { SYSTEM_STREAM_PREFIX } from '@system-landscape/domain';
import type { LocalPlatform } from '@system-landscape/local';
import { eventually } from '@system-landscape/test-support';

/** Services that follow the log, with the name of the metric of their position. */
const FOLLOWERS = { projection: 'landscape_projection_position', 'event-relay': 'landscape_relay_position' } as const;
export type Follower = keyof typeof FOLLOWERS;

/**
 * Waits until the platform is idle: the followers are at the end of the log, and no subscription has messages left.
 * @throws Error after ten minutes
 */
export async function untilIdle(
  platform: LocalPlatform,
  log: EventStoreDBClient,
  followers: readonly Follower[] = ['projection', 'event-relay'],
): Promise<void> {
  const isIdle = async () => {
    const end = await endOf(log);
    for (const follower of followers) {
      if ((await positionOf(platform, follower)) < end) return false;
    }
    const groups = await log.listAllPersistentSubscriptions();
    const idle = groups.every(
      ({ status, stats }) =>
        status === 'Live' && stats.outstandingMessagesCount + stats.readBufferCount + stats.retryBufferCount === 0,
    );
    // An event that was appended meanwhile may have caused more work.
    return idle && (await endOf(log)) === end;
  };
  await eventually(isIdle, { deadlineMs: 600_000, what: 'the platform to become idle' });
}

/** Position of the last event that the followers read. */
async function endOf(log: EventStoreDBClient): Promise<bigint> {
  return (await lastEvent(log))?.position.commit ?? 0n;
}

/** The last event of a system; at most a few system events of the store follow it. */
export async function lastEvent(log: EventStoreDBClient): Promise<AllStreamRecordedEvent | undefined> {
  let last: AllStreamRecordedEvent | undefined;
  // Read to the end: the client's `dispose` never returns after an unfinished read.
  for await (const { event } of log.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 100 })) {
    if (event?.streamId.startsWith(SYSTEM_STREAM_PREFIX)) last ??= event;
  }
  return last;
}

async function positionOf(platform: LocalPlatform, follower: Follower): Promise<bigint> {
  const { url } = platform.components()[follower] ?? {};
  if (url === undefined) throw new Error(`${follower} is not running`);
  const text = await (await fetch(`${url}/metrics`)).text();
  return BigInt(new RegExp(`^${FOLLOWERS[follower]} (\\d+)$`, 'm').exec(text)?.[1] ?? 0);
}
