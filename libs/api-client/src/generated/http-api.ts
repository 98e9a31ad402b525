/* Made by generate.mjs (npm run documents): do not edit. */

export interface paths {
    "/v1/global-accounts/{ga}/systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find systems
         * @description For `global-account-admin`, `system-landscape-admin`, `system-landscape-viewer`.
         */
        get: operations["listSystems"];
        put?: never;
        /**
         * Add a system and get its first integration token
         * @description For `global-account-admin`, `system-landscape-admin`.
         */
        post: operations["registerSystem"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/global-accounts/{ga}/systems/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a system, also an ended one, or as it was at a time or position
         * @description For `global-account-admin`, `system-landscape-admin`, `system-landscape-viewer`.
         */
        get: operations["getSystem"];
        put?: never;
        post?: never;
        /**
         * Cancel a registration
         * @description For `global-account-admin`, `system-landscape-admin`.
         */
        delete: operations["cancelRegistration"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/global-accounts/{ga}/systems/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read the events of a system, oldest first
         * @description For `global-account-admin`, `system-landscape-admin`, `system-landscape-viewer`.
         */
        get: operations["getSystemHistory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/global-accounts/{ga}/systems/{id}/integration-token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Show the integration token of a Pending system
         * @description For `global-account-admin`, `system-landscape-admin`.
         */
        get: operations["displayToken"];
        put?: never;
        /**
         * Issue a new integration token
         * @description For `global-account-admin`, `system-landscape-admin`.
         */
        post: operations["issueToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/global-accounts/{ga}/systems/{id}/deregistration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether a system can be deregistered, and the state of its deregistration
         * @description For `global-account-admin`, `system-landscape-admin`, `system-landscape-viewer`.
         */
        get: operations["getDeregistration"];
        put?: never;
        /**
         * Begin to deregister a system
         * @description For `global-account-admin`, `system-landscape-admin`.
         */
        post: operations["startDeregistration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/global-accounts/{ga}/formations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the formations of an account by name
         * @description For `global-account-admin`, `system-landscape-admin`, `system-landscape-viewer`.
         */
        get: operations["listFormations"];
        put?: never;
        /**
         * Create a formation
         * @description For `global-account-admin`, `system-landscape-admin`.
         */
        post: operations["createFormation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/global-accounts/{ga}/formations/{formationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a formation
         * @description For `global-account-admin`, `system-landscape-admin`, `system-landscape-viewer`.
         */
        get: operations["getFormation"];
        put?: never;
        post?: never;
        /**
         * Delete a formation; its members are excluded first
         * @description For `global-account-admin`, `system-landscape-admin`.
         */
        delete: operations["deleteFormation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/global-accounts/{ga}/formations/{formationId}/systems/{systemId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Include a system in a formation
         * @description For `global-account-admin`, `system-landscape-admin`.
         */
        put: operations["includeSystem"];
        post?: never;
        /**
         * Exclude a system from a formation
         * @description For `global-account-admin`, `system-landscape-admin`.
         */
        delete: operations["excludeSystem"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/global-accounts/{ga}/entitlement-configurations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the entitlement configurations of an account, oldest first
         * @description For `global-account-admin`, `system-landscape-admin`, `system-landscape-viewer`.
         */
        get: operations["listEntitlementConfigurations"];
        put?: never;
        /**
         * Assign a service plan for a system to a subaccount
         * @description For `global-account-admin`.
         */
        post: operations["configureEntitlement"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/global-accounts/{ga}/entitlement-configurations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove an entitlement configuration
         * @description For `global-account-admin`.
         */
        delete: operations["removeEntitlementConfiguration"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenantId}/extensions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the extensions of a tenant
         * @description For `tenant-admin`.
         */
        get: operations["listExtensions"];
        put?: never;
        /**
         * Redeem an integration token; the registration runs then
         * @description For `tenant-admin`.
         */
        post: operations["redeemToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenantId}/extensions/{extensionId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read an extension
         * @description For `tenant-admin`.
         */
        get: operations["getExtension"];
        put?: never;
        post?: never;
        /**
         * Delete a failed extension, or begin to deregister an enabled one
         * @description For `tenant-admin`.
         */
        delete: operations["deleteExtension"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/tenants/{tenantId}/callbacks/{systemId}/{attempt}/{step}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Report how a step that the tenant had accepted has ended
         * @description For `tenant-system`.
         */
        post: operations["reportStep"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/global-accounts/{ga}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the events of the account as Server-Sent Events
         * @description `event` is the name of the public event, `id` its log position, `data` the CloudEvent as JSON. The past comes first; `caught-up` marks its end. `too-slow`, `closing` and `signed-out` end the stream: reconnect with the last id. What the events look like: `/docs/events`. For `global-account-admin`, `system-landscape-admin`, `system-landscape-viewer`.
         */
        get: operations["followEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow the events of all accounts as Server-Sent Events
         * @description `event` is the name of the public event, `id` its log position, `data` the CloudEvent as JSON. The past comes first; `caught-up` marks its end. `too-slow`, `closing` and `signed-out` end the stream: reconnect with the last id. What the events look like: `/docs/events`. For `operator`.
         */
        get: operations["followAllEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/system-types": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The catalogue: types, scenario groups and the notices to show
         * @description For whoever is signed in.
         */
        get: operations["listSystemTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/projection": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the read model is
         * @description For `operator`.
         */
        get: operations["getProjectionStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/projection/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rebuild the read model from the log in shadow tables
         * @description For `operator`.
         */
        post: operations["rebuildReadModel"];
        /**
         * Discard the shadow tables: a rebuild, or the previous read model
         * @description For `operator`.
         */
        delete: operations["discardShadowTables"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/projection/comparison": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare the rows of the live and the shadow tables, page by page
         * @description For `operator`.
         */
        get: operations["compareReadModels"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/projection/switch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switch to the rebuilt read model; the previous one is kept for a rollback
         * @description For `operator`.
         */
        post: operations["switchReadModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/projection/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Switch back to the previous read model
         * @description For `operator`.
         */
        post: operations["rollBackReadModel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the open incidents, oldest first
         * @description For `operator`.
         */
        get: operations["listIncidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/incidents/{systemId}/resolution": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run the tear-down again, or confirm that the tenant side is gone
         * @description For `operator`.
         */
        post: operations["resolveIncident"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the streams in quarantine, the one that waits longest first
         * @description For `operator`.
         */
        get: operations["listQuarantine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/quarantine/{stream}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * A stream in quarantine
         * @description For `operator`.
         */
        get: operations["getQuarantinedStream"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/quarantine/{stream}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Read the stream again
         * @description For `operator`.
         */
        post: operations["retryQuarantinedStream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/quarantine/{stream}/skip": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Skip the event that cannot be read
         * @description For `operator`.
         */
        post: operations["skipQuarantinedEvent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/systems/{systemId}/explanation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Why a system of any account is in its status
         * @description For `operator`.
         */
        get: operations["explainSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/parked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How many hints each subscription has parked
         * @description For `operator`.
         */
        get: operations["listParked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/parked/{subscription}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay the parked hints of a subscription
         * @description For `operator`.
         */
        post: operations["replayParked"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/relay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * How far the public events are published
         * @description For `operator`.
         */
        get: operations["getRelayStatus"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/operations/relay/mend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Skip messages at the end of the stream that claim to be events and are not in the log
         * @description For `operator`.
         */
        post: operations["mendRelay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Public keys of integration tokens
         * @description For everybody.
         */
        get: operations["getIntegrationTokenKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the process answers
         * @description For everybody.
         */
        get: operations["isLive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/health/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether requests can be answered
         * @description For everybody.
         */
        get: operations["isReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        RegisterSystemBody: {
            /**
             * @description Unique among the systems of the account
             * @example S/4HANA Cloud production
             */
            name: string;
            /**
             * @description An id of `GET /v1/system-types`
             * @example s4hana-cloud
             */
            type: string;
            /** @description Needed for types that have scenario groups */
            communicationScenarioGroup?: string | null;
        };
        TokenShape: {
            /**
             * @description Id of the integration token; not the token
             * @example 6d7d1e0c-5e40-4d0c-9d5c-3f8f0a6c9b11
             */
            tokenId: string;
            /**
             * @description Whether it can be redeemed, and why not
             * @enum {string}
             */
            state: "LIVE" | "USED" | "EXPIRED" | "REVOKED";
            /**
             * Format: date-time
             * @description When it was issued
             */
            issuedAt: string;
            /**
             * Format: date-time
             * @description From when on it cannot be redeemed
             */
            expiresAt: string;
        };
        ReasonShape: {
            /**
             * @description What went wrong, for programs
             * @example TENANT_BUSY
             */
            code: string;
            /**
             * @description What went wrong, for people
             * @example The tenant is busy.
             */
            message: string;
            /**
             * @description Status with which the tenant answered
             * @example 503
             */
            httpStatus?: number;
            /**
             * @description First characters of the answer of the tenant
             * @example busy
             */
            raw?: string;
        };
        RegistrationShape: {
            /**
             * @description Id of the extension
             * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1-x1
             */
            extensionId: string;
            /**
             * @description Id of the tenant
             * @example my300001
             */
            tenantId: string;
            /**
             * @description State of the extension
             * @enum {string}
             */
            state: "ENABLING" | "ENABLED" | "FAILED" | "DISABLING" | "DELETED";
            /**
             * @description Number of the attempt, from 1
             * @example 1
             */
            attempt: number;
            /**
             * @description The step that runs, or that failed; null when none does
             * @enum {string|null}
             */
            step: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension" | null;
            /**
             * Format: date-time
             * @description When the attempt began
             */
            startedAt: string;
            /**
             * @description How often the step was tried in this attempt
             * @example 2
             */
            try?: number;
            /**
             * Format: date-time
             * @description When the step is tried again
             */
            delayedUntil?: string;
            /** @description What the last try was answered */
            lastError?: components["schemas"]["ReasonShape"];
        };
        FormationReferenceShape: {
            /**
             * @description Id of the formation
             * @example b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8
             */
            id: string;
            /**
             * @description Name of the formation
             * @example Order to cash
             */
            name: string;
        };
        EntitlementConfigurationShape: {
            /**
             * @description Id of the entitlement configuration
             * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1-e1
             */
            id: string;
            /**
             * @description Id of the global account
             * @example ga-demo
             */
            globalAccountId: string;
            /**
             * @description The subaccount that gets the service plan
             * @example dev-eu10
             */
            subaccount: string;
            /**
             * @description Name of the service
             * @example s4-hana-cloud
             */
            service: string;
            /**
             * @description Name of the service plan
             * @example messaging
             */
            plan: string;
            /**
             * @description Id of the system
             * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
             */
            systemId: string;
            /**
             * Format: date-time
             * @description When it was configured
             */
            createdAt: string;
        };
        QuarantineShape: {
            /** @description Of the first event that is left out */
            position: string;
            /**
             * Format: date-time
             * @description When that event was appended
             */
            since: string;
            /** @description Why that event cannot be read */
            reason: string;
        };
        WarningShape: {
            /**
             * @description What it is about, for programs
             * @enum {string}
             */
            code: "TENANT_HAS_ANOTHER_SYSTEM";
            /** @description A sentence for people */
            message: string;
        };
        SystemShape: {
            /**
             * @description Id of the system
             * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
             */
            id: string;
            /**
             * @description Id of the global account
             * @example ga-demo
             */
            globalAccountId: string;
            /**
             * @description Unique among the systems of the account
             * @example S/4HANA Cloud production
             */
            name: string;
            /**
             * @description Id of the system type
             * @example s4hana-cloud
             */
            type: string;
            /**
             * @description Id of the scenario group; null for types without any
             * @example all
             */
            communicationScenarioGroup: string | null;
            /**
             * @description Where the system is in its life
             * @enum {string}
             */
            status: "PENDING" | "REGISTERED" | "ERROR" | "DEREGISTERING" | "DEREGISTER_ERROR" | "REMOVED" | "DEREGISTERED";
            /**
             * Format: date-time
             * @description When it came to this status
             */
            statusChangedAt: string;
            /** @description Why, and what to do next */
            statusDetail?: string;
            /** @description The newest integration token, without its text */
            token?: components["schemas"]["TokenShape"];
            /** @description The tenant side, once a token was redeemed */
            registration?: components["schemas"]["RegistrationShape"];
            /** @description Formations that include the system */
            formations: components["schemas"]["FormationReferenceShape"][];
            /** @description Service plans that were assigned for the system */
            entitlementConfigurations: components["schemas"]["EntitlementConfigurationShape"][];
            /** @description Only while events of the system cannot be read */
            quarantine?: components["schemas"]["QuarantineShape"];
            /** @description Of a single system; absent when there is none */
            warnings?: components["schemas"]["WarningShape"][];
            /**
             * Format: date-time
             * @description When the system was added
             */
            createdAt: string;
            /**
             * @description Subject of who added the system
             * @example ada@example.com
             */
            createdBy: string;
            /**
             * @description Number of events of the system
             * @example 3
             */
            version: number;
            /**
             * @description Log position of the last event that is in it
             * @example 4711
             */
            position: string;
        };
        IntegrationTokenShape: {
            /**
             * @description Id of the integration token
             * @example 6d7d1e0c-5e40-4d0c-9d5c-3f8f0a6c9b11
             */
            tokenId: string;
            /** @description The secret to hand to the administrator of the tenant */
            value: string;
            /**
             * Format: date-time
             * @description When it was issued
             */
            issuedAt: string;
            /**
             * Format: date-time
             * @description From when on it cannot be redeemed
             */
            expiresAt: string;
            /** @description A fresh token took the place of the one before */
            replaced: boolean;
        };
        NextStepShape: {
            /**
             * @description What to do next, for people
             * @example Ask the administrator of the system’s tenant to redeem the integration token
             */
            title: string;
            /**
             * Format: uri
             * @description A page that tells how
             * @example http://localhost:3000/docs/tenant-side
             */
            url: string;
        };
        RegisteredSystemShape: {
            /** @description The system that was added */
            system: components["schemas"]["SystemShape"];
            /** @description Its first integration token */
            integrationToken: components["schemas"]["IntegrationTokenShape"];
            /** @description What to do next */
            nextStep: components["schemas"]["NextStepShape"];
        };
        SystemPageShape: {
            /** @description Systems of this page */
            items: components["schemas"]["SystemShape"][];
            /** @description Takes the next page as `cursor`; null on the last one */
            nextCursor: string | null;
        };
        HistoryActorShape: {
            /**
             * @description Subject of the access token, or the name of the service
             * @example ada@example.com
             */
            subject: string;
            /**
             * @description Role in which it acted
             * @example system-landscape-admin
             */
            role: string;
        };
        HistoryItemShape: {
            /**
             * @description Log position of the event
             * @example 4711
             */
            position: string;
            /**
             * @description Type of the event
             * @example SystemAdded
             */
            type: string;
            /**
             * Format: date-time
             * @description When it happened
             */
            occurredAt: string;
            /** @description Who did it */
            actor: components["schemas"]["HistoryActorShape"];
            /** @description A sentence for people */
            summary: string;
            /**
             * @description Id of the request that began it
             * @example f0c7a1a2-3a0e-4d6b-9f0e-2d7d0a6c9b11
             */
            correlationId: string;
            /** @description What the event says, without secrets */
            data: {
                [key: string]: unknown;
            };
        };
        HistoryPageShape: {
            /** @description Events of this page */
            items: components["schemas"]["HistoryItemShape"][];
            /** @description Takes the next page as `cursor`; null on the last one */
            nextCursor: string | null;
        };
        NoBody: Record<string, never>;
        BlockerShape: {
            /**
             * @description What uses the system
             * @enum {string}
             */
            kind: "formation" | "entitlement";
            /**
             * @description Of the formation or entitlement configuration
             * @example b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8
             */
            id: string;
            /**
             * @description Name of the formation, or service and plan
             * @example Order to cash
             */
            name: string;
        };
        IncidentShape: {
            /**
             * @description On which to report it
             * @example BC-NEO-EXT-S4C
             */
            component: string;
            /**
             * @description Id of the request that began the deregistration
             * @example f0c7a1a2-3a0e-4d6b-9f0e-2d7d0a6c9b11
             */
            correlationId: string;
            /**
             * @description The step that failed; null when none did
             * @enum {string|null}
             */
            step: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension" | null;
            /** @description What the tenant answered last */
            lastAnswer: components["schemas"]["ReasonShape"];
            /**
             * Format: date-time
             * @description When it was opened
             */
            openedAt: string;
        };
        DeregistrationShape: {
            /** @description Whether it can begin now */
            allowed: boolean;
            /**
             * @description Why not
             * @enum {string}
             */
            code?: "DEREGISTER_BLOCKED_REFERENCES" | "DEREGISTER_BLOCKED_STATUS";
            /** @description What uses the system; a hundred at most */
            blockers: components["schemas"]["BlockerShape"][];
            /** @description That runs, or that failed */
            attempt?: number;
            /**
             * @description The step that runs, or that failed
             * @enum {string}
             */
            step?: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension";
            /** @description What an operator has to handle */
            incident?: components["schemas"]["IncidentShape"];
        };
        CreateFormationBody: {
            /**
             * @description Unique among the formations of the account
             * @example Order to cash
             */
            name: string;
            /**
             * @description What it is for
             * @example side-by-side-extensibility
             */
            type?: string | null;
        };
        FormationMemberShape: {
            /**
             * @description Id of the system
             * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
             */
            id: string;
            /**
             * @description Name of the system
             * @example S/4HANA Cloud production
             */
            name: string;
            /** @description True while events of the system cannot be read; else absent */
            quarantined?: boolean;
        };
        FormationShape: {
            /**
             * @description Id of the formation
             * @example b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8
             */
            id: string;
            /**
             * @description Id of the global account
             * @example ga-demo
             */
            globalAccountId: string;
            /**
             * @description Unique among the formations of the account
             * @example Order to cash
             */
            name: string;
            /**
             * @description What it is for, as its creator named it
             * @example side-by-side-extensibility
             */
            type: string | null;
            /** @description The systems that it includes, by name */
            systems: components["schemas"]["FormationMemberShape"][];
            /**
             * Format: date-time
             * @description When it was created
             */
            createdAt: string;
        };
        FormationPageShape: {
            /** @description Formations of this page */
            items: components["schemas"]["FormationShape"][];
            /** @description Takes the next page as `cursor`; null on the last one */
            nextCursor: string | null;
        };
        ConfigureEntitlementBody: {
            /**
             * @description The subaccount that gets the service plan
             * @example dev-eu10
             */
            subaccount: string;
            /**
             * @description Name of the service
             * @example s4-hana-cloud
             */
            service: string;
            /**
             * @description Name of the service plan
             * @example messaging
             */
            plan: string;
            /** @description A Registered system */
            systemId: string;
        };
        EntitlementConfigurationPageShape: {
            /** @description Entitlement configurations of this page */
            items: components["schemas"]["EntitlementConfigurationShape"][];
            /** @description Takes the next page as `cursor`; null on the last one */
            nextCursor: string | null;
        };
        RedeemTokenBody: {
            /** @description As the account showed it */
            integrationToken: string;
        };
        ExtensionShape: {
            /**
             * @description Id of the extension
             * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1-x1
             */
            extensionId: string;
            /**
             * @description Id of the tenant
             * @example my300001
             */
            tenantId: string;
            /**
             * @description Id of the global account
             * @example ga-demo
             */
            globalAccountId: string;
            /**
             * @description Id of the system
             * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
             */
            systemId: string;
            /**
             * @description Name of the system
             * @example S/4HANA Cloud production
             */
            systemName: string;
            /**
             * @description Id of the system type
             * @example s4hana-cloud
             */
            systemType: string;
            /**
             * @description How far the extension is
             * @enum {string}
             */
            status: "ENABLING" | "ENABLED" | "FAILED" | "DISABLING";
            /** @description Why, and what to do next */
            statusDetail?: string;
            /**
             * @description The step that runs, or that failed
             * @enum {string}
             */
            step?: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension";
            /**
             * @description Number of the attempt, from 1
             * @example 1
             */
            attempt?: number;
            /**
             * Format: date-time
             * @description When the token was redeemed
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When it came to this status
             */
            statusChangedAt: string;
            /** @description Absent when there is none */
            warnings?: components["schemas"]["WarningShape"][];
        };
        ExtensionPageShape: {
            /** @description Extensions of this page */
            items: components["schemas"]["ExtensionShape"][];
            /** @description Takes the next page as `cursor`; null on the last one */
            nextCursor: string | null;
        };
        StepCallbackBody: {
            /**
             * @description `COMPLETED` or `FAILED`
             * @example COMPLETED
             */
            state: string;
            /**
             * @description As the request of the step had it
             * @example 1
             */
            fencingNumber: number;
            /** @description Why it has failed */
            reason?: string;
        };
        SystemTypeShape: {
            /**
             * @description Id, which requests take as `type`
             * @example s4hana-cloud
             */
            id: string;
            /**
             * @description Name for people
             * @example SAP S/4HANA Cloud
             */
            label: string;
            /**
             * @description ISO 8601 duration
             * @example P7D
             */
            tokenValidity: string;
            /** @description Whether displaying the token issues a new one */
            tokenReissuedOnDisplay: boolean;
            /** @description Ids of its communication scenario groups; empty when it has none */
            scenarioGroups: string[];
            /** @description Whether a formation may include it before it is Registered */
            formationWhilePending: boolean;
        };
        ScenarioGroupShape: {
            /**
             * @description Id, which requests take as `communicationScenarioGroup`
             * @example all
             */
            id: string;
            /**
             * @description Name for people
             * @example All scenarios
             */
            label: string;
            /** @description Ids of the communication scenarios */
            scenarios: string[];
        };
        NoticeShape: {
            /**
             * @description The dialog that shows it
             * @enum {string}
             */
            id: "register-system" | "create-formation";
            /**
             * @description A sentence for people
             * @example Choose the type of the system.
             */
            text: string;
        };
        SystemTypesShape: {
            /** @description All types of systems */
            types: components["schemas"]["SystemTypeShape"][];
            /** @description All communication scenario groups */
            scenarioGroups: components["schemas"]["ScenarioGroupShape"][];
            /** @description What people are told */
            notices: components["schemas"]["NoticeShape"][];
        };
        ReadModelBesideShape: {
            /**
             * @description Being rebuilt from the log, ready to answer, or the previous one, which is kept for a rollback
             * @enum {string}
             */
            role: "building" | "ready" | "before";
            /**
             * @description Log position of the last event applied
             * @example 4711
             */
            position: string;
            /** @description Events applied so far */
            events: number;
        };
        ProjectionStatusShape: {
            /**
             * @description Log position of the last event applied
             * @example 4711
             */
            position: string;
            /**
             * @description The database that holds the read model; `pglite` in earlier releases
             * @enum {string}
             */
            storage: "libsql" | "pglite" | "postgresql";
            /**
             * @description Version of the tables
             * @example 7
             */
            schema: string;
            /**
             * @description Events applied per second, lately
             * @example 0
             */
            eventsPerSecond: number;
            /** @description Whether the end of the log was reached */
            caughtUp: boolean;
            /** @description Events applied so far */
            events: number;
            /** @description Streams in quarantine */
            quarantined?: number;
            /** @description The shadow tables, if there are any */
            beside: components["schemas"]["ReadModelBesideShape"] | null;
        };
        ChecksumsShape: {
            /**
             * @description Of the live tables
             * @example 9b74c9897bac770f
             */
            live: string;
            /**
             * @description Of the shadow tables
             * @example 9b74c9897bac770f
             */
            beside: string;
        };
        RowDifferenceShape: {
            /** @description Primary key of the row */
            key: string[];
            /**
             * @description How it differs
             * @enum {string}
             */
            what: "not the same" | "only in the live one" | "only in the rebuilt one";
        };
        ReadModelComparisonShape: {
            /**
             * @description Name of the table
             * @example systems
             */
            table: string;
            /** @description On the first page of a table */
            rowsOfTable: number | null;
            /** @description Rows that were compared */
            rows: number;
            /** @description Of the rows that were compared */
            checksums: components["schemas"]["ChecksumsShape"];
            /** @description How many of the rows differ */
            differing: number;
            /** @description The first of them */
            differences: components["schemas"]["RowDifferenceShape"][];
            /** @description Takes the next rows as `cursor`; null after the last table */
            nextCursor: string | null;
        };
        IncidentQuarantineShape: {
            /**
             * @description Name of the stream
             * @example system-7010f9af-2d60-5711-b333-6e78224de5c1
             */
            stream: string;
            /** @description Of the first event that is left out */
            position: string;
            /** @description Of the event that cannot be read */
            eventId: string;
        };
        IncidentItemShape: {
            /**
             * @description On which to report it
             * @example BC-NEO-EXT-S4C
             */
            component: string;
            /**
             * @description Id of the request that began the deregistration
             * @example f0c7a1a2-3a0e-4d6b-9f0e-2d7d0a6c9b11
             */
            correlationId: string;
            /**
             * @description The step that failed; null when none did
             * @enum {string|null}
             */
            step: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension" | null;
            /** @description What the tenant answered last */
            lastAnswer: components["schemas"]["ReasonShape"];
            /**
             * Format: date-time
             * @description When it was opened
             */
            openedAt: string;
            /**
             * @description Id of the global account
             * @example ga-demo
             */
            globalAccountId: string;
            /**
             * @description Id of the system
             * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
             */
            systemId: string;
            /**
             * @description Name of the system
             * @example S/4HANA Cloud production
             */
            systemName: string;
            /**
             * @description Id of the tenant
             * @example my300001
             */
            tenantId: string;
            /**
             * @description Number of the attempt that failed
             * @example 1
             */
            attempt: number;
            /**
             * @description Absent for a failed deregistration
             * @enum {string}
             */
            kind?: "quarantine";
            /** @description The stream that cannot be read; only with kind `quarantine` */
            quarantine?: components["schemas"]["IncidentQuarantineShape"];
        };
        IncidentPageShape: {
            /** @description Incidents of this page */
            items: components["schemas"]["IncidentItemShape"][];
            /** @description Takes the next page as `cursor`; null on the last one */
            nextCursor: string | null;
        };
        ResolutionBody: {
            /**
             * @description `confirm-removed`: you have seen that the tenant side is gone
             * @enum {string}
             */
            action: "retry" | "confirm-removed";
            /** @description What you have found and done; it stays in the history */
            note: string;
        };
        QuarantinedStreamShape: {
            /**
             * @description Name of the stream
             * @example system-7010f9af-2d60-5711-b333-6e78224de5c1
             */
            stream: string;
            /** @description Log position of the first event that is left out */
            position: string;
            /**
             * Format: date-time
             * @description When that event was appended
             */
            since: string;
            /** @description Number in the stream, from 0, of the event that cannot be read */
            revision: number;
            /** @description Of that event */
            eventId: string;
            /** @description Of that event */
            eventType: string;
            /** @description Why it cannot be read */
            reason: string;
            /** @description How many events are left out so far */
            leftOut: number;
            /** @description As far as the system is known */
            globalAccountId?: string;
            /**
             * @description As far as it is known
             * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
             */
            systemId?: string;
            /**
             * @description As far as it is known
             * @example S/4HANA Cloud production
             */
            systemName?: string;
        };
        QuarantinePageShape: {
            /** @description Streams of this page */
            items: components["schemas"]["QuarantinedStreamShape"][];
            /** @description Takes the next page as `cursor`; null on the last one */
            nextCursor: string | null;
        };
        RetryShape: {
            /** @description What still cannot be read; null when the stream has left the quarantine */
            quarantined: components["schemas"]["QuarantinedStreamShape"] | null;
        };
        SkipBody: {
            /** @description The event that you have looked at; default: whichever it is */
            eventId?: string;
            /** @description What you have found and done; it stays in the history */
            note: string;
        };
        CauseShape: {
            /**
             * @description Log position of the event
             * @example 4711
             */
            position: string;
            /**
             * @description Type of the event
             * @example SystemAdded
             */
            type: string;
            /**
             * Format: date-time
             * @description When it happened
             */
            occurredAt: string;
            /** @description Subject of who did it */
            actor: string;
            /** @description A sentence for people */
            summary: string;
            /**
             * @description What caused the event: another event, time that passed (a deadline, a poll, a retry), or a request from outside
             * @enum {string}
             */
            because: "event" | "time" | "request";
        };
        SystemExplanationShape: {
            /**
             * @description Id of the system
             * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
             */
            systemId: string;
            /**
             * @description Status of the system
             * @enum {string}
             */
            status: "PENDING" | "REGISTERED" | "ERROR" | "DEREGISTERING" | "DEREGISTER_ERROR" | "REMOVED" | "DEREGISTERED";
            /** @description Why, and what to do next */
            statusDetail: string | null;
            /** @description Of the request that started the chain; null when this release cannot read the event */
            correlationId: string | null;
            /** @description From the event that led to the status back to the first one, which is the last here; a hundred at most */
            causes: components["schemas"]["CauseShape"][];
            /** @description How many events of the stream lie before the last cause whose links are left out; 0 for a whole chain */
            leftOut: number;
            /** @description Only while events of the system cannot be read */
            quarantine?: components["schemas"]["QuarantineShape"];
        };
        ParkedShape: {
            /**
             * @description Name of the subscription
             * @example registration
             */
            subscription: string;
            /** @description Hints that were parked after their last retry failed */
            parked: number;
        };
        ParkedPageShape: {
            /** @description Subscriptions of this page */
            items: components["schemas"]["ParkedShape"][];
            /** @description Takes the next page as `cursor`; null on the last one */
            nextCursor: string | null;
        };
        ForeignMessagesShape: {
            /** @description Sequence in the stream of the first of them */
            first: number;
            /** @description Sequence in the stream of the last of them */
            last: number;
            /**
             * Format: date-time
             * @description When they were skipped
             */
            skippedAt: string;
        };
        LeftOutStreamShape: {
            /**
             * @description Name of the stream
             * @example system-7010f9af-2d60-5711-b333-6e78224de5c1
             */
            stream: string;
            /** @description Log position of the first event that is left out */
            position: string;
            /**
             * Format: date-time
             * @description When that event was appended
             */
            since: string;
            /** @description Number in the stream, from 0, of the event that cannot be read */
            revision: number;
            /** @description Of that event */
            eventId: string;
            /** @description Of that event */
            eventType: string;
            /** @description Why it cannot be read */
            reason: string;
        };
        RelayStatusShape: {
            /** @description Log position of the last event that was published, `0` before the first one; null while not known */
            position: string | null;
            /** @description Age of the oldest event that waits to be published, 0 when none waits; null while not known */
            lagSeconds: number | null;
            /** @description Why nothing is published, and what can be done; null when all is well */
            problem: string | null;
            /** @description The last messages of the stream that no relay has published; they are skipped, and are no events. Find out who may publish to the stream */
            foreign?: components["schemas"]["ForeignMessagesShape"];
            /** @description How many streams are left out, because an event cannot be read */
            leftOutStreams?: number;
            /** @description The first hundred of them */
            leftOut?: components["schemas"]["LeftOutStreamShape"][];
        };
        MendBody: {
            /** @description Sequence in the stream of the last message to skip, which `problem` of the status names */
            upTo: number;
        };
        FieldErrorShape: {
            /**
             * @description The member, as a path from the body
             * @example name
             */
            field: string;
            /**
             * @description What is wrong with it, for programs
             * @example INVALID
             */
            code: string;
            /**
             * @description What is wrong with it, for people
             * @example name is missing
             */
            message: string;
        };
        ProblemShape: {
            /**
             * @description Names the code as a URI
             * @example urn:system-landscape:problem:NAME_IN_USE
             */
            type: string;
            /**
             * @description Of the code, for people
             * @example The name is in use
             */
            title: string;
            /**
             * @description The HTTP status
             * @example 409
             */
            status: number;
            /**
             * @description What happened, and what to do
             * @example The account already has a system of this name. Choose another name.
             */
            detail: string;
            /**
             * @description What happened, for programs. A newer release may send others
             * @example NAME_IN_USE
             * @enum {string}
             */
            code: "VALIDATION_FAILED" | "POSITION_UNKNOWN" | "TOKEN_INVALID" | "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "NAME_IN_USE" | "NAME_LOCKED_BY_EXTENSION" | "TOKEN_EXPIRED" | "TOKEN_USED" | "TOKEN_REVOKED" | "TOKEN_TYPE_MISMATCH" | "TENANT_MISMATCH" | "FAILED_EXTENSION_EXISTS" | "TOKEN_NOT_AVAILABLE" | "TOKEN_LIMIT_REACHED" | "SYSTEM_NOT_REGISTERED" | "ENTITLEMENT_EXISTS" | "DEREGISTER_BLOCKED_REFERENCES" | "DEREGISTER_BLOCKED_STATUS" | "CANCEL_BLOCKED_STATUS" | "EXTENSION_BUSY" | "QUARANTINED" | "REBUILD_NOT_READY" | "NO_WAY_BACK" | "PRECONDITION_FAILED" | "PAYLOAD_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "EXPECTATION_FAILED" | "IDEMPOTENCY_KEY_REUSED" | "RATE_LIMITED" | "REQUEST_HEADER_FIELDS_TOO_LARGE" | "INTERNAL" | "NOT_IMPLEMENTED" | "UNAVAILABLE" | "READ_MODEL_BEHIND";
            /**
             * @description Id of the request, which the log has, too
             * @example 6c0b8a52-9d53-4a1e-8f0e-0c6b4f4b6a11
             */
            correlationId: string;
            /** @description Members of the request that are not valid, 20 at most */
            errors?: components["schemas"]["FieldErrorShape"][];
            /** @description What keeps the system from being deregistered */
            blockers?: components["schemas"]["BlockerShape"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listSystems: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items of a page */
                limit?: number;
                /** @description Without it, ended systems are left out */
                status?: "PENDING" | "REGISTERED" | "ERROR" | "DEREGISTERING" | "DEREGISTER_ERROR" | "REMOVED" | "DEREGISTERED";
                /** @description An id of `GET /v1/system-types` */
                type?: string;
                /** @description Found in names */
                q?: string;
                /** @description Order of the list */
                sort?: "name" | "-name" | "createdAt" | "-createdAt" | "statusChangedAt" | "-statusChangedAt";
            };
            header?: never;
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *           "globalAccountId": "ga-demo",
                     *           "name": "S/4HANA Cloud production",
                     *           "type": "s4hana-cloud",
                     *           "communicationScenarioGroup": "all",
                     *           "status": "PENDING",
                     *           "statusChangedAt": "2026-01-05T08:00:00.000Z",
                     *           "statusDetail": "text",
                     *           "token": {
                     *             "tokenId": "6d7d1e0c-5e40-4d0c-9d5c-3f8f0a6c9b11",
                     *             "state": "LIVE",
                     *             "issuedAt": "2026-01-05T08:00:00.000Z",
                     *             "expiresAt": "2026-01-05T08:00:00.000Z"
                     *           },
                     *           "registration": {
                     *             "extensionId": "7010f9af-2d60-5711-b333-6e78224de5c1-1-x1",
                     *             "tenantId": "my300001",
                     *             "state": "ENABLING",
                     *             "attempt": 1,
                     *             "step": "establish-trust",
                     *             "startedAt": "2026-01-05T08:00:00.000Z",
                     *             "try": 2,
                     *             "delayedUntil": "2026-01-05T08:00:00.000Z",
                     *             "lastError": {
                     *               "code": "TENANT_BUSY",
                     *               "message": "The tenant is busy.",
                     *               "httpStatus": 503,
                     *               "raw": "busy"
                     *             }
                     *           },
                     *           "formations": [
                     *             {
                     *               "id": "b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8",
                     *               "name": "Order to cash"
                     *             }
                     *           ],
                     *           "entitlementConfigurations": [
                     *             {
                     *               "id": "7010f9af-2d60-5711-b333-6e78224de5c1-1-e1",
                     *               "globalAccountId": "ga-demo",
                     *               "subaccount": "dev-eu10",
                     *               "service": "s4-hana-cloud",
                     *               "plan": "messaging",
                     *               "systemId": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *               "createdAt": "2026-01-05T08:00:00.000Z"
                     *             }
                     *           ],
                     *           "quarantine": {
                     *             "position": "text",
                     *             "since": "2026-01-05T08:00:00.000Z",
                     *             "reason": "text"
                     *           },
                     *           "warnings": [
                     *             {
                     *               "code": "TENANT_HAS_ANOTHER_SYSTEM",
                     *               "message": "text"
                     *             }
                     *           ],
                     *           "createdAt": "2026-01-05T08:00:00.000Z",
                     *           "createdBy": "ada@example.com",
                     *           "version": 3,
                     *           "position": "4711"
                     *         }
                     *       ],
                     *       "nextCursor": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["SystemPageShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    registerSystem: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "S/4HANA Cloud production",
                 *       "type": "s4hana-cloud",
                 *       "communicationScenarioGroup": "text"
                 *     }
                 */
                "application/json": components["schemas"]["RegisterSystemBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    /** @description The system */
                    Location?: string;
                    /** @description Of the system */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "system": {
                     *         "id": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *         "globalAccountId": "ga-demo",
                     *         "name": "S/4HANA Cloud production",
                     *         "type": "s4hana-cloud",
                     *         "communicationScenarioGroup": "all",
                     *         "status": "PENDING",
                     *         "statusChangedAt": "2026-01-05T08:00:00.000Z",
                     *         "statusDetail": "text",
                     *         "token": {
                     *           "tokenId": "6d7d1e0c-5e40-4d0c-9d5c-3f8f0a6c9b11",
                     *           "state": "LIVE",
                     *           "issuedAt": "2026-01-05T08:00:00.000Z",
                     *           "expiresAt": "2026-01-05T08:00:00.000Z"
                     *         },
                     *         "registration": {
                     *           "extensionId": "7010f9af-2d60-5711-b333-6e78224de5c1-1-x1",
                     *           "tenantId": "my300001",
                     *           "state": "ENABLING",
                     *           "attempt": 1,
                     *           "step": "establish-trust",
                     *           "startedAt": "2026-01-05T08:00:00.000Z",
                     *           "try": 2,
                     *           "delayedUntil": "2026-01-05T08:00:00.000Z",
                     *           "lastError": {
                     *             "code": "TENANT_BUSY",
                     *             "message": "The tenant is busy.",
                     *             "httpStatus": 503,
                     *             "raw": "busy"
                     *           }
                     *         },
                     *         "formations": [
                     *           {
                     *             "id": "b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8",
                     *             "name": "Order to cash"
                     *           }
                     *         ],
                     *         "entitlementConfigurations": [
                     *           {
                     *             "id": "7010f9af-2d60-5711-b333-6e78224de5c1-1-e1",
                     *             "globalAccountId": "ga-demo",
                     *             "subaccount": "dev-eu10",
                     *             "service": "s4-hana-cloud",
                     *             "plan": "messaging",
                     *             "systemId": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *             "createdAt": "2026-01-05T08:00:00.000Z"
                     *           }
                     *         ],
                     *         "quarantine": {
                     *           "position": "text",
                     *           "since": "2026-01-05T08:00:00.000Z",
                     *           "reason": "text"
                     *         },
                     *         "warnings": [
                     *           {
                     *             "code": "TENANT_HAS_ANOTHER_SYSTEM",
                     *             "message": "text"
                     *           }
                     *         ],
                     *         "createdAt": "2026-01-05T08:00:00.000Z",
                     *         "createdBy": "ada@example.com",
                     *         "version": 3,
                     *         "position": "4711"
                     *       },
                     *       "integrationToken": {
                     *         "tokenId": "6d7d1e0c-5e40-4d0c-9d5c-3f8f0a6c9b11",
                     *         "value": "text",
                     *         "issuedAt": "2026-01-05T08:00:00.000Z",
                     *         "expiresAt": "2026-01-05T08:00:00.000Z",
                     *         "replaced": true
                     *       },
                     *       "nextStep": {
                     *         "title": "Ask the administrator of the system’s tenant to redeem the integration token",
                     *         "url": "http://localhost:3000/docs/tenant-side"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RegisteredSystemShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NAME_IN_USE`: The name is in use. `NAME_LOCKED_BY_EXTENSION`: The name is locked by an extension. `TOKEN_LIMIT_REACHED`: Too many live integration tokens. `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    getSystem: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description A time (RFC 3339) or a position, inclusive: the system as it was then */
                asOf?: string;
            };
            header?: {
                /** @description Entity tags of versions that the caller has; or `*` */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
                /**
                 * @description Id of the system or entitlement configuration
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    /** @description Of this version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *       "globalAccountId": "ga-demo",
                     *       "name": "S/4HANA Cloud production",
                     *       "type": "s4hana-cloud",
                     *       "communicationScenarioGroup": "all",
                     *       "status": "PENDING",
                     *       "statusChangedAt": "2026-01-05T08:00:00.000Z",
                     *       "statusDetail": "text",
                     *       "token": {
                     *         "tokenId": "6d7d1e0c-5e40-4d0c-9d5c-3f8f0a6c9b11",
                     *         "state": "LIVE",
                     *         "issuedAt": "2026-01-05T08:00:00.000Z",
                     *         "expiresAt": "2026-01-05T08:00:00.000Z"
                     *       },
                     *       "registration": {
                     *         "extensionId": "7010f9af-2d60-5711-b333-6e78224de5c1-1-x1",
                     *         "tenantId": "my300001",
                     *         "state": "ENABLING",
                     *         "attempt": 1,
                     *         "step": "establish-trust",
                     *         "startedAt": "2026-01-05T08:00:00.000Z",
                     *         "try": 2,
                     *         "delayedUntil": "2026-01-05T08:00:00.000Z",
                     *         "lastError": {
                     *           "code": "TENANT_BUSY",
                     *           "message": "The tenant is busy.",
                     *           "httpStatus": 503,
                     *           "raw": "busy"
                     *         }
                     *       },
                     *       "formations": [
                     *         {
                     *           "id": "b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8",
                     *           "name": "Order to cash"
                     *         }
                     *       ],
                     *       "entitlementConfigurations": [
                     *         {
                     *           "id": "7010f9af-2d60-5711-b333-6e78224de5c1-1-e1",
                     *           "globalAccountId": "ga-demo",
                     *           "subaccount": "dev-eu10",
                     *           "service": "s4-hana-cloud",
                     *           "plan": "messaging",
                     *           "systemId": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *           "createdAt": "2026-01-05T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "quarantine": {
                     *         "position": "text",
                     *         "since": "2026-01-05T08:00:00.000Z",
                     *         "reason": "text"
                     *       },
                     *       "warnings": [
                     *         {
                     *           "code": "TENANT_HAS_ANOTHER_SYSTEM",
                     *           "message": "text"
                     *         }
                     *       ],
                     *       "createdAt": "2026-01-05T08:00:00.000Z",
                     *       "createdBy": "ada@example.com",
                     *       "version": 3,
                     *       "position": "4711"
                     *     }
                     */
                    "application/json": components["schemas"]["SystemShape"];
                };
            };
            /** @description Unchanged since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    cancelRegistration: {
        parameters: {
            query?: never;
            header?: {
                /** @description Entity tags, one of which must be the current one; or `*` */
                "If-Match"?: string;
                /** @description Entity tags, none of which may be the current one; or `*` */
                "If-None-Match"?: string;
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
                /**
                 * @description Id of the system or entitlement configuration
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `CANCEL_BLOCKED_STATUS`: The registration cannot be cancelled in this status. `DEREGISTER_BLOCKED_REFERENCES`: The system is still in use. `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    getSystemHistory: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items of a page */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
                /**
                 * @description Id of the system or entitlement configuration
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "position": "4711",
                     *           "type": "SystemAdded",
                     *           "occurredAt": "2026-01-05T08:00:00.000Z",
                     *           "actor": {
                     *             "subject": "ada@example.com",
                     *             "role": "system-landscape-admin"
                     *           },
                     *           "summary": "text",
                     *           "correlationId": "f0c7a1a2-3a0e-4d6b-9f0e-2d7d0a6c9b11",
                     *           "data": {}
                     *         }
                     *       ],
                     *       "nextCursor": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["HistoryPageShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    displayToken: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
                /**
                 * @description Id of the system or entitlement configuration
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tokenId": "6d7d1e0c-5e40-4d0c-9d5c-3f8f0a6c9b11",
                     *       "value": "text",
                     *       "issuedAt": "2026-01-05T08:00:00.000Z",
                     *       "expiresAt": "2026-01-05T08:00:00.000Z",
                     *       "replaced": true
                     *     }
                     */
                    "application/json": components["schemas"]["IntegrationTokenShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `TOKEN_NOT_AVAILABLE`: There is no integration token to show. `TOKEN_LIMIT_REACHED`: Too many live integration tokens. `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    issueToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Entity tags, one of which must be the current one; or `*` */
                "If-Match"?: string;
                /** @description Entity tags, none of which may be the current one; or `*` */
                "If-None-Match"?: string;
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
                /**
                 * @description Id of the system or entitlement configuration
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "tokenId": "6d7d1e0c-5e40-4d0c-9d5c-3f8f0a6c9b11",
                     *       "value": "text",
                     *       "issuedAt": "2026-01-05T08:00:00.000Z",
                     *       "expiresAt": "2026-01-05T08:00:00.000Z",
                     *       "replaced": true
                     *     }
                     */
                    "application/json": components["schemas"]["IntegrationTokenShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `TOKEN_NOT_AVAILABLE`: There is no integration token to show. `TOKEN_LIMIT_REACHED`: Too many live integration tokens. `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    getDeregistration: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
            };
            header?: {
                /** @description Entity tags of versions that the caller has; or `*` */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
                /**
                 * @description Id of the system or entitlement configuration
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    /** @description Of the system */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "allowed": true,
                     *       "code": "DEREGISTER_BLOCKED_REFERENCES",
                     *       "blockers": [
                     *         {
                     *           "kind": "formation",
                     *           "id": "b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8",
                     *           "name": "Order to cash"
                     *         }
                     *       ],
                     *       "attempt": 1,
                     *       "step": "establish-trust",
                     *       "incident": {
                     *         "component": "BC-NEO-EXT-S4C",
                     *         "correlationId": "f0c7a1a2-3a0e-4d6b-9f0e-2d7d0a6c9b11",
                     *         "step": "establish-trust",
                     *         "lastAnswer": {
                     *           "code": "TENANT_BUSY",
                     *           "message": "The tenant is busy.",
                     *           "httpStatus": 503,
                     *           "raw": "busy"
                     *         },
                     *         "openedAt": "2026-01-05T08:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DeregistrationShape"];
                };
            };
            /** @description Unchanged since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    startDeregistration: {
        parameters: {
            query?: never;
            header?: {
                /** @description Entity tags, one of which must be the current one; or `*` */
                "If-Match"?: string;
                /** @description Entity tags, none of which may be the current one; or `*` */
                "If-None-Match"?: string;
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
                /**
                 * @description Id of the system or entitlement configuration
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description The tear-down runs */
            202: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "allowed": true,
                     *       "code": "DEREGISTER_BLOCKED_REFERENCES",
                     *       "blockers": [
                     *         {
                     *           "kind": "formation",
                     *           "id": "b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8",
                     *           "name": "Order to cash"
                     *         }
                     *       ],
                     *       "attempt": 1,
                     *       "step": "establish-trust",
                     *       "incident": {
                     *         "component": "BC-NEO-EXT-S4C",
                     *         "correlationId": "f0c7a1a2-3a0e-4d6b-9f0e-2d7d0a6c9b11",
                     *         "step": "establish-trust",
                     *         "lastAnswer": {
                     *           "code": "TENANT_BUSY",
                     *           "message": "The tenant is busy.",
                     *           "httpStatus": 503,
                     *           "raw": "busy"
                     *         },
                     *         "openedAt": "2026-01-05T08:00:00.000Z"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["DeregistrationShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `DEREGISTER_BLOCKED_REFERENCES`: The system is still in use. `DEREGISTER_BLOCKED_STATUS`: The system cannot be deregistered in this status. `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    listFormations: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items of a page */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8",
                     *           "globalAccountId": "ga-demo",
                     *           "name": "Order to cash",
                     *           "type": "side-by-side-extensibility",
                     *           "systems": [
                     *             {
                     *               "id": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *               "name": "S/4HANA Cloud production",
                     *               "quarantined": true
                     *             }
                     *           ],
                     *           "createdAt": "2026-01-05T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["FormationPageShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    createFormation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "name": "Order to cash",
                 *       "type": "side-by-side-extensibility"
                 *     }
                 */
                "application/json": components["schemas"]["CreateFormationBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    /** @description The formation */
                    Location?: string;
                    /** @description Of the formation */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8",
                     *       "globalAccountId": "ga-demo",
                     *       "name": "Order to cash",
                     *       "type": "side-by-side-extensibility",
                     *       "systems": [
                     *         {
                     *           "id": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *           "name": "S/4HANA Cloud production",
                     *           "quarantined": true
                     *         }
                     *       ],
                     *       "createdAt": "2026-01-05T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["FormationShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NAME_IN_USE`: The name is in use. `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    getFormation: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
            };
            header?: {
                /** @description Entity tags of versions that the caller has; or `*` */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
                /**
                 * @description Id of the formation
                 * @example b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8
                 */
                formationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    /** @description Of its content */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8",
                     *       "globalAccountId": "ga-demo",
                     *       "name": "Order to cash",
                     *       "type": "side-by-side-extensibility",
                     *       "systems": [
                     *         {
                     *           "id": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *           "name": "S/4HANA Cloud production",
                     *           "quarantined": true
                     *         }
                     *       ],
                     *       "createdAt": "2026-01-05T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["FormationShape"];
                };
            };
            /** @description Unchanged since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    deleteFormation: {
        parameters: {
            query?: never;
            header?: {
                /** @description Entity tags, one of which must be the current one; or `*` */
                "If-Match"?: string;
                /** @description Entity tags, none of which may be the current one; or `*` */
                "If-None-Match"?: string;
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
                /**
                 * @description Id of the formation
                 * @example b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8
                 */
                formationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    includeSystem: {
        parameters: {
            query?: never;
            header?: {
                /** @description Entity tags, one of which must be the current one; or `*` */
                "If-Match"?: string;
                /** @description Entity tags, none of which may be the current one; or `*` */
                "If-None-Match"?: string;
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
                /**
                 * @description Id of the formation
                 * @example b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8
                 */
                formationId: string;
                /**
                 * @description Id of the system
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
                 */
                systemId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `SYSTEM_NOT_REGISTERED`: The system is not registered. `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    excludeSystem: {
        parameters: {
            query?: never;
            header?: {
                /** @description Entity tags, one of which must be the current one; or `*` */
                "If-Match"?: string;
                /** @description Entity tags, none of which may be the current one; or `*` */
                "If-None-Match"?: string;
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
                /**
                 * @description Id of the formation
                 * @example b0f6f3a4-91c7-5b63-8a0d-2c1e7d94e5f8
                 */
                formationId: string;
                /**
                 * @description Id of the system
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
                 */
                systemId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    listEntitlementConfigurations: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items of a page */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "id": "7010f9af-2d60-5711-b333-6e78224de5c1-1-e1",
                     *           "globalAccountId": "ga-demo",
                     *           "subaccount": "dev-eu10",
                     *           "service": "s4-hana-cloud",
                     *           "plan": "messaging",
                     *           "systemId": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *           "createdAt": "2026-01-05T08:00:00.000Z"
                     *         }
                     *       ],
                     *       "nextCursor": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["EntitlementConfigurationPageShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    configureEntitlement: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "subaccount": "dev-eu10",
                 *       "service": "s4-hana-cloud",
                 *       "plan": "messaging",
                 *       "systemId": "text"
                 *     }
                 */
                "application/json": components["schemas"]["ConfigureEntitlementBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    /** @description The entitlement configuration */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "id": "7010f9af-2d60-5711-b333-6e78224de5c1-1-e1",
                     *       "globalAccountId": "ga-demo",
                     *       "subaccount": "dev-eu10",
                     *       "service": "s4-hana-cloud",
                     *       "plan": "messaging",
                     *       "systemId": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *       "createdAt": "2026-01-05T08:00:00.000Z"
                     *     }
                     */
                    "application/json": components["schemas"]["EntitlementConfigurationShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `SYSTEM_NOT_REGISTERED`: The system is not registered. `ENTITLEMENT_EXISTS`: The entitlement configuration exists already. `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    removeEntitlementConfiguration: {
        parameters: {
            query?: never;
            header?: {
                /** @description Entity tags, one of which must be the current one; or `*` */
                "If-Match"?: string;
                /** @description Entity tags, none of which may be the current one; or `*` */
                "If-None-Match"?: string;
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
                /**
                 * @description Id of the system or entitlement configuration
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
                 */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    listExtensions: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items of a page */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the tenant
                 * @example my300001
                 */
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "extensionId": "7010f9af-2d60-5711-b333-6e78224de5c1-1-x1",
                     *           "tenantId": "my300001",
                     *           "globalAccountId": "ga-demo",
                     *           "systemId": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *           "systemName": "S/4HANA Cloud production",
                     *           "systemType": "s4hana-cloud",
                     *           "status": "ENABLING",
                     *           "statusDetail": "text",
                     *           "step": "establish-trust",
                     *           "attempt": 1,
                     *           "createdAt": "2026-01-05T08:00:00.000Z",
                     *           "statusChangedAt": "2026-01-05T08:00:00.000Z",
                     *           "warnings": [
                     *             {
                     *               "code": "TENANT_HAS_ANOTHER_SYSTEM",
                     *               "message": "text"
                     *             }
                     *           ]
                     *         }
                     *       ],
                     *       "nextCursor": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["ExtensionPageShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    redeemToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the tenant
                 * @example my300001
                 */
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "integrationToken": "text"
                 *     }
                 */
                "application/json": components["schemas"]["RedeemTokenBody"];
            };
        };
        responses: {
            /** @description `ENABLING` */
            202: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    /** @description The extension */
                    Location?: string;
                    /** @description Of the extension */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "extensionId": "7010f9af-2d60-5711-b333-6e78224de5c1-1-x1",
                     *       "tenantId": "my300001",
                     *       "globalAccountId": "ga-demo",
                     *       "systemId": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *       "systemName": "S/4HANA Cloud production",
                     *       "systemType": "s4hana-cloud",
                     *       "status": "ENABLING",
                     *       "statusDetail": "text",
                     *       "step": "establish-trust",
                     *       "attempt": 1,
                     *       "createdAt": "2026-01-05T08:00:00.000Z",
                     *       "statusChangedAt": "2026-01-05T08:00:00.000Z",
                     *       "warnings": [
                     *         {
                     *           "code": "TENANT_HAS_ANOTHER_SYSTEM",
                     *           "message": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ExtensionShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `TOKEN_INVALID`: The integration token is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `TOKEN_EXPIRED`: The integration token has expired. `TOKEN_USED`: The integration token has been used. `TOKEN_REVOKED`: The integration token has been revoked. `TOKEN_TYPE_MISMATCH`: The integration token is for another type of system. `TENANT_MISMATCH`: The integration token is for another tenant. `FAILED_EXTENSION_EXISTS`: A failed extension exists. `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    getExtension: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
            };
            header?: {
                /** @description Entity tags of versions that the caller has; or `*` */
                "If-None-Match"?: string;
            };
            path: {
                /**
                 * @description Id of the tenant
                 * @example my300001
                 */
                tenantId: string;
                /**
                 * @description Id of the extension
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1-x1
                 */
                extensionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    /** @description Of this version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "extensionId": "7010f9af-2d60-5711-b333-6e78224de5c1-1-x1",
                     *       "tenantId": "my300001",
                     *       "globalAccountId": "ga-demo",
                     *       "systemId": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *       "systemName": "S/4HANA Cloud production",
                     *       "systemType": "s4hana-cloud",
                     *       "status": "ENABLING",
                     *       "statusDetail": "text",
                     *       "step": "establish-trust",
                     *       "attempt": 1,
                     *       "createdAt": "2026-01-05T08:00:00.000Z",
                     *       "statusChangedAt": "2026-01-05T08:00:00.000Z",
                     *       "warnings": [
                     *         {
                     *           "code": "TENANT_HAS_ANOTHER_SYSTEM",
                     *           "message": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["ExtensionShape"];
                };
            };
            /** @description Unchanged since the version in `If-None-Match` */
            304: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    deleteExtension: {
        parameters: {
            query?: never;
            header?: {
                /** @description Entity tags, one of which must be the current one; or `*` */
                "If-Match"?: string;
                /** @description Entity tags, none of which may be the current one; or `*` */
                "If-None-Match"?: string;
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the tenant
                 * @example my300001
                 */
                tenantId: string;
                /**
                 * @description Id of the extension
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1-x1
                 */
                extensionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description The deregistration runs */
            202: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Deleted */
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `EXTENSION_BUSY`: The extension is busy. `DEREGISTER_BLOCKED_REFERENCES`: The system is still in use. `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    reportStep: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the tenant
                 * @example my300001
                 */
                tenantId: string;
                /**
                 * @description Id of the system
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
                 */
                systemId: string;
                /**
                 * @description Number of the attempt, from 1
                 * @example 1
                 */
                attempt: string;
                /**
                 * @description Name of the step
                 * @example establish-trust
                 */
                step: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "state": "COMPLETED",
                 *       "fencingNumber": 1,
                 *       "reason": "text"
                 *     }
                 */
                "application/json": components["schemas"]["StepCallbackBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    followEvents: {
        parameters: {
            query?: {
                /** @description Events after this log position; `0` is everything. Without it: from now on */
                from?: string;
            };
            header?: {
                /** @description Resumes after this log position; takes precedence over `from` */
                "Last-Event-ID"?: string;
            };
            path: {
                /**
                 * @description Id of the global account
                 * @example ga-demo
                 */
                ga: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events, for as long as the caller reads */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    followAllEvents: {
        parameters: {
            query?: {
                /** @description Events after this log position; `0` is everything. Without it: from now on */
                from?: string;
            };
            header?: {
                /** @description Resumes after this log position; takes precedence over `from` */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events, for as long as the caller reads */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    listSystemTypes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "types": [
                     *         {
                     *           "id": "s4hana-cloud",
                     *           "label": "SAP S/4HANA Cloud",
                     *           "tokenValidity": "P7D",
                     *           "tokenReissuedOnDisplay": true,
                     *           "scenarioGroups": [
                     *             "text"
                     *           ],
                     *           "formationWhilePending": true
                     *         }
                     *       ],
                     *       "scenarioGroups": [
                     *         {
                     *           "id": "all",
                     *           "label": "All scenarios",
                     *           "scenarios": [
                     *             "text"
                     *           ]
                     *         }
                     *       ],
                     *       "notices": [
                     *         {
                     *           "id": "register-system",
                     *           "text": "Choose the type of the system."
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["SystemTypesShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    getProjectionStatus: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "position": "4711",
                     *       "storage": "libsql",
                     *       "schema": "7",
                     *       "eventsPerSecond": 0,
                     *       "caughtUp": true,
                     *       "events": 1,
                     *       "quarantined": 1,
                     *       "beside": {
                     *         "role": "building",
                     *         "position": "4711",
                     *         "events": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectionStatusShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    rebuildReadModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "position": "4711",
                     *       "storage": "libsql",
                     *       "schema": "7",
                     *       "eventsPerSecond": 0,
                     *       "caughtUp": true,
                     *       "events": 1,
                     *       "quarantined": 1,
                     *       "beside": {
                     *         "role": "building",
                     *         "position": "4711",
                     *         "events": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectionStatusShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    discardShadowTables: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    compareReadModels: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "table": "systems",
                     *       "rowsOfTable": 1,
                     *       "rows": 1,
                     *       "checksums": {
                     *         "live": "9b74c9897bac770f",
                     *         "beside": "9b74c9897bac770f"
                     *       },
                     *       "differing": 1,
                     *       "differences": [
                     *         {
                     *           "key": [
                     *             "text"
                     *           ],
                     *           "what": "not the same"
                     *         }
                     *       ],
                     *       "nextCursor": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["ReadModelComparisonShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    switchReadModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "position": "4711",
                     *       "storage": "libsql",
                     *       "schema": "7",
                     *       "eventsPerSecond": 0,
                     *       "caughtUp": true,
                     *       "events": 1,
                     *       "quarantined": 1,
                     *       "beside": {
                     *         "role": "building",
                     *         "position": "4711",
                     *         "events": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectionStatusShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REBUILD_NOT_READY`: There is no rebuilt read model yet */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    rollBackReadModel: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "position": "4711",
                     *       "storage": "libsql",
                     *       "schema": "7",
                     *       "eventsPerSecond": 0,
                     *       "caughtUp": true,
                     *       "events": 1,
                     *       "quarantined": 1,
                     *       "beside": {
                     *         "role": "building",
                     *         "position": "4711",
                     *         "events": 1
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["ProjectionStatusShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NO_WAY_BACK`: There is no previous read model */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    listIncidents: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items of a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "component": "BC-NEO-EXT-S4C",
                     *           "correlationId": "f0c7a1a2-3a0e-4d6b-9f0e-2d7d0a6c9b11",
                     *           "step": "establish-trust",
                     *           "lastAnswer": {
                     *             "code": "TENANT_BUSY",
                     *             "message": "The tenant is busy.",
                     *             "httpStatus": 503,
                     *             "raw": "busy"
                     *           },
                     *           "openedAt": "2026-01-05T08:00:00.000Z",
                     *           "globalAccountId": "ga-demo",
                     *           "systemId": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *           "systemName": "S/4HANA Cloud production",
                     *           "tenantId": "my300001",
                     *           "attempt": 1,
                     *           "kind": "quarantine",
                     *           "quarantine": {
                     *             "stream": "system-7010f9af-2d60-5711-b333-6e78224de5c1",
                     *             "position": "text",
                     *             "eventId": "text"
                     *           }
                     *         }
                     *       ],
                     *       "nextCursor": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["IncidentPageShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    resolveIncident: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Id of the system
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
                 */
                systemId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "action": "retry",
                 *       "note": "text"
                 *     }
                 */
                "application/json": components["schemas"]["ResolutionBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `QUARANTINED`: The history cannot be read */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    listQuarantine: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                /** @description Most items of a page */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "stream": "system-7010f9af-2d60-5711-b333-6e78224de5c1",
                     *           "position": "text",
                     *           "since": "2026-01-05T08:00:00.000Z",
                     *           "revision": 1,
                     *           "eventId": "text",
                     *           "eventType": "text",
                     *           "reason": "text",
                     *           "leftOut": 1,
                     *           "globalAccountId": "text",
                     *           "systemId": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *           "systemName": "S/4HANA Cloud production"
                     *         }
                     *       ],
                     *       "nextCursor": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["QuarantinePageShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    getQuarantinedStream: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Name of the stream
                 * @example system-7010f9af-2d60-5711-b333-6e78224de5c1
                 */
                stream: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "stream": "system-7010f9af-2d60-5711-b333-6e78224de5c1",
                     *       "position": "text",
                     *       "since": "2026-01-05T08:00:00.000Z",
                     *       "revision": 1,
                     *       "eventId": "text",
                     *       "eventType": "text",
                     *       "reason": "text",
                     *       "leftOut": 1,
                     *       "globalAccountId": "text",
                     *       "systemId": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *       "systemName": "S/4HANA Cloud production"
                     *     }
                     */
                    "application/json": components["schemas"]["QuarantinedStreamShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    retryQuarantinedStream: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Name of the stream
                 * @example system-7010f9af-2d60-5711-b333-6e78224de5c1
                 */
                stream: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "quarantined": {
                     *         "stream": "system-7010f9af-2d60-5711-b333-6e78224de5c1",
                     *         "position": "text",
                     *         "since": "2026-01-05T08:00:00.000Z",
                     *         "revision": 1,
                     *         "eventId": "text",
                     *         "eventType": "text",
                     *         "reason": "text",
                     *         "leftOut": 1,
                     *         "globalAccountId": "text",
                     *         "systemId": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *         "systemName": "S/4HANA Cloud production"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["RetryShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    skipQuarantinedEvent: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Name of the stream
                 * @example system-7010f9af-2d60-5711-b333-6e78224de5c1
                 */
                stream: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "eventId": "text",
                 *       "note": "text"
                 *     }
                 */
                "application/json": components["schemas"]["SkipBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    explainSystem: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
            };
            header?: never;
            path: {
                /**
                 * @description Id of the system
                 * @example 7010f9af-2d60-5711-b333-6e78224de5c1-1
                 */
                systemId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "systemId": "7010f9af-2d60-5711-b333-6e78224de5c1-1",
                     *       "status": "PENDING",
                     *       "statusDetail": "text",
                     *       "correlationId": "text",
                     *       "causes": [
                     *         {
                     *           "position": "4711",
                     *           "type": "SystemAdded",
                     *           "occurredAt": "2026-01-05T08:00:00.000Z",
                     *           "actor": "text",
                     *           "summary": "text",
                     *           "because": "event"
                     *         }
                     *       ],
                     *       "leftOut": 1,
                     *       "quarantine": {
                     *         "position": "text",
                     *         "since": "2026-01-05T08:00:00.000Z",
                     *         "reason": "text"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["SystemExplanationShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid. `POSITION_UNKNOWN`: The log has no such position */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable. `READ_MODEL_BEHIND`: The read model is behind */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    listParked: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "items": [
                     *         {
                     *           "subscription": "registration",
                     *           "parked": 1
                     *         }
                     *       ],
                     *       "nextCursor": "text"
                     *     }
                     */
                    "application/json": components["schemas"]["ParkedPageShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    replayParked: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                /**
                 * @description Name of the subscription
                 * @example registration
                 */
                subscription: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /** @example {} */
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `NOT_FOUND`: Not found */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    getRelayStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "position": "text",
                     *       "lagSeconds": 1,
                     *       "problem": "text",
                     *       "foreign": {
                     *         "first": 1,
                     *         "last": 1,
                     *         "skippedAt": "2026-01-05T08:00:00.000Z"
                     *       },
                     *       "leftOutStreams": 1,
                     *       "leftOut": [
                     *         {
                     *           "stream": "system-7010f9af-2d60-5711-b333-6e78224de5c1",
                     *           "position": "text",
                     *           "since": "2026-01-05T08:00:00.000Z",
                     *           "revision": 1,
                     *           "eventId": "text",
                     *           "eventType": "text",
                     *           "reason": "text"
                     *         }
                     *       ]
                     *     }
                     */
                    "application/json": components["schemas"]["RelayStatusShape"];
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    mendRelay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "upTo": 1
                 *     }
                 */
                "application/json": components["schemas"]["MendBody"];
            };
        };
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAUTHENTICATED`: Sign in first */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `FORBIDDEN`: Your role does not allow this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `REQUEST_TIMEOUT`: The request took too long to arrive */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PRECONDITION_FAILED`: It has changed since you read it */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `PAYLOAD_TOO_LARGE`: The request is too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNSUPPORTED_MEDIA_TYPE`: The media type is not supported */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `IDEMPOTENCY_KEY_REUSED`: The idempotency key was used with another request */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `RATE_LIMITED`: Too many requests */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    getIntegrationTokenKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JWK Set (RFC 7517) */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "keys": [
                     *         {}
                     *       ]
                     *     }
                     */
                    "application/json": {
                        keys: {
                            [key: string]: unknown;
                        }[];
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    isLive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "text"
                     *     }
                     */
                    "application/json": {
                        status: string;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `UNAVAILABLE`: Temporarily unavailable */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
    isReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description They can */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "text"
                     *     }
                     */
                    "application/json": {
                        status: string;
                    };
                };
            };
            /** @description `VALIDATION_FAILED`: The request is not valid */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description `INTERNAL`: Something went wrong on our side */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
            /** @description They cannot */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "status": "text"
                     *     }
                     */
                    "application/json": {
                        status: string;
                    };
                };
            };
            /** @description What is refused before the operation is known */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemShape"];
                };
            };
        };
    };
}
