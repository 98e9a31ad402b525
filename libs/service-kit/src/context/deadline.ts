import { Unavailable } from './unavailable.js';
import { contextOf, currentContext, runInContext, type RequestContext } from './request-context.js';

/** The caller has given up: what it asked for must not happen any more. */
export class DeadlineExpired extends Unavailable {
  override readonly name = 'DeadlineExpired';

  constructor() {
    super('The request could not be completed in time. Try again, with the same Idempotency-Key.');
  }
}

/**
 * Milliseconds until the caller of the current request gives up, at most `limitMs`; `limitMs` in work that has no caller.
 * Not positive once the caller has given up.
 */
export function remainingMs(limitMs: number, context: Partial<RequestContext> | undefined = currentContext()): number {
  return context?.deadline === undefined ? limitMs : Math.min(limitMs, context.deadline - performance.now());
}

/** To be called before every step that has an effect. @throws DeadlineExpired when the caller has given up */
export function requireTimeLeft(): void {
  if (remainingMs(1) <= 0) throw new DeadlineExpired();
}

/** Runs a part of work that lasts longer than requests do, such as a stream of events. */
export function withoutDeadline<Result>(action: () => Result): Result {
  const { deadline: _, ...context } = currentContext() ?? {};
  return runInContext(contextOf(context), action);
}
