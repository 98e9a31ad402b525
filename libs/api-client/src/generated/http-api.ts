/* Made by generate.mjs (npm run documents): do not edit. */

export interface paths {
    "/v1/global-accounts/{ga}/systems": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Find systems */
        get: operations["SystemsController_list"];
        put?: never;
        /** Add a system and get its first integration token */
        post: operations["SystemsController_register"];
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
        /** Read a system, also an ended one, or as it was at a time or position */
        get: operations["SystemsController_get"];
        put?: never;
        post?: never;
        /** Cancel a registration */
        delete: operations["SystemsController_cancel"];
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
        /** Read the events of a system, oldest first */
        get: operations["SystemsController_history"];
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
        /** Show the integration token of a Pending system */
        get: operations["IntegrationTokenController_display"];
        put?: never;
        /** Issue a new integration token */
        post: operations["IntegrationTokenController_issue"];
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
        /** Whether a system can be deregistered, and the state of its deregistration */
        get: operations["DeregistrationController_get"];
        put?: never;
        /** Begin to deregister a system */
        post: operations["DeregistrationController_start"];
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
        /** List the formations of an account by name */
        get: operations["FormationsController_list"];
        put?: never;
        /** Create a formation */
        post: operations["FormationsController_create"];
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
        /** Read a formation */
        get: operations["FormationsController_get"];
        put?: never;
        post?: never;
        /** Delete a formation; its members are excluded first */
        delete: operations["FormationsController_delete"];
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
        /** Include a system in a formation */
        put: operations["FormationsController_include"];
        post?: never;
        /** Exclude a system from a formation */
        delete: operations["FormationsController_exclude"];
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
        /** List the entitlement configurations of an account, oldest first */
        get: operations["EntitlementConfigurationsController_list"];
        put?: never;
        /** Assign a service plan for a system to a subaccount */
        post: operations["EntitlementConfigurationsController_configure"];
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
        /** Remove an entitlement configuration */
        delete: operations["EntitlementConfigurationsController_remove"];
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
        /** List the extensions of a tenant */
        get: operations["ExtensionsController_list"];
        put?: never;
        /** Redeem an integration token; the registration runs then */
        post: operations["ExtensionsController_redeem"];
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
        /** Read an extension */
        get: operations["ExtensionsController_get"];
        put?: never;
        post?: never;
        /** Delete a failed extension, or begin to deregister an enabled one */
        delete: operations["ExtensionsController_delete"];
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
        /** Report how a step that the tenant had accepted has ended */
        post: operations["CallbacksController_report"];
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
         * @description `event` is the name of the public event, `id` its log position, `data` the CloudEvent as JSON. The past comes first; `caught-up` marks its end. `too-slow`, `closing` and `signed-out` end the stream: reconnect with the last id. What the events look like: `/docs/events`.
         */
        get: operations["EventsController_followAccount"];
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
         * @description `event` is the name of the public event, `id` its log position, `data` the CloudEvent as JSON. The past comes first; `caught-up` marks its end. `too-slow`, `closing` and `signed-out` end the stream: reconnect with the last id. What the events look like: `/docs/events`.
         */
        get: operations["EventsController_followAll"];
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
        /** The catalogue: types, scenario groups and the notices to show */
        get: operations["SystemTypesController_list"];
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
        /** How far the read model is */
        get: operations["ProjectionController_status"];
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
        /** Rebuild the read model from the log in shadow tables */
        post: operations["ProjectionController_rebuild"];
        /** Discard the shadow tables: a rebuild, or the previous read model */
        delete: operations["ProjectionController_discard"];
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
        /** Compare the rows of the live and the shadow tables, page by page */
        get: operations["ProjectionController_compare"];
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
        /** Switch to the rebuilt read model; the previous one is kept for a rollback */
        post: operations["ProjectionController_switch"];
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
        /** Switch back to the previous read model */
        post: operations["ProjectionController_rollback"];
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
        /** List the open incidents, oldest first */
        get: operations["IncidentsController_list"];
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
        /** Run the tear-down again, or confirm that the tenant side is gone */
        post: operations["IncidentsController_resolve"];
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
        /** List the streams in quarantine, the one that waits longest first */
        get: operations["QuarantineController_list"];
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
        /** A stream in quarantine */
        get: operations["QuarantineController_get"];
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
        /** Read the stream again */
        post: operations["QuarantineController_retry"];
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
        /** Skip the event that cannot be read */
        post: operations["QuarantineController_skip"];
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
        /** Why a system of any account is in its status */
        get: operations["ExplanationsController_explain"];
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
        /** How many hints each subscription has parked */
        get: operations["ParkedController_list"];
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
        /** Replay the parked hints of a subscription */
        post: operations["ParkedController_replay"];
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
        /** How far the public events are published */
        get: operations["RelayController_status"];
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
        /** Skip messages at the end of the stream that claim to be events and are not in the log */
        post: operations["RelayController_mend"];
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
        /** Public keys of integration tokens */
        get: operations["KeysController_keys"];
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
        get: operations["HealthController_live"];
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
        get: operations["HealthController_ready"];
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
        FieldErrorShape: {
            field: string;
            code: string;
            message: string;
        };
        BlockerShape: {
            /** @enum {string} */
            kind: "formation" | "entitlement";
            id: string;
            name: string;
        };
        ProblemShape: {
            /** @example urn:system-landscape:problem:NAME_IN_USE */
            type: string;
            title: string;
            status: number;
            detail: string;
            /** @enum {string} */
            code: "VALIDATION_FAILED" | "POSITION_UNKNOWN" | "TOKEN_INVALID" | "UNAUTHENTICATED" | "FORBIDDEN" | "NOT_FOUND" | "METHOD_NOT_ALLOWED" | "REQUEST_TIMEOUT" | "NAME_IN_USE" | "NAME_LOCKED_BY_EXTENSION" | "TOKEN_EXPIRED" | "TOKEN_USED" | "TOKEN_REVOKED" | "TOKEN_TYPE_MISMATCH" | "TENANT_MISMATCH" | "FAILED_EXTENSION_EXISTS" | "TOKEN_NOT_AVAILABLE" | "TOKEN_LIMIT_REACHED" | "SYSTEM_NOT_REGISTERED" | "ENTITLEMENT_EXISTS" | "DEREGISTER_BLOCKED_REFERENCES" | "DEREGISTER_BLOCKED_STATUS" | "CANCEL_BLOCKED_STATUS" | "EXTENSION_BUSY" | "QUARANTINED" | "REBUILD_NOT_READY" | "NO_WAY_BACK" | "PRECONDITION_FAILED" | "PAYLOAD_TOO_LARGE" | "URI_TOO_LONG" | "UNSUPPORTED_MEDIA_TYPE" | "EXPECTATION_FAILED" | "IDEMPOTENCY_KEY_REUSED" | "RATE_LIMITED" | "REQUEST_HEADER_FIELDS_TOO_LARGE" | "INTERNAL" | "NOT_IMPLEMENTED" | "UNAVAILABLE" | "READ_MODEL_BEHIND";
            correlationId: string;
            errors?: components["schemas"]["FieldErrorShape"][];
            blockers?: components["schemas"]["BlockerShape"][];
        };
        RegisterSystemBody: {
            /** @example S/4HANA Cloud production */
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
            tokenId: string;
            /** @enum {string} */
            state: "LIVE" | "USED" | "EXPIRED" | "REVOKED";
            /** Format: date-time */
            issuedAt: string;
            /** Format: date-time */
            expiresAt: string;
        };
        ReasonShape: {
            code: string;
            message: string;
            httpStatus?: number;
            raw?: string;
        };
        RegistrationShape: {
            extensionId: string;
            tenantId: string;
            /** @enum {string} */
            state: "ENABLING" | "ENABLED" | "FAILED" | "DISABLING" | "DELETED";
            attempt: number;
            /** @enum {string|null} */
            step: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension" | null;
            /** Format: date-time */
            startedAt: string;
            try?: number;
            /** Format: date-time */
            delayedUntil?: string;
            lastError?: components["schemas"]["ReasonShape"];
        };
        FormationReferenceShape: {
            id: string;
            name: string;
        };
        EntitlementConfigurationShape: {
            id: string;
            globalAccountId: string;
            subaccount: string;
            service: string;
            plan: string;
            systemId: string;
            /** Format: date-time */
            createdAt: string;
        };
        QuarantineShape: {
            /** @description Of the first event that is left out */
            position: string;
            /** Format: date-time */
            since: string;
            /** @description Why that event cannot be read */
            reason: string;
        };
        WarningShape: {
            /** @enum {string} */
            code: "TENANT_HAS_ANOTHER_SYSTEM";
            /** @description A sentence for people */
            message: string;
        };
        SystemShape: {
            id: string;
            globalAccountId: string;
            name: string;
            type: string;
            communicationScenarioGroup: string | null;
            /** @enum {string} */
            status: "PENDING" | "REGISTERED" | "ERROR" | "DEREGISTERING" | "DEREGISTER_ERROR" | "REMOVED" | "DEREGISTERED";
            /** Format: date-time */
            statusChangedAt: string;
            /** @description Why, and what to do next */
            statusDetail?: string;
            token?: components["schemas"]["TokenShape"];
            registration?: components["schemas"]["RegistrationShape"];
            formations: components["schemas"]["FormationReferenceShape"][];
            entitlementConfigurations: components["schemas"]["EntitlementConfigurationShape"][];
            /** @description Only while events of the system cannot be read */
            quarantine?: components["schemas"]["QuarantineShape"];
            /** @description Of a single system; absent when there is none */
            warnings?: components["schemas"]["WarningShape"][];
            /** Format: date-time */
            createdAt: string;
            createdBy: string;
            version: number;
            position: string;
        };
        IntegrationTokenShape: {
            tokenId: string;
            /** @description The secret to hand to the administrator of the tenant */
            value: string;
            /** Format: date-time */
            issuedAt: string;
            /** Format: date-time */
            expiresAt: string;
            /** @description A fresh token took the place of the one before */
            replaced: boolean;
        };
        NextStepShape: {
            title: string;
            /** Format: uri */
            url: string;
        };
        RegisteredSystemShape: {
            system: components["schemas"]["SystemShape"];
            integrationToken: components["schemas"]["IntegrationTokenShape"];
            nextStep: components["schemas"]["NextStepShape"];
        };
        SystemPageShape: {
            items: components["schemas"]["SystemShape"][];
            nextCursor: string | null;
        };
        HistoryActorShape: {
            subject: string;
            role: string;
        };
        HistoryItemShape: {
            position: string;
            type: string;
            /** Format: date-time */
            occurredAt: string;
            actor: components["schemas"]["HistoryActorShape"];
            /** @description A sentence for people */
            summary: string;
            correlationId: string;
            data: {
                [key: string]: unknown;
            };
        };
        HistoryPageShape: {
            items: components["schemas"]["HistoryItemShape"][];
            nextCursor: string | null;
        };
        NoBody: Record<string, never>;
        IncidentShape: {
            /**
             * @description On which to report it
             * @example BC-NEO-EXT-S4C
             */
            component: string;
            correlationId: string;
            /** @enum {string|null} */
            step: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension" | null;
            lastAnswer: components["schemas"]["ReasonShape"];
            /** Format: date-time */
            openedAt: string;
        };
        DeregistrationShape: {
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
            /** @enum {string} */
            step?: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension";
            incident?: components["schemas"]["IncidentShape"];
        };
        CreateFormationBody: {
            /** @example Order to cash */
            name: string;
            /** @example side-by-side-extensibility */
            type?: string | null;
        };
        FormationMemberShape: {
            id: string;
            name: string;
            /** @description True while events of the system cannot be read; else absent */
            quarantined?: boolean;
        };
        FormationShape: {
            id: string;
            globalAccountId: string;
            name: string;
            type: string | null;
            systems: components["schemas"]["FormationMemberShape"][];
            /** Format: date-time */
            createdAt: string;
        };
        FormationPageShape: {
            items: components["schemas"]["FormationShape"][];
            nextCursor: string | null;
        };
        ConfigureEntitlementBody: {
            /** @example dev-eu10 */
            subaccount: string;
            /** @example s4-hana-cloud */
            service: string;
            /** @example messaging */
            plan: string;
            /** @description A Registered system */
            systemId: string;
        };
        EntitlementConfigurationPageShape: {
            items: components["schemas"]["EntitlementConfigurationShape"][];
            nextCursor: string | null;
        };
        RedeemTokenBody: {
            /** @description As the account showed it */
            integrationToken: string;
        };
        ExtensionShape: {
            extensionId: string;
            tenantId: string;
            globalAccountId: string;
            systemId: string;
            systemName: string;
            systemType: string;
            /** @enum {string} */
            status: "ENABLING" | "ENABLED" | "FAILED" | "DISABLING";
            /** @description Why, and what to do next */
            statusDetail?: string;
            /** @enum {string} */
            step?: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension";
            attempt?: number;
            /** Format: date-time */
            createdAt: string;
            /** Format: date-time */
            statusChangedAt: string;
            /** @description Absent when there is none */
            warnings?: components["schemas"]["WarningShape"][];
        };
        ExtensionPageShape: {
            items: components["schemas"]["ExtensionShape"][];
            nextCursor: string | null;
        };
        StepCallbackBody: {
            /**
             * @description `COMPLETED` or `FAILED`
             * @example COMPLETED
             */
            state: string;
            fencingNumber: number;
            reason?: string;
        };
        SystemTypeShape: {
            id: string;
            label: string;
            /**
             * @description ISO 8601 duration
             * @example P7D
             */
            tokenValidity: string;
            tokenReissuedOnDisplay: boolean;
            scenarioGroups: string[];
            formationWhilePending: boolean;
        };
        ScenarioGroupShape: {
            id: string;
            label: string;
            scenarios: string[];
        };
        NoticeShape: {
            /** @enum {string} */
            id: "register-system" | "create-formation";
            text: string;
        };
        SystemTypesShape: {
            types: components["schemas"]["SystemTypeShape"][];
            scenarioGroups: components["schemas"]["ScenarioGroupShape"][];
            notices: components["schemas"]["NoticeShape"][];
        };
        ReadModelBesideShape: {
            /**
             * @description Being rebuilt from the log, ready to answer, or the previous one, which is kept for a rollback
             * @enum {string}
             */
            role: "building" | "ready" | "before";
            position: string;
            /** @description Events applied so far */
            events: number;
        };
        ProjectionStatusShape: {
            position: string;
            /**
             * @description `pglite` in earlier releases
             * @enum {string}
             */
            storage: "libsql" | "pglite" | "postgresql";
            schema: string;
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
            live: string;
            beside: string;
        };
        RowDifferenceShape: {
            key: string[];
            /** @enum {string} */
            what: "not the same" | "only in the live one" | "only in the rebuilt one";
        };
        ReadModelComparisonShape: {
            table: string;
            /** @description On the first page of a table */
            rowsOfTable: number | null;
            /** @description Rows that were compared */
            rows: number;
            checksums: components["schemas"]["ChecksumsShape"];
            /** @description How many of the rows differ */
            differing: number;
            /** @description The first of them */
            differences: components["schemas"]["RowDifferenceShape"][];
            nextCursor: string | null;
        };
        IncidentQuarantineShape: {
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
            correlationId: string;
            /** @enum {string|null} */
            step: "establish-trust" | "create-communication-system" | "enable-communication-scenarios" | "activate-extension" | null;
            lastAnswer: components["schemas"]["ReasonShape"];
            /** Format: date-time */
            openedAt: string;
            globalAccountId: string;
            systemId: string;
            systemName: string;
            tenantId: string;
            attempt: number;
            /**
             * @description Absent for a failed deregistration
             * @enum {string}
             */
            kind?: "quarantine";
            quarantine?: components["schemas"]["IncidentQuarantineShape"];
        };
        IncidentPageShape: {
            items: components["schemas"]["IncidentItemShape"][];
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
            systemId?: string;
            systemName?: string;
        };
        QuarantinePageShape: {
            items: components["schemas"]["QuarantinedStreamShape"][];
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
            position: string;
            type: string;
            /** Format: date-time */
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
            systemId: string;
            /** @enum {string} */
            status: "PENDING" | "REGISTERED" | "ERROR" | "DEREGISTERING" | "DEREGISTER_ERROR" | "REMOVED" | "DEREGISTERED";
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
            /** @example registration */
            subscription: string;
            /** @description Hints that were parked after their last retry failed */
            parked: number;
        };
        ParkedPageShape: {
            items: components["schemas"]["ParkedShape"][];
            nextCursor: string | null;
        };
        ForeignMessagesShape: {
            /** @description Sequence in the stream of the first of them */
            first: number;
            /** @description Sequence in the stream of the last of them */
            last: number;
            /** Format: date-time */
            skippedAt: string;
        };
        LeftOutStreamShape: {
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
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    SystemsController_list: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                limit?: number;
                /** @description Without it, ended systems are left out */
                status?: "PENDING" | "REGISTERED" | "ERROR" | "DEREGISTERING" | "DEREGISTER_ERROR" | "REMOVED" | "DEREGISTERED";
                type?: string;
                /** @description Found in names */
                q?: string;
                sort?: "name" | "-name" | "createdAt" | "-createdAt" | "statusChangedAt" | "-statusChangedAt";
            };
            header?: never;
            path: {
                ga: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemPageShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    SystemsController_register: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                ga: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterSystemBody"];
            };
        };
        responses: {
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
                    "application/json": components["schemas"]["RegisteredSystemShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_IN_USE`, `NAME_LOCKED_BY_EXTENSION`, `TOKEN_LIMIT_REACHED` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    SystemsController_get: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description A time (RFC 3339) or a position, inclusive: the system as it was then */
                asOf?: string;
            };
            header?: {
                "If-None-Match"?: string;
            };
            path: {
                ga: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    /** @description Of this version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
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
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    SystemsController_cancel: {
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
                ga: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `CANCEL_BLOCKED_STATUS`, `DEREGISTER_BLOCKED_REFERENCES` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    SystemsController_history: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                ga: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HistoryPageShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    IntegrationTokenController_display: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                ga: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationTokenShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `TOKEN_NOT_AVAILABLE` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    IntegrationTokenController_issue: {
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
                ga: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntegrationTokenShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `TOKEN_NOT_AVAILABLE`, `TOKEN_LIMIT_REACHED` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    DeregistrationController_get: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
            };
            header?: {
                "If-None-Match"?: string;
            };
            path: {
                ga: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    /** @description Of the system */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
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
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    DeregistrationController_start: {
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
                ga: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
                    "application/json": components["schemas"]["DeregistrationShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `DEREGISTER_BLOCKED_REFERENCES` with `blockers`, `DEREGISTER_BLOCKED_STATUS` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    FormationsController_list: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                ga: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FormationPageShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    FormationsController_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                ga: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateFormationBody"];
            };
        };
        responses: {
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
                    "application/json": components["schemas"]["FormationShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `NAME_IN_USE` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    FormationsController_get: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
            };
            header?: {
                "If-None-Match"?: string;
            };
            path: {
                ga: string;
                formationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    /** @description Of its content */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
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
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    FormationsController_delete: {
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
                ga: string;
                formationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    FormationsController_include: {
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
                ga: string;
                formationId: string;
                systemId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `SYSTEM_NOT_REGISTERED` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    FormationsController_exclude: {
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
                ga: string;
                formationId: string;
                systemId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    EntitlementConfigurationsController_list: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                ga: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntitlementConfigurationPageShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    EntitlementConfigurationsController_configure: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                ga: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConfigureEntitlementBody"];
            };
        };
        responses: {
            201: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    /** @description The entitlement configuration */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EntitlementConfigurationShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `SYSTEM_NOT_REGISTERED`, `ENTITLEMENT_EXISTS` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    EntitlementConfigurationsController_remove: {
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
                ga: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    ExtensionsController_list: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExtensionPageShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    ExtensionsController_redeem: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                tenantId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
                    "application/json": components["schemas"]["ExtensionShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `TOKEN_EXPIRED`, `TOKEN_USED`, `TOKEN_REVOKED`, `TOKEN_TYPE_MISMATCH`, `TENANT_MISMATCH`, `FAILED_EXTENSION_EXISTS` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    ExtensionsController_get: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
            };
            header?: {
                "If-None-Match"?: string;
            };
            path: {
                tenantId: string;
                extensionId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    /** @description Of this version */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
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
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    ExtensionsController_delete: {
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
                tenantId: string;
                extensionId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
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
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `EXTENSION_BUSY`, `DEREGISTER_BLOCKED_REFERENCES` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `PRECONDITION_FAILED` */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    CallbacksController_report: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                tenantId: string;
                systemId: string;
                attempt: string;
                step: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepCallbackBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    EventsController_followAccount: {
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
                ga: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    EventsController_followAll: {
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
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    SystemTypesController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemTypesShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    ProjectionController_status: {
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
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectionStatusShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    ProjectionController_rebuild: {
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
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectionStatusShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    ProjectionController_discard: {
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
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    ProjectionController_compare: {
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
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadModelComparisonShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    ProjectionController_switch: {
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
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectionStatusShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    ProjectionController_rollback: {
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
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectionStatusShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    IncidentsController_list: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentPageShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    IncidentsController_resolve: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                systemId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResolutionBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    QuarantineController_list: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
                /** @description `nextCursor` of the page before */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinePageShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    QuarantineController_get: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
            };
            header?: never;
            path: {
                stream: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinedStreamShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    QuarantineController_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                stream: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetryShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    QuarantineController_skip: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                stream: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SkipBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    ExplanationsController_explain: {
        parameters: {
            query?: {
                /** @description Waits up to 5 s until the answer includes this log position */
                minPosition?: string;
            };
            header?: never;
            path: {
                systemId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description The log position that the answer includes; reads take it as `minPosition` */
                    "Landscape-Position"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SystemExplanationShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    ParkedController_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ParkedPageShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    ParkedController_replay: {
        parameters: {
            query?: never;
            header?: {
                /** @description Up to 255 characters. The same key with the same body returns the first answer again, for 24 h */
                "Idempotency-Key"?: string;
            };
            path: {
                subscription: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    RelayController_status: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RelayStatusShape"];
                };
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    RelayController_mend: {
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
                "application/json": components["schemas"]["MendBody"];
            };
        };
        responses: {
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `UNAUTHENTICATED` */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `FORBIDDEN` */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
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
    KeysController_keys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    HealthController_live: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
    HealthController_ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
        };
    };
}
