import type { IBackoff, IBackoffFactory } from 'cockatiel';

/**
 * The time for which a circuit stays open. The circuit breaker compares it with the wall clock, and a tenant would not be
 * called for as long as that was set back; so the pause is endless until it is over by the monotonic clock, and then over.
 */
export class MonotonicPause implements IBackoffFactory<unknown> {
  constructor(private readonly pauseMs: number) {}

  next(): IBackoff<unknown> {
    const { pauseMs } = this;
    const beganAt = performance.now();
    return {
      get duration() {
        return performance.now() - beganAt < pauseMs ? Infinity : -Infinity;
      },
      next: () => this.next(),
    };
  }
}
