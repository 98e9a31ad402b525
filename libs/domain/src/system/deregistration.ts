import { systemType } from '../catalogue/system-types.js';
import { Refusal } from '../refusal.js';
import { blockedByReferences, blockersOf } from './assignments.js';
import { deadlineExceeded, dueAction, judge, type StepReport } from './attempt.js';
import { noCurrentSystem, type Decision } from './decision.js';
import type { ContinueAttempt } from './registration.js';
import { STEPS, type DeregistrationEvent, type Reason, type Step } from './system.events.js';
import { currentSystem, type Attempt, type Extension, type System, type SystemState } from './system.state.js';

/** A deregistration takes the steps back in reverse. */
export const DEREGISTRATION_STEPS: readonly Step[] = [...STEPS].reverse();

export interface StartDeregistration {
  readonly systemId: string;
  readonly startedBy: 'account' | 'tenant';
  /** The extension that the tenant deletes; absent when the account deregisters. */
  readonly extension?: { readonly extensionId: string; readonly tenantId: string };
  readonly deadlineMs: number;
  readonly watchdogMs: number;
  readonly now: Date;
}

/** R7, R10: starts the tear-down of a Registered system that nothing uses (M-24, M-26, N-10). */
export function startDeregistration(command: StartDeregistration, state: SystemState): Decision<DeregistrationEvent> {
  const system = currentSystem(state, command.systemId);
  if (command.extension) {
    const { extensionId, tenantId } = command.extension;
    if (system?.extension?.extensionId !== extensionId || system.extension.tenantId !== tenantId) {
      return new Refusal('NOT_FOUND', 'There is no such extension.');
    }
  }
  if (!system) return noCurrentSystem(state, command.systemId, 'DEREGISTER_BLOCKED_STATUS');
  if (system.status !== 'REGISTERED') {
    return command.extension
      ? new Refusal('EXTENSION_BUSY', `The extension is ${system.extension!.status}; wait until that has ended.`)
      : new Refusal('DEREGISTER_BLOCKED_STATUS', whyNotDeregister(system.status));
  }
  const blockers = blockersOf(system);
  if (blockers.length > 0) return blockedByReferences(blockers);
  return begin(system, system.extension!, command.startedBy, command);
}

/** R10: each status has its own reason. */
export function whyNotDeregister(status: Exclude<System['status'], 'REGISTERED'>): string {
  switch (status) {
    case 'PENDING':
      return 'The system is not registered yet. Cancel the registration instead, as long as its token was not redeemed.';
    case 'ERROR':
      return 'The registration failed, so there is nothing to deregister. Have the failed extension deleted in the tenant, then cancel the registration or create a new token.';
    case 'DEREGISTERING':
      return 'The system is being deregistered already.';
    case 'DEREGISTER_ERROR':
      return 'Deregistering failed and an incident is open. An operator must resolve it.';
    case 'REMOVED':
    case 'DEREGISTERED':
      return 'The system has ended.';
    default:
      throw new Error(`Unknown status ${JSON.stringify(status satisfies never)}`);
  }
}

/** R8, R9: what an outcome of a tear-down's step leads to; a stale one to nothing. */
export function recordDeregistrationStep(report: StepReport, state: SystemState): Decision<DeregistrationEvent> {
  const system = currentSystem(state, report.systemId);
  const attempt = deregistrationOf(system);
  const advance = judge(report, attempt, DEREGISTRATION_STEPS);
  if (advance.to === 'stale') return [];

  const { systemId, step, now, watchdogMs } = report;
  const { attempt: number, extensionId, tenantId, progress } = attempt!;
  const at = { systemId, attempt: number, step, try: progress!.try };
  switch (advance.to) {
    case 'next-step':
      return [
        { type: 'DeregistrationStepCompleted', data: at },
        requestStep(systemId, number, advance.step, 1, now, watchdogMs),
      ];
    case 'ended':
      return [
        { type: 'DeregistrationStepCompleted', data: at },
        {
          type: 'SystemDeregistered',
          data: { systemId, attempt: number, extensionId, tenantId, confirmedByOperator: false },
        },
      ];
    case 'waiting': {
      const { location, polls, nextActionAt } = advance;
      return [{ type: 'DeregistrationStepAccepted', data: { ...at, location, polls, nextActionAt } }];
    }
    case 'delayed':
      return [
        {
          type: 'DeregistrationStepDelayed',
          data: { ...at, reason: advance.reason, nextActionAt: advance.nextActionAt },
        },
      ];
    case 'failed':
      return [fail(system!, attempt!, advance.reason)];
    default:
      throw new Error(`Unknown advance ${JSON.stringify(advance satisfies never)}`);
  }
}

/** What is due by the clock: another try, or the end at the deadline. */
export function continueDeregistration(command: ContinueAttempt, state: SystemState): Decision<DeregistrationEvent> {
  const system = currentSystem(state, command.systemId);
  const attempt = deregistrationOf(system);
  switch (dueAction(attempt, command.now)) {
    case 'give-up':
      return [fail(system!, attempt!, deadlineExceeded(attempt!))];
    case 'try-again': {
      const { step, try: last } = attempt!.progress!;
      return [requestStep(command.systemId, attempt!.attempt, step, last + 1, command.now, command.watchdogMs)];
    }
    default:
      return [];
  }
}

export interface ResolveIncident {
  readonly systemId: string;
  readonly action: 'retry' | 'confirm-removed';
  readonly note: string;
  readonly deadlineMs: number;
  readonly watchdogMs: number;
  readonly now: Date;
}

/** R12: an operator has the tear-down run again, or confirms that the tenant side is gone. */
export function resolveIncident(command: ResolveIncident, state: SystemState): Decision<DeregistrationEvent> {
  const system = currentSystem(state, command.systemId);
  if (system?.status !== 'DEREGISTER_ERROR')
    return new Refusal('NOT_FOUND', 'There is no open incident for this system.');
  const { systemId, action, note } = command;
  const resolved: DeregistrationEvent = { type: 'IncidentResolved', data: { systemId, action, note } };
  if (action === 'retry') return [resolved, ...begin(system, system.extension!, 'operator', command)];
  const { attempt, extensionId, tenantId } = system.failedAttempt;
  return [
    resolved,
    { type: 'SystemDeregistered', data: { systemId, attempt, extensionId, tenantId, confirmedByOperator: true } },
  ];
}

function deregistrationOf(system: System | undefined): Attempt | undefined {
  return system?.status === 'DEREGISTERING' ? system.deregistration : undefined;
}

function begin(
  system: System,
  extension: Extension,
  startedBy: 'account' | 'tenant' | 'operator',
  { now, deadlineMs, watchdogMs }: { readonly now: Date; readonly deadlineMs: number; readonly watchdogMs: number },
): DeregistrationEvent[] {
  const { systemId } = system;
  const { extensionId, tenantId } = extension;
  const attempt = system.attempts + 1;
  const deadlineAt = new Date(now.getTime() + deadlineMs).toISOString();
  return [
    { type: 'DeregistrationStarted', data: { systemId, attempt, extensionId, tenantId, deadlineAt, startedBy } },
    requestStep(systemId, attempt, DEREGISTRATION_STEPS[0]!, 1, now, watchdogMs),
  ];
}

function requestStep(
  systemId: string,
  attempt: number,
  step: Step,
  number: number,
  now: Date,
  watchdogMs: number,
): DeregistrationEvent {
  const nextActionAt = new Date(now.getTime() + watchdogMs).toISOString();
  return { type: 'DeregistrationStepRequested', data: { systemId, attempt, step, try: number, nextActionAt } };
}

function fail(system: System, attempt: Attempt, reason: Reason): DeregistrationEvent {
  const { step } = attempt.progress!;
  // The incident names the correlation id of the deregistration, not of the poll, callback or sweep that found it out.
  const { correlationId } = attempt;
  return {
    type: 'DeregistrationFailed',
    data: {
      systemId: system.systemId,
      attempt: attempt.attempt,
      step,
      reason,
      incident: { component: systemType(system.type).incidentComponent, correlationId, step, lastAnswer: reason },
    },
  };
}
