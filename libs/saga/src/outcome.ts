import type { StepOutcome, StepProgress } from '@system-landscape/domain';
import { exponentialDelay, jitteredDelay } from '@system-landscape/service-kit';
import type { TenantAnswer } from '@system-landscape/tenant-connector';

/** Delays between retries and between polls, in milliseconds. */
export interface Pace {
  /** First delay after a failed call or poll, and the longest. */
  readonly retryInitialMs: number;
  readonly retryMaxMs: number;
  /** First delay before a poll, and the longest. */
  readonly pollInitialMs: number;
  readonly pollMaxMs: number;
}

/** The outcome of a step for a tenant's answer, with the time of the next poll or retry where one is needed. */
export function outcomeOf(
  answer: TenantAnswer,
  progress: StepProgress,
  pace: Pace,
  now: Date,
  random: () => number,
): StepOutcome {
  const at = (milliseconds: number) => new Date(now.getTime() + milliseconds);
  // Each poll is an event: a short Retry-After that set the pace would grow the log until the attempt's deadline.
  const nextPoll = (polls: number, retryAfterMs = 0) =>
    at(Math.max(exponentialDelay(polls, { initialMs: pace.pollInitialMs, maxMs: pace.pollMaxMs }), retryAfterMs));
  switch (answer.kind) {
    case 'completed':
      return { kind: 'completed' };
    case 'accepted':
      return { kind: 'accepted', location: answer.location, nextActionAt: nextPoll(0, answer.retryAfterMs) };
    case 'in-progress':
      return {
        kind: 'accepted',
        location: progress.location!,
        nextActionAt: nextPoll(progress.polls + 1, answer.retryAfterMs),
      };
    case 'transient': {
      const bounds = { initialMs: pace.retryInitialMs, maxMs: pace.retryMaxMs };
      const delay = jitteredDelay(Math.max(0, progress.try + progress.polls - 1), bounds, random);
      return { kind: 'transient', reason: answer.reason, nextActionAt: at(Math.max(delay, answer.retryAfterMs ?? 0)) };
    }
    case 'permanent':
      return { kind: 'permanent', reason: answer.reason };
    case 'unknown-answer':
      return {
        kind: 'permanent',
        reason: {
          code: 'UNKNOWN_ANSWER',
          message: 'The tenant answered something that is not in the contract',
          raw: answer.raw,
        },
      };
    case 'fenced':
      return {
        kind: 'permanent',
        reason: { code: 'FENCED', message: 'The tenant has seen a later attempt for this system' },
      };
    default:
      throw new Error(`Unknown answer ${JSON.stringify(answer satisfies never)}`);
  }
}
