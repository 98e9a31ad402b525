import { Bucket, jetstreamErrorCode, WRONG_LAST_SEQUENCE } from '@system-landscape/messaging';
import type { NatsConnection } from 'nats';
import { setTimeout as sleep } from 'node:timers/promises';

/** Stored names: relays of different releases must agree on them. */
const BUCKET = 'event-relay';
const KEY = 'turn';
/** Heartbeats, and attempts of a standby, within the time of a lease. */
const HEARTBEATS_PER_LEASE = 4;

/** The revision of the lease, unless another process holds it. */
type Lease = number | 'held by another';

export interface LeaderElectionOptions {
  /** Name of this process, which is stored in the lease. No other process has it. */
  readonly candidate: string;
  /** The lease expires this long after the last heartbeat; milliseconds. */
  readonly leaseMs: number;
  /** Replicas of the bucket of the lease. */
  readonly replicas: number;
}

export interface LeaderOptions {
  readonly stop: AbortSignal;
  /** Called once when another process leads. */
  readonly onStandby: (leader: string) => void;
  /** Runs while this process leads. Its signal aborts on `stop`, and when another process holds the lease. */
  readonly lead: (signal: AbortSignal) => Promise<void>;
}

/**
 * Elects a leader by a lease: a key that expires. The lease only avoids duplicate work: for a short time two processes can
 * both assume that they lead, and the expected sequence of each publish fences them off. So nobody stands still for want of
 * it: while its bucket gives no answers, the leader stays, and a standby leads without a lease.
 */
export class LeaderElection {
  private readonly bucket: Bucket;
  private unanswered: { readonly since: number; readonly reason: string } | undefined;

  constructor(
    connection: NatsConnection,
    private readonly options: LeaderElectionOptions,
  ) {
    this.bucket = new Bucket(connection, BUCKET, options.leaseMs, options.replicas);
  }

  /** Why the lease can be neither taken nor renewed at present, for operators; undefined when it can. */
  get problem(): string | undefined {
    return this.unanswered && `The lease in the bucket ${BUCKET} gives no answer: ${this.unanswered.reason}`;
  }

  /**
   * Waits until this process holds the lease, and runs `lead`. A lease whose bucket was removed is taken again. Resolves when
   * `lead` does.
   * @throws NatsError when the bucket gives no answer, and did not give one for less than the time of a lease
   */
  async runAsLeader({ stop, onStandby, lead }: LeaderOptions): Promise<void> {
    let isStandby = false;
    let lease = await this.acquire();
    while (lease === 'held by another') {
      if (!isStandby) onStandby((await this.holder()) ?? 'another relay');
      isStandby = true;
      await this.untilHeartbeat(stop);
      lease = await this.acquire();
    }

    const lost = new AbortController();
    const done = new AbortController();
    const heartbeats = this.renew(lease, done.signal, lost);
    try {
      await lead(AbortSignal.any([stop, lost.signal]));
    } finally {
      done.abort();
      const last = await heartbeats;
      // A standby takes over at once. If NATS is unavailable, the lease expires.
      if (last !== undefined) {
        await this.bucket.use((entries) => entries.delete(KEY, { previousSeq: last })).catch(() => undefined);
      }
    }
  }

  /**
   * @returns undefined to lead without a lease
   * @throws NatsError
   */
  private async acquire(): Promise<Lease | undefined> {
    try {
      return await this.answer(() => this.create());
    } catch (error) {
      // It is set by every failure.
      if (performance.now() - this.unanswered!.since < this.options.leaseMs) throw error;
      return undefined;
    }
  }

  /**
   * Renews the lease until `done`, or until another process holds it. Never rejects.
   * @param acquired undefined: leads without a lease, until it can be taken
   * @returns the last revision of the lease; undefined when it has none
   */
  private async renew(
    acquired: number | undefined,
    done: AbortSignal,
    lost: AbortController,
  ): Promise<number | undefined> {
    let revision = acquired;
    while (!done.aborted && !lost.signal.aborted) {
      await this.untilHeartbeat(done).catch(() => undefined);
      if (done.aborted) break;
      try {
        const renewed = await this.answer(() => (revision === undefined ? this.create() : this.update(revision)));
        revision = renewed === 'held by another' ? undefined : renewed;
        if (revision === undefined) lost.abort();
      } catch {
        // Told by `problem`, and tried again at the next heartbeat.
      }
    }
    return revision;
  }

  private async update(revision: number): Promise<Lease> {
    try {
      return await this.bucket.use((entries) => entries.update(KEY, this.value, revision));
    } catch (error) {
      if (jetstreamErrorCode(error) !== WRONG_LAST_SEQUENCE) throw error;
      // In a recreated bucket nobody holds it.
      return this.create();
    }
  }

  private async create(): Promise<Lease> {
    try {
      return await this.bucket.use((entries) => entries.create(KEY, this.value));
    } catch (error) {
      if (jetstreamErrorCode(error) !== WRONG_LAST_SEQUENCE) throw error;
      // The server may have stored what it did not acknowledge.
      const entry = await this.bucket.use((entries) => entries.get(KEY));
      return entry?.string() === this.options.candidate ? entry.revision : 'held by another';
    }
  }

  private async holder(): Promise<string | undefined> {
    return (await this.bucket.use((entries) => entries.get(KEY)))?.string();
  }

  /** Records whether the bucket answers. */
  private async answer<Result>(operation: () => Promise<Result>): Promise<Result> {
    try {
      const result = await operation();
      this.unanswered = undefined;
      return result;
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.unanswered = { since: this.unanswered?.since ?? performance.now(), reason };
      throw error;
    }
  }

  /** @throws AbortError when the signal aborts */
  private untilHeartbeat(signal: AbortSignal): Promise<void> {
    return sleep(this.options.leaseMs / HEARTBEATS_PER_LEASE, undefined, { signal });
  }

  private get value(): Buffer {
    return Buffer.from(this.options.candidate);
  }
}
