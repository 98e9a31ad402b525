import { Refusal } from '../refusal.js';
import type { StepReport } from './attempt.js';
import type { Decision } from './decision.js';
import { continueAttempt, recordStep, requestStep, type ContinueAttempt, type SagaRules } from './saga-steps.js';
import {
  STEPS,
  type Reason,
  type RegistrationEvent,
  type RegistrationReversed,
  type SystemEvent,
} from './system.events.js';
import { currentSystem, findToken, nextExtensionId } from './system.queries.js';
import type { Attempt, System, SystemState } from './system.state.js';
import { hasExpired } from './token.js';

export interface RedeemToken {
  readonly tokenId: string;
  readonly systemId: string;
  readonly tenantId: string;
  /** System types of the tenant; undefined when they are unknown to the platform. */
  readonly tenantSystemTypes?: readonly string[];
  readonly deadlineMs: number;
  readonly watchdogMs: number;
  readonly now: Date;
}

/**
 * R3: uses the token and starts the registration (M-04, M-14, M-16, M-19, M-22, X-12). Refusals are checked in this
 * order: used, revoked, expired, type, tenant, failed extension. The command handler answers a repetition with the same
 * idempotency key before it gets here (N-15).
 */
export function redeemToken(command: RedeemToken, state: SystemState): Decision<SystemEvent> {
  const token = findToken(state, command.tokenId);
  if (!token || token.systemId !== command.systemId) {
    return new Refusal('TOKEN_INVALID', 'This is no integration token of this platform.');
  }
  if (token.state === 'USED') return new Refusal('TOKEN_USED', 'The token has been used. A token works once.');
  if (token.state === 'REVOKED') {
    return new Refusal(
      'TOKEN_REVOKED',
      'The token was replaced or its registration cancelled. Ask for the current one.',
    );
  }
  if (token.state === 'EXPIRED' || hasExpired(token, command.now)) {
    return new Refusal('TOKEN_EXPIRED', 'The token has expired. Ask the account administrator to display a fresh one.');
  }
  const system = currentSystem(state, command.systemId);
  if (!system) return new Refusal('TOKEN_INVALID', 'This is no integration token of this platform.');
  if (command.tenantSystemTypes && !command.tenantSystemTypes.includes(system.type)) {
    return new Refusal('TOKEN_TYPE_MISMATCH', `The token is for another type of system (${system.type}).`);
  }
  if (token.boundToTenantId !== undefined && token.boundToTenantId !== command.tenantId) {
    return new Refusal(
      'TENANT_MISMATCH',
      'The token re-registers a system; only the tenant it was registered with can redeem it.',
    );
  }
  if (system.extension) {
    return new Refusal(
      'FAILED_EXTENSION_EXISTS',
      'The extension of the failed registration still exists. Delete it under Maintain Extensions on SAP BTP, then redeem the token again.',
    );
  }

  const { systemId, tenantId, now } = command;
  const extensionId = nextExtensionId(system);
  const attempt = state.attempts + 1;
  return [
    { type: 'IntegrationTokenRedeemed', data: { systemId, tokenId: token.tokenId, extensionId, tenantId } },
    {
      type: 'RegistrationStarted',
      data: { systemId, attempt, extensionId, tenantId, deadlineAt: after(now, command.deadlineMs) },
    },
    requestStep(registration, { systemId, attempt, step: STEPS[0], try: 1 }, now, command.watchdogMs),
  ];
}

/** The saga of registration (R4, R5). */
const registration: SagaRules = {
  events: 'Registration',
  steps: STEPS,
  attemptOf: (system) => (system?.status === 'PENDING' ? (system.registration ?? undefined) : undefined),
  ended: (systemId, { attempt, extensionId, tenantId }) => ({
    type: 'SystemRegistered',
    data: { systemId, attempt, extensionId, tenantId },
  }),
  failed: fail,
};

/** R4, R5: records the outcome of a registration step; a stale outcome yields no event. */
export function recordRegistrationStep(report: StepReport, state: SystemState): Decision<SystemEvent> {
  return recordStep(registration, report, state);
}

/** Records what is due now: another try, or failure at the deadline. */
export function continueRegistration(command: ContinueAttempt, state: SystemState): Decision<SystemEvent> {
  return continueAttempt(registration, command, state);
}

export interface RecordReversal {
  readonly systemId: string;
  readonly attempt: number;
  readonly steps: RegistrationReversed['data']['steps'];
}

/** Records the result of the best-effort reversal of a failed registration. */
export function recordReversal(command: RecordReversal, state: SystemState): Decision<RegistrationEvent> {
  const { systemId, attempt, steps } = command;
  // The name may have a new life by now; the reversal belongs to the system whose registration failed.
  const failure = state.status === 'NONE' ? null : state.pendingReverse;
  if (failure?.attempt !== attempt || failure.systemId !== systemId) return [];
  return [{ type: 'RegistrationReversed', data: { systemId, attempt, steps } }];
}

export interface DeleteExtension {
  readonly systemId: string;
  readonly extensionId: string;
  readonly tenantId: string;
}

/** Deletes a Failed extension, which unlocks the name (M-21, M-22, N-10). An Enabled one is deleted by deregistering. */
export function deleteFailedExtension(command: DeleteExtension, state: SystemState): Decision<RegistrationEvent> {
  const system = currentSystem(state, command.systemId);
  const extension = system?.extension;
  if (!extension || extension.extensionId !== command.extensionId || extension.tenantId !== command.tenantId) {
    return new Refusal('NOT_FOUND', 'There is no such extension.');
  }
  if (extension.status !== 'FAILED') {
    return new Refusal('EXTENSION_BUSY', `The extension is ${extension.status}; wait until that has ended.`);
  }
  const { systemId, extensionId, tenantId } = command;
  return [{ type: 'ExtensionDeleted', data: { systemId, extensionId, tenantId } }];
}

function fail(system: System, attempt: Attempt, reason: Reason): RegistrationEvent {
  const { attempt: number, extensionId, tenantId, completed, progress } = attempt;
  // The failed step may have had part of its effect, so it is reversed as well.
  const takeBack = [...completed, progress!.step].reverse();
  return {
    type: 'RegistrationFailed',
    data: { systemId: system.systemId, attempt: number, extensionId, tenantId, step: progress!.step, reason, takeBack },
  };
}

function after(now: Date, milliseconds: number): string {
  return new Date(now.getTime() + milliseconds).toISOString();
}
