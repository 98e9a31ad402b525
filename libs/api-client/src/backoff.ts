import { ExponentialBackoff, halfJitterGenerator, type IBackoffFactory } from 'cockatiel';

const BACKOFF = new ExponentialBackoff({ generator: halfJitterGenerator, initialDelay: 100, maxDelay: 5_000 });

/**
 * Waits between attempts to connect: 100 ms, doubled with every failure in a row up to 5 s. Each wait is a random one in the
 * upper half of its bound, so that subscribers do not reconnect at the same moment.
 */
export class Backoff {
  private current: IBackoffFactory<unknown> = BACKOFF;

  /** To be called after a success: the next wait is a first one. */
  reset(): void {
    this.current = BACKOFF;
  }

  /** Waits before the next attempt; ends at once when the signal aborts. */
  async wait(signal: AbortSignal | undefined): Promise<void> {
    const delay = this.current.next(undefined);
    this.current = delay;
    await sleep(delay.duration, signal);
  }
}

/** Works in Node and in browsers; `node:timers/promises` does not. */
function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  if (signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener('abort', end, { once: true });
  });
}
