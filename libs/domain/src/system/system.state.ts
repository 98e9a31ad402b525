import type { Change } from '../change-list.js';
import { emptyCommandHistory, type CommandHistory } from '../command-history.js';
import type { Incident, Reason, Step } from './system.events.js';

export type TokenState = 'LIVE' | 'USED' | 'EXPIRED' | 'REVOKED';

export interface Token {
  readonly tokenId: string;
  readonly systemId: string;
  readonly state: TokenState;
  readonly kid: string;
  readonly issuedAt: string;
  readonly expiresAt: string;
  readonly boundToTenantId?: string;
}

/** A token that was issued for the name, linked to the one issued before it. */
export interface IssuedToken {
  readonly token: Token;
  readonly before: IssuedToken | null;
}

/** A recorded display of the token issued last, linked to the one before it. */
export interface RecordedDisplay {
  /** Subject of the person who saw it. */
  readonly subject: string;
  readonly occurredAt: string;
  readonly before: RecordedDisplay | null;
}

export type ExtensionStatus = 'ENABLING' | 'ENABLED' | 'FAILED' | 'DISABLING';

/** The tenant-side record of the pairing. There is at most one per name. */
export interface Extension {
  readonly extensionId: string;
  readonly tenantId: string;
  readonly status: ExtensionStatus;
}

/** Progress of the current step of a saga. */
export interface StepProgress {
  readonly step: Step;
  readonly try: number;
  readonly state: 'REQUESTED' | 'ACCEPTED' | 'DELAYED';
  readonly nextActionAt: string;
  /** URL to poll, once the tenant has accepted the step. */
  readonly location?: string;
  readonly polls: number;
  readonly lastError?: Reason;
}

/** One run of a saga. */
export interface Attempt {
  readonly attempt: number;
  readonly extensionId: string;
  readonly tenantId: string;
  readonly startedAt: string;
  /** Correlation id of the command that started the attempt; the incident names it. */
  readonly correlationId: string;
  readonly deadlineAt: string;
  readonly completed: readonly Step[];
  /** Undefined only between the events of one append. */
  readonly progress?: StepProgress;
}

export interface EntitlementConfiguration {
  readonly entitlementConfigurationId: string;
  readonly subaccount: string;
  readonly service: string;
  readonly plan: string;
}

/** A system's membership in a formation. */
export interface Membership {
  readonly formationName: string;
  /** `life` of the formation that it joined. */
  readonly formationLife: number;
}

/** State of a name that is kept in every status and over all its lives. */
export interface NameHistory extends CommandHistory {
  /** Every token ever issued for the name, the newest first; a linked list for the same reason as `commands`. */
  readonly tokens: IssuedToken | null;
  /** Number of the last attempt. It rises over the whole stream and both sagas, so it serves as the fencing token. */
  readonly attempts: number;
}

/** One life of a name, which is one system of the account. */
export interface SystemLife {
  readonly systemId: string;
  readonly globalAccountId: string;
  readonly name: string;
  readonly type: string;
  readonly communicationScenarioGroup: string | null;
  readonly life: number;
  readonly createdAt: string;
  readonly createdBy: string;
  /** The token issued last. */
  readonly tokenId: string | null;
  /** Displays of that token, the newest first. */
  readonly displays: RecordedDisplay | null;
  readonly extension: Extension | null;
  /** Extensions of this life, deleted ones included: a number is never used again. */
  readonly extensionCount: number;
  /** Entitlement configurations of this life, counted likewise. */
  readonly entitlementCount: number;
  /** By formation id. */
  readonly formations: Change<Membership> | null;
  /** By id of the entitlement configuration. */
  readonly entitlements: Change<EntitlementConfiguration> | null;
}

/** A failed registration whose steps are still to be reversed. */
export interface Failure {
  readonly systemId: string;
  readonly attempt: number;
  readonly tenantId: string;
  readonly extensionId: string;
  readonly step: Step;
  readonly reason: Reason;
  readonly takeBack: readonly Step[];
}

type Status =
  | { readonly status: 'PENDING'; readonly registration: Attempt | null }
  | { readonly status: 'REGISTERED'; readonly tenantId: string }
  | { readonly status: 'ERROR' }
  | { readonly status: 'DEREGISTERING'; readonly deregistration: Attempt }
  | { readonly status: 'DEREGISTER_ERROR'; readonly failedAttempt: Attempt; readonly incident: Incident }
  | { readonly status: 'REMOVED' }
  | {
      readonly status: 'DEREGISTERED';
      /** The tenant that alone may redeem the token of a re-registration. */
      readonly tenantId: string;
      /** Whether the status comes from a re-registration that was cancelled. */
      readonly reregistrationCancelled: boolean;
    };

/** A name that was registered at least once. */
export type System = NameHistory &
  SystemLife &
  Status & {
    /** The last failed registration whose reversal is not recorded yet. */
    readonly pendingReverse: Failure | null;
    /** Version of the stream with the late reversal of a former life, which changes nothing of this one. */
    readonly formerLifeReversedAt?: number;
  };

export type SystemState = (NameHistory & { readonly status: 'NONE' }) | System;
export type SystemStatus = System['status'];

export const initialSystemState: SystemState = {
  ...emptyCommandHistory,
  status: 'NONE',
  tokens: null,
  attempts: 0,
};
