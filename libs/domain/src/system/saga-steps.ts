import { deadlineExceeded, dueAction, judge, type StepReport } from './attempt.js';
import type { Decision } from './decision.js';
import type { Reason, Step, SystemEvent } from './system.events.js';
import { currentSystem } from './system.queries.js';
import type { Attempt, System, SystemState } from './system.state.js';

/** The differences between the registration saga and the deregistration saga. */
export interface SagaRules {
  /** Prefix of the types of its step events. */
  readonly events: 'Registration' | 'Deregistration';
  /** Steps in the order in which they run. */
  readonly steps: readonly Step[];
  /** The running attempt; undefined while the system is not in this saga. */
  readonly attemptOf: (system: System | undefined) => Attempt | undefined;
  /** The event that follows the completion of the last step. */
  readonly ended: (systemId: string, attempt: Attempt) => SystemEvent;
  /** The event of an attempt that has failed for good. */
  readonly failed: (system: System, attempt: Attempt, reason: Reason) => SystemEvent;
}

export interface ContinueAttempt {
  readonly systemId: string;
  readonly now: Date;
  readonly watchdogMs: number;
}

/** Records the outcome of a step; a stale outcome yields no event. */
export function recordStep(saga: SagaRules, report: StepReport, state: SystemState): Decision<SystemEvent> {
  const system = currentSystem(state, report.systemId);
  const attempt = saga.attemptOf(system);
  const advance = judge(report, attempt, saga.steps);
  if (advance.to === 'stale') return [];

  const { systemId, step, now, watchdogMs } = report;
  const { attempt: number, progress } = attempt!;
  const at = { systemId, attempt: number, step, try: progress!.try };
  const completed: SystemEvent = { type: `${saga.events}StepCompleted`, data: at };
  switch (advance.to) {
    case 'next-step':
      return [completed, requestStep(saga, { systemId, attempt: number, step: advance.step, try: 1 }, now, watchdogMs)];
    case 'ended':
      return [completed, saga.ended(systemId, attempt!)];
    case 'waiting': {
      const { location, polls, nextActionAt } = advance;
      return [{ type: `${saga.events}StepAccepted`, data: { ...at, location, polls, nextActionAt } }];
    }
    case 'delayed': {
      const { reason, nextActionAt } = advance;
      return [{ type: `${saga.events}StepDelayed`, data: { ...at, reason, nextActionAt } }];
    }
    case 'failed':
      return [saga.failed(system!, attempt!, advance.reason)];
    default:
      throw new Error(`Unknown advance ${JSON.stringify(advance satisfies never)}`);
  }
}

/** Records what is due now: another try, or the failure at the deadline. Polls yield no event, only their results do. */
export function continueAttempt(saga: SagaRules, command: ContinueAttempt, state: SystemState): Decision<SystemEvent> {
  const { systemId, now, watchdogMs } = command;
  const system = currentSystem(state, systemId);
  const attempt = saga.attemptOf(system);
  switch (dueAction(attempt, now)) {
    case 'give-up':
      return [saga.failed(system!, attempt!, deadlineExceeded(attempt!))];
    case 'try-again': {
      const { step, try: last } = attempt!.progress!;
      return [requestStep(saga, { systemId, attempt: attempt!.attempt, step, try: last + 1 }, now, watchdogMs)];
    }
    default:
      return [];
  }
}

/** The event that requests a call of a step. */
export function requestStep(
  { events }: Pick<SagaRules, 'events'>,
  at: { readonly systemId: string; readonly attempt: number; readonly step: Step; readonly try: number },
  now: Date,
  watchdogMs: number,
): SystemEvent {
  const nextActionAt = new Date(now.getTime() + watchdogMs).toISOString();
  return { type: `${events}StepRequested`, data: { ...at, nextActionAt } };
}
