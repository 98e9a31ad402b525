import {
  runningAttempt,
  systemType,
  type Decision,
  type Recorded,
  type StepOutcome,
  type SystemEvent,
  type SystemEventType,
  type SystemState,
} from '@system-landscape/domain';
import type { Policy } from './policy.js';

/** The events that one command has appended. */
export type CommandEvents = readonly [Recorded<SystemEvent>, ...Recorded<SystemEvent>[]];

/** A reconstructed command, ready to be decided again. */
export type Command = (policy: Policy, state: SystemState) => Decision<SystemEvent>;

type EventOf<Type extends SystemEventType> = Extract<Recorded<SystemEvent>, { type: Type }>;

/** Used when the recorded events do not show how long the saga waits for a step. */
const WATCHDOG_MS = 5 * 60_000;

/**
 * Reconstructs the command that has appended these events. The log holds no commands, and no trace of refused ones.
 * @param nameId the name id of the stream
 */
export function commandOf(recorded: CommandEvents, nameId: string): Command {
  const [first] = recorded;
  const { systemId } = first.data;
  const displayedTo = first.metadata.actor.subject;
  const now = new Date(first.metadata.occurredAt);
  const find = <Type extends SystemEventType>(type: Type) =>
    recorded.find((event): event is EventOf<Type> => event.type === type);
  const from = (time: string | undefined) => (time === undefined ? WATCHDOG_MS : Date.parse(time) - now.getTime());

  const added = find('SystemAdded');
  const issued = find('IntegrationTokenIssued');
  const cancelled = find('RegistrationCancelled');
  if (added && issued) {
    const { globalAccountId, name, type, communicationScenarioGroup } = added.data;
    const command = {
      ...tokenOf(issued, type),
      ...{ nameId, globalAccountId, name, systemType: type, communicationScenarioGroup },
      now: issueTime(issued, now),
    };
    return (policy, state) => policy.registerSystem(command, state);
  }
  if (issued) {
    const wasDisplayed = first.metadata.idempotencyKey.startsWith('display-token/');
    return (policy, state) => {
      const type = state.status === 'NONE' ? undefined : state.type;
      const command = { ...tokenOf(issued, type), systemId, now: issueTime(issued, now) };
      return wasDisplayed ? policy.displayToken({ ...command, displayedTo }, state) : policy.issueToken(command, state);
    };
  }
  if (cancelled) return (policy, state) => policy.cancelRegistration({ systemId, now }, state);

  switch (first.type) {
    case 'IntegrationTokenDisplayed': {
      const command = { systemId, displayedTo, tokenId: first.data.tokenId, kid: '', now };
      return (policy, state) => policy.displayToken(command, state);
    }
    case 'IntegrationTokenExpired':
      return (policy, state) => policy.expireToken({ systemId, tokenId: first.data.tokenId, now }, state);
    case 'IntegrationTokenRedeemed': {
      const deadlineMs = from(find('RegistrationStarted')?.data.deadlineAt);
      const watchdogMs = from(find('RegistrationStepRequested')?.data.nextActionAt);
      const { tokenId, tenantId } = first.data;
      return (policy, state) => policy.redeemToken({ systemId, tokenId, tenantId, deadlineMs, watchdogMs, now }, state);
    }
    case 'RegistrationStepRequested': {
      const command = { systemId, now, watchdogMs: from(first.data.nextActionAt) };
      return (policy, state) => policy.continueRegistration(command, state);
    }
    case 'DeregistrationStepRequested': {
      const command = { systemId, now, watchdogMs: from(first.data.nextActionAt) };
      return (policy, state) => policy.continueDeregistration(command, state);
    }
    case 'RegistrationStepCompleted':
    case 'RegistrationStepAccepted':
    case 'RegistrationStepDelayed': {
      const watchdogMs = from(find('RegistrationStepRequested')?.data.nextActionAt);
      return (policy, state) => policy.recordRegistrationStep(reportOf(first, state, now, watchdogMs), state);
    }
    case 'DeregistrationStepCompleted':
    case 'DeregistrationStepAccepted':
    case 'DeregistrationStepDelayed': {
      const watchdogMs = from(find('DeregistrationStepRequested')?.data.nextActionAt);
      return (policy, state) => policy.recordDeregistrationStep(reportOf(first, state, now, watchdogMs), state);
    }
    case 'RegistrationFailed':
      return first.data.reason.code === 'DEADLINE_EXCEEDED'
        ? (policy, state) => policy.continueRegistration({ systemId, now, watchdogMs: WATCHDOG_MS }, state)
        : (policy, state) => policy.recordRegistrationStep(reportOf(first, state, now, WATCHDOG_MS), state);
    case 'DeregistrationFailed':
      return first.data.reason.code === 'DEADLINE_EXCEEDED'
        ? (policy, state) => policy.continueDeregistration({ systemId, now, watchdogMs: WATCHDOG_MS }, state)
        : (policy, state) => policy.recordDeregistrationStep(reportOf(first, state, now, WATCHDOG_MS), state);
    case 'RegistrationReversed': {
      const { steps } = first.data;
      return (policy, state) => {
        const attempt = (state.status === 'NONE' ? undefined : state.pendingReverse?.attempt) ?? first.data.attempt;
        return policy.recordReversal({ systemId, attempt, steps }, state);
      };
    }
    case 'ExtensionDeleted': {
      const { extensionId, tenantId } = first.data;
      return (policy, state) => policy.deleteFailedExtension({ systemId, extensionId, tenantId }, state);
    }
    case 'DeregistrationStarted': {
      const { extensionId, tenantId, startedBy, deadlineAt } = first.data;
      const command = {
        ...{ systemId, now, deadlineMs: from(deadlineAt) },
        watchdogMs: from(find('DeregistrationStepRequested')?.data.nextActionAt),
        startedBy: startedBy === 'tenant' ? ('tenant' as const) : ('account' as const),
        ...(startedBy === 'tenant' && { extension: { extensionId, tenantId } }),
      };
      return (policy, state) => policy.startDeregistration(command, state);
    }
    case 'IncidentResolved': {
      const { action, note } = first.data;
      const deadlineMs = from(find('DeregistrationStarted')?.data.deadlineAt);
      const watchdogMs = from(find('DeregistrationStepRequested')?.data.nextActionAt);
      return (policy, state) => policy.resolveIncident({ systemId, action, note, deadlineMs, watchdogMs, now }, state);
    }
    // An operator's, whatever the policy.
    case 'EventSkipped':
      return () => [first];
    case 'SystemIncludedInFormation':
      return (policy, state) => policy.includeInFormation(first.data, state);
    case 'SystemExcludedFromFormation':
      return (policy, state) => policy.excludeFromFormation(first.data, state);
    case 'EntitlementConfigured':
      return (policy, state) => policy.configureEntitlement(first.data, state);
    case 'EntitlementConfigurationRemoved':
      return (policy, state) => policy.removeEntitlementConfiguration(first.data, state);
    default:
      throw new Error(`No command begins with ${first.type} (${first.metadata.idempotencyKey})`);
  }
}

/** The report of the tenant, reconstructed from the event, about the step that runs in this state. */
function reportOf(
  event: EventOf<
    | `${'Registration' | 'Deregistration'}Step${'Completed' | 'Accepted' | 'Delayed'}`
    | 'RegistrationFailed'
    | 'DeregistrationFailed'
  >,
  state: SystemState,
  now: Date,
  watchdogMs: number,
) {
  const { systemId, step } = event.data;
  const running = runningAttempt(state);
  // Attempts are numbered across lives, and under the policy there may have been fewer.
  const attempt = running?.attempt ?? event.data.attempt;
  const expectedNextActionAt = running?.progress?.nextActionAt;
  return {
    ...{ systemId, attempt, step, outcome: outcomeOf(event), now, watchdogMs },
    ...('try' in event.data && event.type.endsWith('Completed') ? { try: event.data.try } : {}),
    ...(expectedNextActionAt === undefined ? {} : { expectedNextActionAt }),
  };
}

function outcomeOf(event: Parameters<typeof reportOf>[0]): StepOutcome {
  switch (event.type) {
    case 'RegistrationStepCompleted':
    case 'DeregistrationStepCompleted':
      return { kind: 'completed' };
    case 'RegistrationStepAccepted':
    case 'DeregistrationStepAccepted':
      return { kind: 'accepted', location: event.data.location, nextActionAt: new Date(event.data.nextActionAt) };
    case 'RegistrationStepDelayed':
    case 'DeregistrationStepDelayed':
      return { kind: 'transient', reason: event.data.reason, nextActionAt: new Date(event.data.nextActionAt) };
    default:
      return { kind: 'permanent', reason: event.data.reason };
  }
}

/** The issued token. Its validity is left to the policy unless it differs from that of the system type. */
function tokenOf({ data }: EventOf<'IntegrationTokenIssued'>, type: string | undefined) {
  const { tokenId, kid, issuedAt, expiresAt } = data;
  const validityMs = Date.parse(expiresAt) - Date.parse(issuedAt);
  const defaultValidityMs = type === undefined ? undefined : systemType(type).tokenValidityMs;
  return { tokenId, kid, ...(validityMs === defaultValidityMs ? {} : { validityMs }) };
}

/** When the token was issued. `occurredAt` is later when the clock of the previous writer was ahead. */
function issueTime({ data }: EventOf<'IntegrationTokenIssued'>, occurredAt: Date): Date {
  const issuedAt = new Date(data.issuedAt);
  return occurredAt.getTime() - issuedAt.getTime() < 1_000 ? occurredAt : issuedAt;
}
