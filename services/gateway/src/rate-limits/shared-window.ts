import { Bucket, jetstreamErrorCode, WRONG_LAST_SEQUENCE } from '@system-landscape/messaging';
import type { Clock } from '@system-landscape/service-kit';
import { Logger } from '@nestjs/common';
import type { KV, NatsConnection } from 'nats';
import { hash } from 'node:crypto';

const WINDOW_MS = 60_000;
const MAX_CALLERS = 50_000;
/** An instance tells the others after this part of the limit, so that it asks the bucket fifty times per window at most. */
const TOLD_PARTS = 50;
/** How often a lost race about an entry is repeated. */
const MOST_RACES = 20;

/** Nest token of the bucket of the counts. */
export const RATE_LIMIT_BUCKET = Symbol('RateLimitBucket');

export function rateLimitBucket(connection: NatsConnection, replicas: number): Bucket {
  return new Bucket(connection, 'rate-limits', 2 * WINDOW_MS, replicas);
}

interface Count {
  /** Of all instances, as far as this one knows. */
  known: number;
  /** Counted here and not yet told. */
  untold: number;
  telling: Promise<void> | undefined;
}

/**
 * Fixed-window rate limit of a caller per minute over all instances of the gateway. Each counts at once and for itself, and
 * adds what it has counted to a shared entry in the background, so no request waits for it. The limit can be exceeded by a
 * fiftieth for each instance; while the bucket is unavailable each instance counts for itself.
 */
export class SharedWindow {
  private readonly logger = new Logger(SharedWindow.name);
  private window = 0;
  private counts = new Map<string, Count>();
  private works = true;

  /** @param name tells the limits in the bucket apart; stored */
  constructor(
    private readonly name: string,
    private readonly limit: number,
    private readonly clock: Clock,
    private readonly bucket: Bucket,
  ) {}

  /** @returns seconds until the caller is allowed again; undefined while it is below the limit */
  blockedFor(caller: string): number | undefined {
    const { known, untold } = this.countOf(caller);
    if (known + untold < this.limit) return undefined;
    return Math.max(1, Math.ceil((WINDOW_MS - (this.clock.now().getTime() % WINDOW_MS)) / 1_000));
  }

  count(caller: string): void {
    const count = this.countOf(caller);
    count.untold += 1;
    if (count.untold >= this.limit / TOLD_PARTS) void this.tell(caller, count);
  }

  /** Learns what the other instances have counted; for limits that must not be exceeded by a fiftieth. */
  async learn(caller: string): Promise<void> {
    await this.tell(caller, this.countOf(caller));
  }

  private countOf(caller: string): Count {
    const window = Math.floor(this.clock.now().getTime() / WINDOW_MS);
    // Bounds the memory: losing the counts of one minute is acceptable.
    if (window !== this.window || this.counts.size >= MAX_CALLERS) {
      this.window = window;
      this.counts = new Map();
    }
    let count = this.counts.get(caller);
    if (!count) this.counts.set(caller, (count = { known: 0, untold: 0, telling: undefined }));
    return count;
  }

  /** Adds what was counted here to the shared entry. Never rejects. */
  private tell(caller: string, count: Count): Promise<void> {
    const key = `${this.name}.${this.window}.${hash('sha256', caller)}`;
    count.telling ??= this.add(key, count)
      .then(
        () => (this.works = true),
        (err: unknown) => {
          if (this.works)
            this.logger.warn({ err }, 'Rate limits hold for this instance alone: the bucket is unavailable');
          this.works = false;
        },
      )
      .then(() => (count.telling = undefined));
    return count.telling;
  }

  private async add(key: string, count: Count): Promise<void> {
    for (let races = 0; races < MOST_RACES; races += 1) {
      const more = count.untold;
      const total = await this.bucket.use((bucket) => added(bucket, key, more));
      if (total === undefined) continue;
      count.untold -= more;
      count.known = total;
      return;
    }
  }
}

/** @returns the new total; undefined when another instance was faster */
async function added(bucket: KV, key: string, more: number): Promise<number | undefined> {
  const entry = await bucket.get(key);
  const total = Number(entry?.string() ?? 0) + more;
  if (more === 0) return total;
  try {
    const value = String(total);
    if (entry) await bucket.update(key, value, entry.revision);
    else await bucket.create(key, value);
    return total;
  } catch (error) {
    if (jetstreamErrorCode(error) === WRONG_LAST_SEQUENCE) return undefined;
    throw error;
  }
}
