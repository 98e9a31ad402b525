import { performance } from 'node:perf_hooks';
import { clockFrom, type Clock } from './clock.js';

/** The time of another server, and how long it took to ask; milliseconds. */
export interface ReferenceTime {
  readonly timeMs: number;
  /** How far the answer may be off by itself: half of the round trip, and the resolution. */
  readonly uncertaintyMs: number;
}

/** The clock of this process cannot be trusted, so nothing may be decided that depends on the time. */
export class ClockNotTrusted extends Error {
  override readonly name = 'ClockNotTrusted';
  readonly code = 'UNAVAILABLE';
  /** Seconds. */
  readonly retryAfter = 5;
}

export interface ComparedClockOptions {
  readonly clock: Clock;
  /** How far the clock may be away from the reference; milliseconds. */
  readonly boundMs: number;
  /** Milliseconds of a monotonic clock; default: `performance.now`. */
  readonly monotonic?: () => number;
}

/**
 * A clock that tells the time only while it agrees with another server's. Between two comparisons that time is carried on
 * by the monotonic clock, so that a clock that is set wrongly is noticed at once, and one that is set right serves at once.
 */
export class ComparedClock implements Clock {
  private reference: { readonly name: string; readonly timeMs: number; readonly atMs: number } | undefined;
  private uncertaintyMs = 0;
  private isComparable = true;
  private readonly monotonic: () => number;

  constructor(private readonly options: ComparedClockOptions) {
    this.monotonic = options.monotonic ?? (() => performance.now());
  }

  /** @throws ClockNotTrusted before the first comparison, and while the clock is off by more than the bound */
  now(): Date {
    const now = this.options.clock.now();
    if (!this.isComparable) return now;
    if (!this.reference) throw new ClockNotTrusted('The clock of this instance was not compared yet. Try again.');
    const skewMs = this.skewAt(now.getTime());
    if (Math.abs(skewMs) - this.uncertaintyMs > this.options.boundMs) {
      const direction = skewMs > 0 ? 'ahead of' : 'behind';
      throw new ClockNotTrusted(
        `The clock of this instance is ${Math.round(Math.abs(skewMs) / 1_000)} s ${direction} that of ${this.reference.name}, ` +
          'so it decides nothing. Set the clocks right.',
      );
    }
    return now;
  }

  /** How far the clock is ahead of the reference; milliseconds. 0 before the first comparison. */
  get skewMs(): number {
    return this.reference ? this.skewAt(this.options.clock.now().getTime()) : 0;
  }

  /** @param name of the server, for messages */
  compareWith(name: string, { timeMs, uncertaintyMs }: ReferenceTime): void {
    this.reference = { name, timeMs, atMs: this.monotonic() };
    this.uncertaintyMs = uncertaintyMs;
    this.isComparable = true;
  }

  /** The server answers, but does not tell the time: the clock serves as it is. */
  cannotCompare(): void {
    if (!this.reference) this.isComparable = false;
  }

  private skewAt(nowMs: number): number {
    const { timeMs, atMs } = this.reference!;
    return nowMs - (timeMs + this.monotonic() - atMs);
  }
}

/** Whether the clock tells the time; see `ComparedClock`. */
export function isTrusted(clock: Clock): boolean {
  try {
    clock.now();
    return true;
  } catch (error) {
    if (error instanceof ClockNotTrusted) return false;
    throw error;
  }
}

const SKEW_BOUND_MS = 60_000;

/** The clock of the settings that a `ClockComparison` compares; with `CLOCK_FILE` only when a bound is set. */
export function comparedClockFrom(settings: {
  readonly clockFile?: string;
  readonly clockSkewBoundMs?: number;
}): Clock {
  const { clockFile, clockSkewBoundMs: boundMs = clockFile === undefined ? SKEW_BOUND_MS : undefined } = settings;
  const clock = clockFrom(settings);
  return boundMs === undefined ? clock : new ComparedClock({ clock, boundMs });
}
