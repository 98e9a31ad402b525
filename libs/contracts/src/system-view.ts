import type {
  Blocker,
  ExtensionStatus,
  Incident,
  Reason,
  Step,
  SystemStatus,
  TokenState,
} from '@system-landscape/domain';

/** A system as the API shows it (`http-api.md`). */
export interface SystemView {
  readonly id: string;
  readonly globalAccountId: string;
  readonly name: string;
  readonly type: string;
  readonly communicationScenarioGroup: string | null;
  readonly status: SystemStatus;
  readonly statusChangedAt: string;
  /** Why it is in this status and what to do next, for people. */
  readonly statusDetail?: string;
  readonly token?: TokenView;
  readonly registration?: RegistrationView;
  readonly formations: readonly { readonly id: string; readonly name: string }[];
  readonly entitlementConfigurations: readonly EntitlementConfigurationView[];
  readonly createdAt: string;
  readonly createdBy: string;
  readonly version: number;
  readonly position: string;
}

export interface TokenView {
  readonly tokenId: string;
  readonly state: TokenState;
  readonly issuedAt: string;
  readonly expiresAt: string;
}

/** How the tenant side stands: of the registration, or of the deregistration once one has begun. */
export interface RegistrationView {
  readonly extensionId: string;
  readonly tenantId: string;
  readonly state: ExtensionStatus | 'DELETED';
  readonly attempt: number;
  readonly step: Step | null;
  readonly startedAt: string;
  readonly try?: number;
  readonly delayedUntil?: string;
  readonly lastError?: Reason;
}

export interface EntitlementConfigurationView {
  readonly id: string;
  readonly globalAccountId: string;
  readonly subaccount: string;
  readonly service: string;
  readonly plan: string;
  readonly systemId: string;
  readonly createdAt: string;
}

/** An extension as its tenant sees it. */
export interface ExtensionView {
  readonly extensionId: string;
  readonly tenantId: string;
  readonly globalAccountId: string;
  readonly systemId: string;
  readonly systemName: string;
  readonly systemType: string;
  readonly status: ExtensionStatus;
  readonly statusDetail?: string;
  readonly step?: Step;
  readonly attempt?: number;
  readonly createdAt: string;
  readonly statusChangedAt: string;
}

/** What an operator must handle after a failed deregistration (M-25). */
export interface IncidentView extends Incident {
  readonly openedAt: string;
}

/** Whether a system can be deregistered, what is in the way, and how it goes once it has begun. */
export interface DeregistrationView {
  readonly allowed: boolean;
  /** Why not. */
  readonly code?: 'DEREGISTER_BLOCKED_REFERENCES' | 'DEREGISTER_BLOCKED_STATUS';
  readonly blockers: readonly Blocker[];
  readonly attempt?: number;
  readonly step?: Step;
  readonly incident?: IncidentView;
}
