import { requireAccount } from '../account-of-stream.js';
import { recordCommand } from '../command-history.js';
import type { Recorded } from '../recorded-event.js';
import { evolveAttempt, startAttempt } from './attempt.evolve.js';
import type { IntegrationTokenDisplayed, SystemEvent } from './system.events.js';
import { currentToken } from './system.queries.js';
import type { ExtensionStatus, IssuedToken, System, SystemState, Token, TokenState } from './system.state.js';

/**
 * The fold: the state after one more event.
 * @throws Error when the event cannot follow in this stream (an unknown type, another system or account, a missing event)
 */
export function evolveSystem(state: SystemState, event: Recorded<SystemEvent>): SystemState {
  requireAccount(state.status === 'NONE' ? undefined : state.globalAccountId, event);
  return apply(recordCommand(state, event.metadata), event);
}

function apply(state: SystemState, event: Recorded<SystemEvent>): SystemState {
  switch (event.type) {
    case 'SystemAdded': {
      const { version, lastOccurredAt, commands, tokens, attempts } = state;
      return {
        version,
        lastOccurredAt,
        commands,
        tokens,
        attempts,
        pendingReverse: state.status === 'NONE' ? null : state.pendingReverse,
        ...event.data,
        status: 'PENDING',
        registration: null,
        createdAt: event.metadata.occurredAt,
        createdBy: event.metadata.actor.subject,
        tokenId: null,
        displays: null,
        extension: null,
        extensionCount: 0,
        entitlementCount: 0,
        formations: null,
        entitlements: null,
      };
    }
    case 'IntegrationTokenIssued': {
      const { systemId, tokenId, kid, issuedAt, expiresAt, boundToTenantId } = event.data;
      const token: Token = { tokenId, systemId, kid, issuedAt, expiresAt, boundToTenantId, state: 'LIVE' };
      return {
        ...lifeOf(state, event),
        tokens: { token, before: state.tokens },
        tokenId,
        displays: null,
        status: 'PENDING',
        registration: null,
      };
    }
    case 'IntegrationTokenDisplayed':
      return displayed(lifeOf(state, event), event);
    case 'IntegrationTokenExpired':
      return withToken(state, event.data.tokenId, 'EXPIRED');
    case 'IntegrationTokenRevoked':
      return withToken(state, event.data.tokenId, 'REVOKED');
    case 'RegistrationCancelled':
      return cancelled(lifeOf(state, event));

    case 'IntegrationTokenRedeemed': {
      const { tokenId, extensionId, tenantId } = event.data;
      const life = lifeOf(withToken(state, tokenId, 'USED'), event);
      return {
        ...life,
        extension: { extensionId, tenantId, status: 'ENABLING' },
        extensionCount: life.extensionCount + 1,
      };
    }
    case 'RegistrationStarted':
      return {
        ...lifeOf(state, event),
        attempts: event.data.attempt,
        status: 'PENDING',
        registration: startAttempt(event.data, event.metadata),
      };
    case 'RegistrationStepRequested':
    case 'RegistrationStepAccepted':
    case 'RegistrationStepDelayed':
    case 'RegistrationStepCompleted': {
      const system = lifeOf(state, event);
      if (system.status !== 'PENDING' || !system.registration) throw cannotFollow(state, event);
      return { ...system, registration: evolveAttempt(system.registration, event) };
    }
    case 'SystemRegistered':
      return {
        ...withExtension(lifeOf(state, event), 'ENABLED'),
        status: 'REGISTERED',
        tenantId: event.data.tenantId,
      };
    case 'RegistrationFailed':
      return {
        ...withExtension(lifeOf(state, event), 'FAILED'),
        status: 'ERROR',
        pendingReverse: event.data.takeBack.length > 0 ? event.data : null,
      };
    case 'RegistrationReversed': {
      const system = systemOf(state, event);
      const done = system.pendingReverse?.attempt === event.data.attempt;
      const reversed = { ...system, pendingReverse: done ? null : system.pendingReverse };
      return event.data.systemId === system.systemId ? reversed : { ...reversed, formerLifeReversedAt: system.version };
    }
    case 'ExtensionDeleted':
      return { ...lifeOf(state, event), extension: null };

    case 'SystemIncludedInFormation': {
      const life = lifeOf(state, event);
      const { formationId, formationName, formationLife } = event.data;
      return {
        ...life,
        formations: { key: formationId, value: { formationName, formationLife }, before: life.formations },
      };
    }
    case 'SystemExcludedFromFormation': {
      const life = lifeOf(state, event);
      return { ...life, formations: { key: event.data.formationId, value: null, before: life.formations } };
    }
    case 'EntitlementConfigured': {
      const life = lifeOf(state, event);
      const { entitlementConfigurationId, subaccount, service, plan } = event.data;
      return {
        ...life,
        entitlementCount: life.entitlementCount + 1,
        entitlements: {
          key: entitlementConfigurationId,
          value: { entitlementConfigurationId, subaccount, service, plan },
          before: life.entitlements,
        },
      };
    }
    case 'EntitlementConfigurationRemoved': {
      const life = lifeOf(state, event);
      return {
        ...life,
        entitlements: { key: event.data.entitlementConfigurationId, value: null, before: life.entitlements },
      };
    }

    case 'DeregistrationStarted':
      return {
        ...withExtension(lifeOf(state, event), 'DISABLING'),
        attempts: event.data.attempt,
        status: 'DEREGISTERING',
        deregistration: startAttempt(event.data, event.metadata),
      };
    case 'DeregistrationStepRequested':
    case 'DeregistrationStepAccepted':
    case 'DeregistrationStepDelayed':
    case 'DeregistrationStepCompleted': {
      const system = lifeOf(state, event);
      if (system.status !== 'DEREGISTERING') throw cannotFollow(state, event);
      return { ...system, deregistration: evolveAttempt(system.deregistration, event) };
    }
    case 'SystemDeregistered':
      return {
        ...lifeOf(state, event),
        extension: null,
        status: 'DEREGISTERED',
        tenantId: event.data.tenantId,
        reregistrationCancelled: false,
      };
    case 'DeregistrationFailed': {
      const system = lifeOf(state, event);
      if (system.status !== 'DEREGISTERING') throw cannotFollow(state, event);
      const { deregistration, ...rest } = system;
      return {
        ...rest,
        status: 'DEREGISTER_ERROR',
        failedAttempt: deregistration,
        incident: event.data.incident,
      };
    }
    case 'IncidentResolved':
    case 'EventSkipped':
      return state;
    default:
      throw unknownEvent(event);
  }
}

/** A re-registration that is cancelled leaves the system deregistered, as it was before, and bound to its tenant. */
function cancelled(system: System): System {
  const tenantId = currentToken(system)?.boundToTenantId;
  return tenantId === undefined
    ? { ...system, status: 'REMOVED' }
    : { ...system, status: 'DEREGISTERED', tenantId, reregistrationCancelled: true };
}

function displayed(system: System, { data, metadata }: Recorded<IntegrationTokenDisplayed>): System {
  if (data.tokenId !== system.tokenId) return system;
  const { subject } = metadata.actor;
  // Earlier releases recorded every display, so one person may have thousands in a row.
  const before = system.displays?.subject === subject ? system.displays.before : system.displays;
  return { ...system, displays: { subject, occurredAt: metadata.occurredAt, before } };
}

function withToken(state: SystemState, tokenId: string, tokenState: TokenState): SystemState {
  // Usually the newest token ends, so that the list of newer ones is empty.
  const newer: Token[] = [];
  let issued = state.tokens;
  while (issued !== null && issued.token.tokenId !== tokenId) {
    newer.push(issued.token);
    issued = issued.before;
  }
  if (!issued) throw new Error(`The stream has an event of token ${tokenId} before it was issued`);
  const ended: IssuedToken = { token: { ...issued.token, state: tokenState }, before: issued.before };
  return { ...state, tokens: newer.reduceRight((before, token) => ({ token, before }), ended) };
}

function withExtension(system: System, status: ExtensionStatus): System {
  if (!system.extension) throw new Error(`System ${system.systemId} has no extension that could be ${status}`);
  return { ...system, extension: { ...system.extension, status } };
}

function systemOf(state: SystemState, event: SystemEvent): System {
  if (state.status === 'NONE') throw cannotFollow(state, event);
  return state;
}

/** The current life. @throws Error when the event is about another one */
function lifeOf(state: SystemState, event: SystemEvent): System {
  const system = systemOf(state, event);
  if (system.systemId !== event.data.systemId) throw cannotFollow(state, event);
  return system;
}

function cannotFollow(state: SystemState, event: SystemEvent): Error {
  return new Error(`${event.type} of ${event.data.systemId} cannot follow status ${state.status} at ${state.version}`);
}

function unknownEvent(event: never): Error {
  return new Error(`Unknown event ${JSON.stringify((event as { type: unknown }).type)}`);
}
