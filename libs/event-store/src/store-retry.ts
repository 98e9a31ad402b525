import { Unavailable } from '@system-landscape/service-kit';
import { WrongExpectedVersionError } from '@eventstore/db-client';
import { ExponentialBackoff, handleWhen, retry, type RetryPolicy } from 'cockatiel';
import { isOutage } from './store-outage.js';

const INITIAL_DELAY_MS = 4;
const MAX_DELAY_MS = 1_000;

/** The store is unreachable, or too many writers compete for a stream. Nothing was appended in part; try again later. */
export class StoreUnavailable extends Unavailable {
  override readonly name = 'StoreUnavailable';

  constructor(cause: unknown) {
    super('The event store does not answer, or too many writers are at the same system. Try again.', { cause });
  }
}

/** Retries what a lost race or an outage has interrupted, a bounded number of times, with exponential back-off. */
export class StoreRetry {
  private readonly policy: RetryPolicy;

  constructor(maxAttempts: number) {
    this.policy = retry(handleWhen(isRetryable), {
      maxAttempts,
      backoff: new ExponentialBackoff({ initialDelay: INITIAL_DELAY_MS, maxDelay: MAX_DELAY_MS, exponent: 2 }),
    });
  }

  /** @throws StoreUnavailable after the last attempt; any other error of the operation at once */
  async execute<Result>(operation: () => Promise<Result>): Promise<Result> {
    try {
      return await this.policy.execute(operation);
    } catch (error) {
      throw isRetryable(error) ? new StoreUnavailable(error) : error;
    }
  }
}

/**
 * Whether a retry may succeed: after a lost race or while the store is unreachable. A retry recognises an append that
 * did reach the store by its command key.
 */
export function isRetryable(error: unknown): error is Error {
  return error instanceof WrongExpectedVersionError || isOutage(error);
}
