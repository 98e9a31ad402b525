import { systemType } from '../catalogue/system-types.js';
import { Refusal } from '../refusal.js';
import { blockedByReferences, blockersOf } from './assignments.js';
import type { StepReport } from './attempt.js';
import { noCurrentSystem, type Decision } from './decision.js';
import { continueAttempt, recordStep, requestStep, type ContinueAttempt, type SagaRules } from './saga-steps.js';
import { STEPS, type Reason, type Step, type SystemEvent } from './system.events.js';
import { currentSystem } from './system.queries.js';
import type { Attempt, Extension, System, SystemState } from './system.state.js';

/** A deregistration reverses the steps of a registration, the last one first. */
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

/** R7, R10: starts the deregistration of a Registered system that has no references (M-24, M-26, N-10). */
export function startDeregistration(command: StartDeregistration, state: SystemState): Decision<SystemEvent> {
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

/** The saga of deregistration (R8, R9). */
const deregistration: SagaRules = {
  events: 'Deregistration',
  steps: DEREGISTRATION_STEPS,
  attemptOf: (system) => (system?.status === 'DEREGISTERING' ? system.deregistration : undefined),
  ended: (systemId, { attempt, extensionId, tenantId }) => ({
    type: 'SystemDeregistered',
    data: { systemId, attempt, extensionId, tenantId, confirmedByOperator: false },
  }),
  failed: fail,
};

/** R8, R9: records the outcome of a deregistration step; a stale outcome yields no event. */
export function recordDeregistrationStep(report: StepReport, state: SystemState): Decision<SystemEvent> {
  return recordStep(deregistration, report, state);
}

/** Records what is due now: another try, or the incident at the deadline. */
export function continueDeregistration(command: ContinueAttempt, state: SystemState): Decision<SystemEvent> {
  return continueAttempt(deregistration, command, state);
}

export interface ResolveIncident {
  readonly systemId: string;
  readonly action: 'retry' | 'confirm-removed';
  readonly note: string;
  readonly deadlineMs: number;
  readonly watchdogMs: number;
  readonly now: Date;
}

/** R12: an operator retries the deregistration, or confirms that the tenant side is removed. */
export function resolveIncident(command: ResolveIncident, state: SystemState): Decision<SystemEvent> {
  const system = currentSystem(state, command.systemId);
  if (system?.status !== 'DEREGISTER_ERROR')
    return new Refusal('NOT_FOUND', 'There is no open incident for this system.');
  const { systemId, action, note } = command;
  const resolved: SystemEvent = { type: 'IncidentResolved', data: { systemId, action, note } };
  if (action === 'retry') return [resolved, ...begin(system, system.extension!, 'operator', command)];
  const { attempt, extensionId, tenantId } = system.failedAttempt;
  return [
    resolved,
    { type: 'SystemDeregistered', data: { systemId, attempt, extensionId, tenantId, confirmedByOperator: true } },
  ];
}

function begin(
  system: System,
  extension: Extension,
  startedBy: 'account' | 'tenant' | 'operator',
  { now, deadlineMs, watchdogMs }: { readonly now: Date; readonly deadlineMs: number; readonly watchdogMs: number },
): SystemEvent[] {
  const { systemId } = system;
  const { extensionId, tenantId } = extension;
  const attempt = system.attempts + 1;
  const deadlineAt = new Date(now.getTime() + deadlineMs).toISOString();
  return [
    { type: 'DeregistrationStarted', data: { systemId, attempt, extensionId, tenantId, deadlineAt, startedBy } },
    requestStep(deregistration, { systemId, attempt, step: DEREGISTRATION_STEPS[0]!, try: 1 }, now, watchdogMs),
  ];
}

function fail(system: System, attempt: Attempt, reason: Reason): SystemEvent {
  const { step } = attempt.progress!;
  // The incident has the correlation id of the deregistration, not of the poll, callback or sweep that detected the failure.
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
