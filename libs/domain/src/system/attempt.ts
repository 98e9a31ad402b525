import type { Reason, Step } from './system.events.js';
import type { Attempt, StepProgress } from './system.state.js';

/** Outcome of a call to the tenant, of a poll, or of the tenant's callback. */
export type StepOutcome =
  | { readonly kind: 'completed' }
  | { readonly kind: 'accepted'; readonly location: string; readonly nextActionAt: Date }
  | { readonly kind: 'transient'; readonly reason: Reason; readonly nextActionAt: Date }
  | { readonly kind: 'permanent'; readonly reason: Reason };

export interface StepReport {
  readonly systemId: string;
  readonly attempt: number;
  readonly step: Step;
  /** Absent in a callback, which does not contain it. */
  readonly try?: number;
  /** `nextActionAt` of the progress that was acted upon; "still waiting" counts only if it is still the current one. */
  readonly expectedNextActionAt?: string;
  readonly outcome: StepOutcome;
  readonly now: Date;
  /** Time after which a requested call counts as lost and the step is due again. */
  readonly watchdogMs: number;
}

/**
 * Effect of an outcome on an attempt. `stale`: the outcome is recorded already or belongs to an earlier try, and has
 * no effect.
 */
export type Advance =
  | { readonly to: 'stale' }
  | { readonly to: 'ended' }
  | { readonly to: 'next-step'; readonly step: Step }
  | { readonly to: 'waiting'; readonly polls: number; readonly location: string; readonly nextActionAt: string }
  | { readonly to: 'delayed'; readonly reason: Reason; readonly nextActionAt: string }
  | { readonly to: 'failed'; readonly reason: Reason };

/** Compares a report with the running attempt; `order` is the order of the saga's steps. */
export function judge(report: StepReport, attempt: Attempt | undefined, order: readonly Step[]): Advance {
  const progress = attempt?.progress;
  if (!attempt || !progress || attempt.attempt !== report.attempt || progress.step !== report.step)
    return { to: 'stale' };
  const { outcome } = report;
  if (outcome.kind === 'completed') {
    const next = order[order.indexOf(report.step) + 1];
    return next === undefined ? { to: 'ended' } : { to: 'next-step', step: next };
  }
  const isOfEarlierTry = report.try !== undefined && report.try !== progress.try;
  if (isOfEarlierTry) return { to: 'stale' };
  const isOutdated = report.expectedNextActionAt !== progress.nextActionAt;
  // Waiting until the same time as before changes nothing.
  const isUnchanged = (state: StepProgress['state'], nextActionAt: string) =>
    isOutdated || (progress.state === state && progress.nextActionAt === nextActionAt);
  switch (outcome.kind) {
    case 'permanent':
      return { to: 'failed', reason: outcome.reason };
    case 'accepted': {
      const nextActionAt = atMost(outcome.nextActionAt, attempt.deadlineAt);
      if (isUnchanged('ACCEPTED', nextActionAt)) return { to: 'stale' };
      const polls = progress.location === undefined ? 0 : progress.polls + 1;
      return { to: 'waiting', location: outcome.location, polls, nextActionAt };
    }
    case 'transient': {
      if (isOutdated) return { to: 'stale' };
      if (isOver(attempt, report.now)) return { to: 'failed', reason: deadlineExceeded(attempt, outcome.reason) };
      const nextActionAt = atMost(outcome.nextActionAt, attempt.deadlineAt);
      if (isUnchanged('DELAYED', nextActionAt)) return { to: 'stale' };
      return { to: 'delayed', reason: outcome.reason, nextActionAt };
    }
    default:
      throw new Error(`Unknown outcome ${JSON.stringify(outcome satisfies never)}`);
  }
}

/** What is due for an attempt: nothing, a poll of the step's location, another call, or giving up at the deadline. */
export type DueAction = 'nothing' | 'poll' | 'try-again' | 'give-up';

export function dueAction(attempt: Attempt | undefined, now: Date): DueAction {
  if (!attempt?.progress) return 'nothing';
  if (isOver(attempt, now)) return 'give-up';
  if (now.getTime() < Date.parse(attempt.progress.nextActionAt)) return 'nothing';
  // A step that the tenant has accepted is polled at its location, even after a failed poll.
  return attempt.progress.location === undefined ? 'try-again' : 'poll';
}

/** Whether the deadline of the attempt is reached. */
export function isOver(attempt: Attempt, now: Date): boolean {
  return now.getTime() >= Date.parse(attempt.deadlineAt);
}

/** The reason of a failure at the deadline, with the tenant's last error. */
export function deadlineExceeded(attempt: Attempt, last?: Reason): Reason {
  const lastError = last ?? attempt.progress?.lastError;
  return {
    code: 'DEADLINE_EXCEEDED',
    message: `The tenant did not complete the step in time.${lastError ? ` Its last answer: ${lastError.message}` : ''}`,
  };
}

function atMost(time: Date, deadlineAt: string): string {
  return new Date(Math.min(time.getTime(), Date.parse(deadlineAt))).toISOString();
}
