import { ExponentialBackoff, halfJitterGenerator, noJitterGenerator, type IBackoffFactory } from 'cockatiel';

export interface BackoffBounds {
  /** Upper bound of the first delay; milliseconds. */
  readonly initialMs: number;
  /** Upper bound of every delay; milliseconds. */
  readonly maxMs: number;
}

/** For loops that reconnect to NATS, the event store or the database for as long as the process runs. */
const RECONNECT: BackoffBounds = { initialMs: 100, maxMs: 5_000 };

/**
 * Delays of a loop that retries until it succeeds. The bound doubles with every failure in a row; each delay is a random one
 * in the upper half of its bound, so that instances do not retry at the same moment.
 */
export class Backoff {
  private readonly start: IBackoffFactory<unknown>;
  private current: IBackoffFactory<unknown>;

  /** @param bounds default: 100 ms to 5 s */
  constructor({ initialMs, maxMs }: BackoffBounds = RECONNECT) {
    this.start = new ExponentialBackoff({ generator: halfJitterGenerator, initialDelay: initialMs, maxDelay: maxMs });
    this.current = this.start;
  }

  /** The delay after one more failure; whole milliseconds. */
  next(): number {
    const delay = this.current.next(undefined);
    this.current = delay;
    return delay.duration;
  }

  /** To be called after a success: the next delay is a first one. */
  reset(): void {
    this.current = this.start;
  }
}

/**
 * Exponential delay without jitter, for callers that store the number of retries.
 *
 * @param retry number of the retry, from 0
 * @returns `initialMs * 2^retry` milliseconds, at most `maxMs`
 */
export function exponentialDelay(retry: number, { initialMs, maxMs }: BackoffBounds): number {
  const options = { initialDelay: initialMs, maxDelay: maxMs, exponent: 2, generator: noJitterGenerator };
  const [delay] = noJitterGenerator(retry, options);
  return delay;
}

/**
 * Exponential delay with full jitter, for callers that store the number of retries.
 *
 * @param retry number of the retry, from 0
 * @param random a number from 0 up to but not including 1
 * @returns whole milliseconds from 0 to `exponentialDelay(retry, bounds)`
 */
export function jitteredDelay(retry: number, bounds: BackoffBounds, random: () => number): number {
  return Math.round(random() * exponentialDelay(retry, bounds));
}
