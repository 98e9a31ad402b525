export interface BackoffBounds {
  /** Upper bound of the first delay, in ms; default 500. */
  readonly initialMs?: number;
  /** Upper bound of every delay, in ms; default 60,000. */
  readonly maxMs?: number;
}

/**
 * Exponential back-off with full jitter: somewhere between 0 and `initialMs * 2^(tryNumber - 1)`, at most `maxMs`.
 *
 * @param tryNumber the try that has failed, from 1
 * @param random a number from 0 up to but not including 1
 * @returns whole ms until the next try
 */
export function backoffDelay(
  tryNumber: number,
  random: () => number,
  { initialMs = 500, maxMs = 60_000 }: BackoffBounds = {},
): number {
  const bound = Math.min(maxMs, initialMs * 2 ** Math.max(0, tryNumber - 1));
  return Math.round(random() * bound);
}
