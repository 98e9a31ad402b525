/* Made by generate.mjs (npm run documents): do not edit. */

/** CloudEvents type of every public event. */
export const EVENT_TYPES = {
  SystemAdded: 'system-landscape.SystemAdded.v1',
  IntegrationTokenIssued: 'system-landscape.IntegrationTokenIssued.v1',
  IntegrationTokenExpired: 'system-landscape.IntegrationTokenExpired.v1',
  IntegrationTokenRevoked: 'system-landscape.IntegrationTokenRevoked.v1',
  IntegrationTokenRedeemed: 'system-landscape.IntegrationTokenRedeemed.v1',
  RegistrationCancelled: 'system-landscape.RegistrationCancelled.v1',
  RegistrationStarted: 'system-landscape.RegistrationStarted.v1',
  RegistrationStepCompleted: 'system-landscape.RegistrationStepCompleted.v1',
  RegistrationStepDelayed: 'system-landscape.RegistrationStepDelayed.v1',
  SystemRegistered: 'system-landscape.SystemRegistered.v1',
  RegistrationFailed: 'system-landscape.RegistrationFailed.v1',
  ExtensionDeleted: 'system-landscape.ExtensionDeleted.v1',
  SystemIncludedInFormation: 'system-landscape.SystemIncludedInFormation.v1',
  SystemExcludedFromFormation: 'system-landscape.SystemExcludedFromFormation.v1',
  EntitlementConfigured: 'system-landscape.EntitlementConfigured.v1',
  EntitlementConfigurationRemoved: 'system-landscape.EntitlementConfigurationRemoved.v1',
  DeregistrationStarted: 'system-landscape.DeregistrationStarted.v1',
  DeregistrationStepCompleted: 'system-landscape.DeregistrationStepCompleted.v1',
  DeregistrationStepDelayed: 'system-landscape.DeregistrationStepDelayed.v1',
  SystemDeregistered: 'system-landscape.SystemDeregistered.v1',
  DeregistrationFailed: 'system-landscape.DeregistrationFailed.v1',
  IncidentResolved: 'system-landscape.IncidentResolved.v1',
  FormationCreated: 'system-landscape.FormationCreated.v1',
  FormationDeleted: 'system-landscape.FormationDeleted.v1',
} as const;

export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        SystemAdded: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            name: string;
            /** @description Id of the type in the catalogue */
            systemType: string;
            communicationScenarioGroup: string | null;
        };
        IntegrationTokenIssued: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description The token */
            tokenId: string;
            /**
             * Format: date-time
             * @description From when it is valid
             */
            issuedAt: string;
            /**
             * Format: date-time
             * @description Until when it is valid
             */
            expiresAt: string;
            reason: "SYSTEM_ADDED" | "EXPIRED" | "REPLACED" | "AFTER_ERROR" | "REREGISTRATION";
        };
        IntegrationTokenExpired: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description The token */
            tokenId: string;
        };
        IntegrationTokenRevoked: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description The token */
            tokenId: string;
            reason: "REPLACED" | "CANCELLED";
        };
        IntegrationTokenRedeemed: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description The token */
            tokenId: string;
            /** @description Record of the pairing on the side of the tenant */
            extensionId: string;
            /** @description The tenant */
            tenantId: string;
        };
        RegistrationCancelled: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
        };
        RegistrationStarted: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description Number of the run; rises over the life of a name */
            attempt: number;
            /** @description Record of the pairing on the side of the tenant */
            extensionId: string;
            /** @description The tenant */
            tenantId: string;
            /**
             * Format: date-time
             * @description When the attempt fails at the latest
             */
            deadlineAt: string;
        };
        RegistrationStepCompleted: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description Number of the run; rises over the life of a name */
            attempt: number;
            /** @description Step of the work in the tenant */
            step: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension";
        };
        RegistrationStepDelayed: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description Number of the run; rises over the life of a name */
            attempt: number;
            /** @description Step of the work in the tenant */
            step: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension";
            try: number;
            /** @description Why it failed or is delayed */
            reason: {
                code: string;
                /** @description In the words of the tenant where it has said any */
                message: string;
                httpStatus?: number;
            };
            /**
             * Format: date-time
             * @description When it is tried again
             */
            nextTryAt: string;
        };
        SystemRegistered: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description Number of the run; rises over the life of a name */
            attempt: number;
            /** @description Record of the pairing on the side of the tenant */
            extensionId: string;
            /** @description The tenant */
            tenantId: string;
        };
        RegistrationFailed: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description Number of the run; rises over the life of a name */
            attempt: number;
            /** @description Record of the pairing on the side of the tenant */
            extensionId: string;
            /** @description The tenant */
            tenantId: string;
            /** @description Step of the work in the tenant */
            step: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension";
            /** @description Why it failed or is delayed */
            reason: {
                code: string;
                /** @description In the words of the tenant where it has said any */
                message: string;
                httpStatus?: number;
            };
        };
        ExtensionDeleted: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description Record of the pairing on the side of the tenant */
            extensionId: string;
            /** @description The tenant */
            tenantId: string;
        };
        SystemIncludedInFormation: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description The formation */
            formationId: string;
            formationName: string;
        };
        SystemExcludedFromFormation: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description The formation */
            formationId: string;
            reason: "REQUESTED" | "FORMATION_DELETED";
        };
        EntitlementConfigured: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description The configuration */
            entitlementConfigurationId: string;
            /** @description The subaccount */
            subaccount: string;
            service: string;
            plan: string;
        };
        EntitlementConfigurationRemoved: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description The configuration */
            entitlementConfigurationId: string;
        };
        DeregistrationStarted: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description Number of the run; rises over the life of a name */
            attempt: number;
            /** @description Record of the pairing on the side of the tenant */
            extensionId: string;
            /** @description The tenant */
            tenantId: string;
            startedBy: "account" | "tenant" | "operator";
            /**
             * Format: date-time
             * @description When the attempt fails at the latest
             */
            deadlineAt: string;
        };
        DeregistrationStepCompleted: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description Number of the run; rises over the life of a name */
            attempt: number;
            /** @description Step of the work in the tenant */
            step: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension";
        };
        DeregistrationStepDelayed: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description Number of the run; rises over the life of a name */
            attempt: number;
            /** @description Step of the work in the tenant */
            step: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension";
            try: number;
            /** @description Why it failed or is delayed */
            reason: {
                code: string;
                /** @description In the words of the tenant where it has said any */
                message: string;
                httpStatus?: number;
            };
            /**
             * Format: date-time
             * @description When it is tried again
             */
            nextTryAt: string;
        };
        SystemDeregistered: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description Number of the run; rises over the life of a name */
            attempt: number;
            /** @description Record of the pairing on the side of the tenant */
            extensionId: string;
            /** @description The tenant */
            tenantId: string;
            /** @description True where an operator said that the tenant side is gone */
            confirmedByOperator: boolean;
        };
        DeregistrationFailed: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            /** @description Number of the run; rises over the life of a name */
            attempt: number;
            /** @description Step of the work in the tenant */
            step: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension";
            /** @description Why it failed or is delayed */
            reason: {
                code: string;
                /** @description In the words of the tenant where it has said any */
                message: string;
                httpStatus?: number;
            };
            incident: {
                /** @description Component to report the incident on */
                component: string;
                /** @description Finds the log lines */
                correlationId: string;
                step: ("establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension") | null;
            };
        };
        IncidentResolved: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The system */
            systemId: string;
            action: "retry" | "confirm-removed";
        };
        FormationCreated: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The formation */
            formationId: string;
            name: string;
            formationType: string | null;
        };
        FormationDeleted: {
            /** @description Account that the event belongs to */
            globalAccountId: string;
            /** @description The formation */
            formationId: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
