/*
 * The published language: what other platform services may know, in words that stay when the stored events change.
 * An event may gain members that consumers do not know; anything else is a new version under a new name.
 */

const ofSystem = { about: 'system', version: 1 } as const;
const ofFormation = { about: 'formation', version: 1 } as const;

/** Every public event: whom it is about, and its version. */
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
