/*
 * The events of a system's stream. These names and shapes are the storage format: they never change;
 * a new shape gets a new schema version and an upcaster. No event contains a token's text.
 */

import type { SkippedEvent } from '../skipped-event.js';

/** The steps of a registration, in order; a deregistration reverses them, the last one first. */
export const STEPS = [
  'establish-trust',
  'create-communication-system',
  'enable-communication-scenarios',
  'activate-extension',
] as const;
export type Step = (typeof STEPS)[number];

/** Why something failed or is delayed; with the tenant's message if it sent one. */
export interface Reason {
  readonly code: string;
  readonly message: string;
  readonly httpStatus?: number;
  /** The raw reply, shortened, if the contract does not define it. */
  readonly raw?: string;
}

export interface Incident {
  readonly component: string;
  readonly correlationId: string;
  readonly step: Step | null;
  readonly lastAnswer: Reason;
}

type Event<Type extends string, Data> = { readonly type: Type; readonly data: Data & { readonly systemId: string } };

interface AttemptAt {
  readonly attempt: number;
}
interface StepAt extends AttemptAt {
  readonly step: Step;
  /** Number of the call within the attempt's step, from 1. */
  readonly try: number;
}
/** When the step is due again if no outcome arrives before; RFC 3339. */
interface Waiting {
  readonly nextActionAt: string;
}

export type TokenReason = 'SYSTEM_ADDED' | 'EXPIRED' | 'REPLACED' | 'AFTER_ERROR' | 'REREGISTRATION';

// --- token-issuance

export type SystemAdded = Event<
  'SystemAdded',
  {
    readonly globalAccountId: string;
    readonly name: string;
    readonly type: string;
    readonly communicationScenarioGroup: string | null;
    readonly life: number;
  }
>;
export type IntegrationTokenIssued = Event<
  'IntegrationTokenIssued',
  {
    readonly tokenId: string;
    /** Key that signed it. */
    readonly kid: string;
    /** Whole seconds, RFC 3339. */
    readonly issuedAt: string;
    readonly expiresAt: string;
    readonly reason: TokenReason;
    /** The only tenant that may redeem it. */
    readonly boundToTenantId?: string;
  }
>;
export type IntegrationTokenDisplayed = Event<'IntegrationTokenDisplayed', { readonly tokenId: string }>;
export type IntegrationTokenExpired = Event<'IntegrationTokenExpired', { readonly tokenId: string }>;
export type IntegrationTokenRevoked = Event<
  'IntegrationTokenRevoked',
  { readonly tokenId: string; readonly reason: 'REPLACED' | 'CANCELLED' }
>;
export type RegistrationCancelled = Event<'RegistrationCancelled', object>;

// --- registration

export type IntegrationTokenRedeemed = Event<
  'IntegrationTokenRedeemed',
  { readonly tokenId: string; readonly extensionId: string; readonly tenantId: string }
>;
export type RegistrationStarted = Event<
  'RegistrationStarted',
  AttemptAt & { readonly extensionId: string; readonly tenantId: string; readonly deadlineAt: string }
>;
export type RegistrationStepRequested = Event<'RegistrationStepRequested', StepAt & Waiting>;
export type RegistrationStepAccepted = Event<
  'RegistrationStepAccepted',
  StepAt & Waiting & { readonly location: string; readonly polls: number }
>;
export type RegistrationStepCompleted = Event<'RegistrationStepCompleted', StepAt>;
export type RegistrationStepDelayed = Event<'RegistrationStepDelayed', StepAt & Waiting & { readonly reason: Reason }>;
export type SystemRegistered = Event<
  'SystemRegistered',
  AttemptAt & { readonly extensionId: string; readonly tenantId: string }
>;
export type RegistrationFailed = Event<
  'RegistrationFailed',
  AttemptAt & {
    readonly extensionId: string;
    readonly tenantId: string;
    readonly step: Step;
    readonly reason: Reason;
    /** Steps to reverse, best effort. */
    readonly takeBack: readonly Step[];
  }
>;
/** The result of the best-effort reversal after a failure. */
export type RegistrationReversed = Event<
  'RegistrationReversed',
  AttemptAt & {
    readonly steps: readonly { readonly step: Step; readonly takenBack: boolean; readonly reason?: Reason }[];
  }
>;
export type ExtensionDeleted = Event<'ExtensionDeleted', { readonly extensionId: string; readonly tenantId: string }>;

// --- assignment

export type SystemIncludedInFormation = Event<
  'SystemIncludedInFormation',
  {
    readonly formationId: string;
    readonly formationName: string;
    /** Distinguishes the formation from earlier ones of the name, which have the same id. */
    readonly formationLife: number;
  }
>;
export type SystemExcludedFromFormation = Event<
  'SystemExcludedFromFormation',
  { readonly formationId: string; readonly reason: 'REQUESTED' | 'FORMATION_DELETED' }
>;
export type EntitlementConfigured = Event<
  'EntitlementConfigured',
  {
    readonly entitlementConfigurationId: string;
    readonly subaccount: string;
    readonly service: string;
    readonly plan: string;
  }
>;
export type EntitlementConfigurationRemoved = Event<
  'EntitlementConfigurationRemoved',
  { readonly entitlementConfigurationId: string }
>;

// --- deregistration

export type DeregistrationStarted = Event<
  'DeregistrationStarted',
  AttemptAt & {
    readonly extensionId: string;
    readonly tenantId: string;
    readonly deadlineAt: string;
    readonly startedBy: 'account' | 'tenant' | 'operator';
  }
>;
export type DeregistrationStepRequested = Event<'DeregistrationStepRequested', StepAt & Waiting>;
export type DeregistrationStepAccepted = Event<
  'DeregistrationStepAccepted',
  StepAt & Waiting & { readonly location: string; readonly polls: number }
>;
export type DeregistrationStepCompleted = Event<'DeregistrationStepCompleted', StepAt>;
export type DeregistrationStepDelayed = Event<
  'DeregistrationStepDelayed',
  StepAt & Waiting & { readonly reason: Reason }
>;
export type SystemDeregistered = Event<
  'SystemDeregistered',
  AttemptAt & { readonly extensionId: string; readonly tenantId: string; readonly confirmedByOperator: boolean }
>;
export type DeregistrationFailed = Event<
  'DeregistrationFailed',
  AttemptAt & { readonly step: Step; readonly reason: Reason; readonly incident: Incident }
>;
export type IncidentResolved = Event<
  'IncidentResolved',
  { readonly action: 'retry' | 'confirm-removed'; readonly note: string }
>;
export type EventSkipped = Event<'EventSkipped', SkippedEvent>;

export type TokenIssuanceEvent =
  | SystemAdded
  | IntegrationTokenIssued
  | IntegrationTokenDisplayed
  | IntegrationTokenExpired
  | IntegrationTokenRevoked
  | RegistrationCancelled;
export type RegistrationEvent =
  | IntegrationTokenRedeemed
  | RegistrationStarted
  | RegistrationStepRequested
  | RegistrationStepAccepted
  | RegistrationStepCompleted
  | RegistrationStepDelayed
  | SystemRegistered
  | RegistrationFailed
  | RegistrationReversed
  | ExtensionDeleted;
export type AssignmentEvent =
  SystemIncludedInFormation | SystemExcludedFromFormation | EntitlementConfigured | EntitlementConfigurationRemoved;
export type DeregistrationEvent =
  | DeregistrationStarted
  | DeregistrationStepRequested
  | DeregistrationStepAccepted
  | DeregistrationStepCompleted
  | DeregistrationStepDelayed
  | SystemDeregistered
  | DeregistrationFailed
  | IncidentResolved
  | EventSkipped;

export type SystemEvent = TokenIssuanceEvent | RegistrationEvent | AssignmentEvent | DeregistrationEvent;
export type SystemEventType = SystemEvent['type'];
