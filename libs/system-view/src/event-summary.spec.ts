import { STEPS, type SystemEvent, type SystemEventType } from '@system-landscape/domain';
import {
  accepted,
  added,
  completed,
  delayed,
  deregisterError,
  deregistrationStarted,
  entitled,
  extensionDeleted,
  inFormation,
  issued,
  redeemed,
  registrationFailed,
  registrationStarted,
  REJECTED,
  requested,
  SYSTEM,
  TENANT,
} from '@system-landscape/domain/testing';
import { summaryOf } from './event-summary.js';

const token = { systemId: SYSTEM, tokenId: 'token-1' };
const extension = { systemId: SYSTEM, attempt: 1, extensionId: `${SYSTEM}-x1`, tenantId: TENANT };
const [trust] = STEPS;

const summaries: { [Type in SystemEventType]: [SystemEvent, string][] } = {
  SystemAdded: [
    [added(), 'System "My S/4HANA" was added as SAP S/4HANA Cloud.'],
    [added({ type: 'from-a-later-catalogue' }), 'System "My S/4HANA" was added as from-a-later-catalogue.'],
  ],
  IntegrationTokenIssued: [
    [issued(), 'The first integration token was issued. It is valid until 2026-01-12T10:00:00.000Z.'],
    [
      issued({ reason: 'AFTER_ERROR' }),
      'A new integration token was issued after the failed registration. It is valid until 2026-01-12T10:00:00.000Z.',
    ],
  ],
  IntegrationTokenDisplayed: [
    [{ type: 'IntegrationTokenDisplayed', data: token }, 'The integration token was displayed.'],
  ],
  IntegrationTokenExpired: [
    [{ type: 'IntegrationTokenExpired', data: token }, 'The integration token expired unused.'],
  ],
  IntegrationTokenRevoked: [
    [
      { type: 'IntegrationTokenRevoked', data: { ...token, reason: 'REPLACED' } },
      'The integration token was revoked because a new one replaces it.',
    ],
    [
      { type: 'IntegrationTokenRevoked', data: { ...token, reason: 'CANCELLED' } },
      'The integration token was revoked because the registration was cancelled.',
    ],
  ],
  RegistrationCancelled: [
    [
      { type: 'RegistrationCancelled', data: { systemId: SYSTEM } },
      'The registration was cancelled; the name is free again.',
    ],
  ],
  IntegrationTokenRedeemed: [[redeemed(), 'The integration token was redeemed in tenant my300001.']],
  RegistrationStarted: [[registrationStarted(), 'The registration in tenant my300001 started (attempt 1).']],
  RegistrationStepRequested: [
    [requested('Registration', 1, trust), 'Step "establish-trust" was sent to the tenant.'],
    [requested('Registration', 1, trust, 3), 'Step "establish-trust" was sent to the tenant again, try 3.'],
  ],
  RegistrationStepAccepted: [
    [accepted('Registration', 1, trust), 'The tenant accepted step "establish-trust" and is working on it.'],
  ],
  RegistrationStepCompleted: [[completed('Registration', 1, trust), 'The tenant completed step "establish-trust".']],
  RegistrationStepDelayed: [
    [
      delayed('Registration', 1, trust, 3),
      'Step "establish-trust" is delayed after try 3: The tenant cannot be reached. It is tried again at 2026-01-05T10:01:00.000Z.',
    ],
  ],
  SystemRegistered: [
    [{ type: 'SystemRegistered', data: extension }, 'The system is registered; tenant my300001 is connected.'],
  ],
  RegistrationFailed: [
    [registrationFailed(), 'The registration failed at step "establish-trust": No such communication user.'],
  ],
  RegistrationReversed: [
    [
      {
        type: 'RegistrationReversed',
        data: { systemId: SYSTEM, attempt: 1, steps: [{ step: trust, takenBack: true }] },
      },
      'What the failed registration had done in the tenant was taken back.',
    ],
    [
      {
        type: 'RegistrationReversed',
        data: { systemId: SYSTEM, attempt: 1, steps: [{ step: trust, takenBack: false, reason: REJECTED }] },
      },
      'Not everything that the failed registration had done in the tenant could be taken back: "establish-trust" is left.',
    ],
  ],
  ExtensionDeleted: [[extensionDeleted(), 'The extension was deleted in tenant my300001.']],
  SystemIncludedInFormation: [[inFormation(), 'The system was included in formation "Production".']],
  SystemExcludedFromFormation: [
    [
      { type: 'SystemExcludedFromFormation', data: { systemId: SYSTEM, formationId: 'f', reason: 'REQUESTED' } },
      'The system was excluded from a formation.',
    ],
    [
      {
        type: 'SystemExcludedFromFormation',
        data: { systemId: SYSTEM, formationId: 'f', reason: 'FORMATION_DELETED' },
      },
      'The system was excluded from a formation that is deleted.',
    ],
  ],
  EntitlementConfigured: [
    [entitled(), 'Plan "messaging" of service "s4-hana-cloud" was configured for the system in subaccount dev.'],
  ],
  EntitlementConfigurationRemoved: [
    [
      {
        type: 'EntitlementConfigurationRemoved',
        data: { systemId: SYSTEM, entitlementConfigurationId: `${SYSTEM}-e1` },
      },
      'An entitlement configuration of the system was removed.',
    ],
  ],
  DeregistrationStarted: [
    [
      deregistrationStarted(),
      'The deregistration from tenant my300001 started (attempt 2), asked for in the global account.',
    ],
  ],
  DeregistrationStepRequested: [
    [requested('Deregistration', 2, trust), 'The tenant was asked to take step "establish-trust" back.'],
    [
      requested('Deregistration', 2, trust, 2),
      'The tenant was asked again to take step "establish-trust" back, try 2.',
    ],
  ],
  DeregistrationStepAccepted: [
    [
      accepted('Deregistration', 2, trust),
      'The tenant accepted taking back step "establish-trust" and is working on it.',
    ],
  ],
  DeregistrationStepCompleted: [
    [completed('Deregistration', 2, trust), 'The tenant completed taking back step "establish-trust".'],
  ],
  DeregistrationStepDelayed: [
    [
      delayed('Deregistration', 2, trust),
      'Taking back step "establish-trust" is delayed after try 1: The tenant cannot be reached. It is tried again at 2026-01-05T10:01:00.000Z.',
    ],
  ],
  SystemDeregistered: [
    [
      { type: 'SystemDeregistered', data: { ...extension, confirmedByOperator: false } },
      'The system is deregistered; the name is free again.',
    ],
    [
      { type: 'SystemDeregistered', data: { ...extension, confirmedByOperator: true } },
      'The system is deregistered: an operator confirmed that the tenant side is gone. The name is free again.',
    ],
  ],
  DeregistrationFailed: [
    [
      deregisterError().at(-1)!,
      'The deregistration failed at step "activate-extension": No such communication user. An incident on component BC-NEO-EXT-S4C is open.',
    ],
  ],
  IncidentResolved: [
    [
      { type: 'IncidentResolved', data: { systemId: SYSTEM, action: 'retry', note: 'Tenant is back' } },
      'The incident was resolved, the deregistration is tried again: Tenant is back.',
    ],
    [
      { type: 'IncidentResolved', data: { systemId: SYSTEM, action: 'confirm-removed', note: 'Gone!' } },
      'The incident was resolved, the tenant side is gone: Gone!',
    ],
  ],
  EventSkipped: [
    [
      {
        type: 'EventSkipped',
        data: { systemId: SYSTEM, eventId: 'e', revision: 7, eventType: 'Odd', reason: 'unknown', note: 'A mistake' },
      },
      'Event 7 (Odd) was skipped, which could not be read: A mistake.',
    ],
  ],
};

describe('summaryOf', () => {
  it.each(Object.values(summaries).flat())('M-23: %j', (event, summary) => {
    expect(summaryOf(event)).toBe(summary);
  });

  it('has examples of every event type', () => {
    for (const [type, examples] of Object.entries(summaries)) {
      expect(examples.map(([event]) => event.type)).toEqual(examples.map(() => type));
    }
  });
});
