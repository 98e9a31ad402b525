import type { Reason, Step } from './system.events.js';
import type { Attempt, StepProgress } from './system.state.js';

/** What came of a call to the tenant, or of asking it again, or of its callback. */
export type StepOutcome =
  | { readonly kind: 'completed' }
  | { readonly kind: 'accepted'; readonly location: string; readonly nextActionAt: Date }
  | { readonly kind: 'transient'; readonly reason: Reason; readonly nextActionAt: Date }
  | { readonly kind: 'permanent'; readonly reason: Reason };

export interface StepReport {
  readonly systemId: string;
  readonly attempt: number;
  readonly step: Step;
  /** Absent in a callback, which does not know it. */
  readonly try?: number;
  /** `nextActionAt` of the progress that was acted upon: who is late with "still waiting" has nothing to say. */
  readonly seenNextActionAt?: string;
  readonly outcome: StepOutcome;
  readonly now: Date;
  /** When a step that is requested now is looked at again, should its call be lost. */
  readonly watchdogMs: number;
}

/**
 * What an outcome means for an attempt. `stale` is one that somebody else has recorded already, or that belongs to an
 * earlier try: nothing to do.
 */
export type Advance =
  | { readonly to: 'stale' }
  | { readonly to: 'ended' }
  | { readonly to: 'next-step'; readonly step: Step }
  | { readonly to: 'waiting'; readonly polls: number; readonly location: string; readonly nextActionAt: string }
  | { readonly to: 'delayed'; readonly reason: Reason; readonly nextActionAt: string }
  | { readonly to: 'failed'; readonly reason: Reason };

/** Judges a report against the attempt that runs; `order` is the order of this saga's steps. */
export function judge(report: StepReport, attempt: Attempt | undefined, order: readonly Step[]): Advance {
  const progress = attempt?.progress;
  if (!attempt || !progress || attempt.attempt !== report.attempt || progress.step !== report.step)
    return { to: 'stale' };
  const { outcome } = report;
  if (outcome.kind === 'completed') {
    const next = order[order.indexOf(report.step) + 1];
    return next === undefined ? { to: 'ended' } : { to: 'next-step', step: next };
  }
  const ofEarlierTry = report.try !== undefined && report.try !== progress.try;
  if (ofEarlierTry) return { to: 'stale' };
  const overtaken = report.seenNextActionAt !== progress.nextActionAt;
  // The same wait again, until the same time, is nothing new: the step is due as it was.
  const saysNothingNew = (state: StepProgress['state'], nextActionAt: string) =>
    overtaken || (progress.state === state && progress.nextActionAt === nextActionAt);
  switch (outcome.kind) {
    case 'permanent':
      return { to: 'failed', reason: outcome.reason };
    case 'accepted': {
      const nextActionAt = atMost(outcome.nextActionAt, attempt.deadlineAt);
      if (saysNothingNew('ACCEPTED', nextActionAt)) return { to: 'stale' };
      const polls = progress.location === undefined ? 0 : progress.polls + 1;
      return { to: 'waiting', location: outcome.location, polls, nextActionAt };
    }
    case 'transient': {
      if (overtaken) return { to: 'stale' };
      if (isOver(attempt, report.now)) return { to: 'failed', reason: deadlineExceeded(attempt, outcome.reason) };
      const nextActionAt = atMost(outcome.nextActionAt, attempt.deadlineAt);
      if (saysNothingNew('DELAYED', nextActionAt)) return { to: 'stale' };
      return { to: 'delayed', reason: outcome.reason, nextActionAt };
    }
    default:
      throw new Error(`Unknown outcome ${JSON.stringify(outcome satisfies never)}`);
  }
}

/** What a sweep finds to do: nothing, ask the tenant where the step stands, call again, or give up. */
export type DueAction = 'nothing' | 'poll' | 'try-again' | 'give-up';

export function dueAction(attempt: Attempt | undefined, now: Date): DueAction {
  if (!attempt?.progress) return 'nothing';
  if (isOver(attempt, now)) return 'give-up';
  if (now.getTime() < Date.parse(attempt.progress.nextActionAt)) return 'nothing';
  // A step that the tenant once accepted is asked for at its place, also after a poll that failed.
  return attempt.progress.location === undefined ? 'try-again' : 'poll';
}

/** The deadline of the attempt is reached. */
export function isOver(attempt: Attempt, now: Date): boolean {
  return now.getTime() >= Date.parse(attempt.deadlineAt);
}

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
