import { findSystemType, type Reason, type SystemEvent, type TokenReason } from '@system-landscape/domain';

/** A sentence about the event for the history, which shows actor and time separately. */
export function summaryOf(event: SystemEvent): string {
  switch (event.type) {
    case 'SystemAdded':
      return `System "${event.data.name}" was added as ${labelOf(event.data.type)}.`;
    case 'IntegrationTokenIssued':
      return `${ISSUED[event.data.reason]} It is valid until ${event.data.expiresAt}.`;
    case 'IntegrationTokenDisplayed':
      return 'The integration token was displayed.';
    case 'IntegrationTokenExpired':
      return 'The integration token expired unused.';
    case 'IntegrationTokenRevoked':
      return event.data.reason === 'REPLACED'
        ? 'The integration token was revoked because a new one replaces it.'
        : 'The integration token was revoked because the registration was cancelled.';
    case 'RegistrationCancelled':
      return 'The registration was cancelled; the name is free again.';

    case 'IntegrationTokenRedeemed':
      return `The integration token was redeemed in tenant ${event.data.tenantId}.`;
    case 'RegistrationStarted':
      return `The registration in tenant ${event.data.tenantId} started (attempt ${event.data.attempt}).`;
    case 'SystemRegistered':
      return `The system is registered; tenant ${event.data.tenantId} is connected.`;
    case 'RegistrationFailed':
      return `The registration failed at step "${event.data.step}": ${wordsOf(event.data.reason)}`;
    case 'RegistrationReversed':
      return reversed(event.data.steps);
    case 'ExtensionDeleted':
      return `The extension was deleted in tenant ${event.data.tenantId}.`;

    case 'DeregistrationStepRequested':
      return event.data.try === 1
        ? `The tenant was asked to take step "${event.data.step}" back.`
        : `The tenant was asked again to take step "${event.data.step}" back, try ${event.data.try}.`;
    case 'RegistrationStepRequested':
      return event.data.try === 1
        ? `${stepOf(event)} was sent to the tenant.`
        : `${stepOf(event)} was sent to the tenant again, try ${event.data.try}.`;
    case 'RegistrationStepAccepted':
    case 'DeregistrationStepAccepted':
      return `The tenant accepted ${lowerFirst(stepOf(event))} and is working on it.`;
    case 'RegistrationStepCompleted':
    case 'DeregistrationStepCompleted':
      return `The tenant completed ${lowerFirst(stepOf(event))}.`;
    case 'RegistrationStepDelayed':
    case 'DeregistrationStepDelayed':
      return `${stepOf(event)} is delayed after try ${event.data.try}: ${wordsOf(event.data.reason)} It is tried again at ${event.data.nextActionAt}.`;

    case 'SystemIncludedInFormation':
      return `The system was included in formation "${event.data.formationName}".`;
    case 'SystemExcludedFromFormation':
      return event.data.reason === 'FORMATION_DELETED'
        ? 'The system was excluded from a formation that is deleted.'
        : 'The system was excluded from a formation.';
    case 'EntitlementConfigured': {
      const { service, plan, subaccount } = event.data;
      return `Plan "${plan}" of service "${service}" was configured for the system in subaccount ${subaccount}.`;
    }
    case 'EntitlementConfigurationRemoved':
      return 'An entitlement configuration of the system was removed.';

    case 'DeregistrationStarted':
      return `The deregistration from tenant ${event.data.tenantId} started (attempt ${event.data.attempt}), ${STARTED_BY[event.data.startedBy]}.`;
    case 'SystemDeregistered':
      return event.data.confirmedByOperator
        ? 'The system is deregistered: an operator confirmed that the tenant side is gone. The name is free again.'
        : 'The system is deregistered; the name is free again.';
    case 'DeregistrationFailed':
      return `The deregistration failed at step "${event.data.step}": ${wordsOf(event.data.reason)} An incident on component ${event.data.incident.component} is open.`;
    case 'IncidentResolved':
      return event.data.action === 'retry'
        ? `The incident was resolved, the deregistration is tried again: ${sentence(event.data.note)}`
        : `The incident was resolved, the tenant side is gone: ${sentence(event.data.note)}`;
    case 'EventSkipped':
      return `Event ${event.data.revision} (${event.data.eventType}) was skipped, which could not be read: ${sentence(event.data.note)}`;
    default:
      throw new Error(`Unknown event ${JSON.stringify((event satisfies never as { type: unknown }).type)}`);
  }
}

const ISSUED: Record<TokenReason, string> = {
  SYSTEM_ADDED: 'The first integration token was issued.',
  EXPIRED: 'A fresh integration token was issued in place of the expired one.',
  REPLACED: 'A new integration token was issued in place of the one before.',
  AFTER_ERROR: 'A new integration token was issued after the failed registration.',
  REREGISTRATION: 'An integration token was issued to register the system again.',
};

const STARTED_BY = {
  account: 'asked for in the global account',
  tenant: 'asked for in the tenant',
  operator: 'asked for by an operator',
} as const;

function stepOf({ type, data }: { readonly type: string; readonly data: { readonly step: string } }): string {
  return type.startsWith('Deregistration') ? `Taking back step "${data.step}"` : `Step "${data.step}"`;
}

function reversed(steps: readonly { readonly step: string; readonly takenBack: boolean }[]): string {
  const left = steps.filter(({ takenBack }) => !takenBack).map(({ step }) => `"${step}"`);
  if (left.length === 0) return 'What the failed registration had done in the tenant was taken back.';
  return `Not everything that the failed registration had done in the tenant could be taken back: ${left.join(', ')} is left.`;
}

function labelOf(type: string): string {
  return findSystemType(type)?.label ?? type;
}

function wordsOf({ message }: Reason): string {
  return sentence(message);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
