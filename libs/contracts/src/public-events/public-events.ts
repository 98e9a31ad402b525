/*
 * The published language: events for other platform services, independent of the stored events. An event may gain
 * members; any other change is a new version.
 */

const ofSystem = { about: 'system', version: 1 } as const;
const ofFormation = { about: 'formation', version: 1 } as const;

/** Every public event: the kind of its subject, and its version. */
export const PUBLIC_EVENTS = {
  SystemAdded: ofSystem,
  IntegrationTokenIssued: ofSystem,
  IntegrationTokenExpired: ofSystem,
  IntegrationTokenRevoked: ofSystem,
  IntegrationTokenRedeemed: ofSystem,
  RegistrationCancelled: ofSystem,
  RegistrationStarted: ofSystem,
  RegistrationStepCompleted: ofSystem,
  RegistrationStepDelayed: ofSystem,
  SystemRegistered: ofSystem,
  RegistrationFailed: ofSystem,
  ExtensionDeleted: ofSystem,
  SystemIncludedInFormation: ofSystem,
  SystemExcludedFromFormation: ofSystem,
  EntitlementConfigured: ofSystem,
  EntitlementConfigurationRemoved: ofSystem,
  DeregistrationStarted: ofSystem,
  DeregistrationStepCompleted: ofSystem,
  DeregistrationStepDelayed: ofSystem,
  SystemDeregistered: ofSystem,
  DeregistrationFailed: ofSystem,
  IncidentResolved: ofSystem,
  FormationCreated: ofFormation,
  FormationDeleted: ofFormation,
} as const;

export type PublicEventName = keyof typeof PUBLIC_EVENTS;

export const PUBLIC_EVENT_NAMES = Object.keys(PUBLIC_EVENTS) as PublicEventName[];
