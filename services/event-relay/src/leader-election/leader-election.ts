import { Bucket, jetstreamErrorCode, WRONG_LAST_SEQUENCE } from '@system-landscape/messaging';
import type { NatsConnection } from 'nats';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stored names: relays of different releases must agree on them. */
const BUCKET = 'event-relay';
const KEY = 'turn';
/** Heartbeats, and attempts of a standby, within the time of a lease. */
const HEARTBEATS_PER_LEASE = 4;

export interface LeaderElectionOptions {
  /** Name of this process, which is stored in the lease. */
  readonly candidate: string;
  /** The lease expires this long after the last heartbeat; milliseconds. */
  readonly leaseMs: number;
  /** Replicas of the bucket of the lease. */
  readonly replicas: number;
  readonly stop: AbortSignal;
  /** Called once when another process leads. */
  readonly onStandby: (leader: string) => void;
  /** Runs while this process leads. Its signal aborts on `stop`, and when the lease is lost. */
  readonly lead: (signal: AbortSignal) => Promise<void>;
}

/**
 * Waits until this process holds the lease, a key that expires, and runs `lead`. The lease only avoids duplicate work: for a
 * short time two processes can both assume that they lead, and the expected sequence of each publish fences them off.
 * A lease whose bucket was removed is taken again. Resolves when `lead` does; throws when NATS is unavailable.
 */
export async function runAsLeader(connection: NatsConnection, options: LeaderElectionOptions): Promise<void> {
  const { candidate, leaseMs, replicas, stop, onStandby, lead } = options;
  const bucket = new Bucket(connection, BUCKET, leaseMs, replicas);
  let isStandby = false;
  let revision = await acquire(bucket, candidate);
  while (revision === undefined) {
    if (!isStandby) onStandby((await bucket.use((entries) => entries.get(KEY)))?.string() ?? 'another relay');
    isStandby = true;
    await sleep(leaseMs / HEARTBEATS_PER_LEASE, undefined, { signal: stop });
    revision = await acquire(bucket, candidate);
  }

  const lost = new AbortController();
  const done = new AbortController();
  const heartbeats = renew(bucket, revision, options, done.signal, lost);
  try {
    await lead(AbortSignal.any([stop, lost.signal]));
  } finally {
    done.abort();
    const last = await heartbeats;
    // A standby takes over at once. If NATS is unavailable, the lease expires.
    await bucket.use((entries) => entries.delete(KEY, { previousSeq: last })).catch(() => undefined);
  }
}

/** @returns the revision of the lease; undefined when another process holds it */
async function acquire(bucket: Bucket, candidate: string): Promise<number | undefined> {
  try {
    return await bucket.use((entries) => entries.create(KEY, Buffer.from(candidate)));
  } catch (error) {
    if (jetstreamErrorCode(error) === WRONG_LAST_SEQUENCE) return undefined;
    throw error;
  }
}

/** Renews the lease until `done`, or until it is lost. Never rejects. @returns the last revision of the lease */
async function renew(
  bucket: Bucket,
  acquired: number,
  { candidate, leaseMs }: LeaderElectionOptions,
  done: AbortSignal,
  lost: AbortController,
): Promise<number> {
  let revision = acquired;
  let renewedAt = performance.now();
  while (!done.aborted && !lost.signal.aborted) {
    await sleep(leaseMs / HEARTBEATS_PER_LEASE, undefined, { signal: done }).catch(() => undefined);
    if (done.aborted) break;
    try {
      const renewed = await renewOnce(bucket, candidate, revision);
      if (renewed === undefined) lost.abort();
      revision = renewed ?? revision;
      renewedAt = performance.now();
    } catch {
      if (performance.now() - renewedAt > leaseMs) lost.abort();
    }
  }
  return revision;
}

/** @returns the next revision of the lease; undefined when another process holds it */
async function renewOnce(bucket: Bucket, candidate: string, revision: number): Promise<number | undefined> {
  try {
    return await bucket.use((entries) => entries.update(KEY, Buffer.from(candidate), revision));
  } catch (error) {
    if (jetstreamErrorCode(error) !== WRONG_LAST_SEQUENCE) throw error;
    // In a recreated bucket nobody holds it.
    return acquire(bucket, candidate);
  }
}
