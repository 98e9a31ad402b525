/** Subjects of commands and queries: `rpc.<service>.<verb>.v1`. */
export const SUBJECTS = {
  systemTypes: { list: 'rpc.system-types.list.v1' },
  tokenIssuance: {
    registerSystem: 'rpc.token-issuance.register-system.v1',
    displayToken: 'rpc.token-issuance.display-token.v1',
    issueToken: 'rpc.token-issuance.issue-token.v1',
    cancelRegistration: 'rpc.token-issuance.cancel-registration.v1',
  },
  registration: {
    redeemToken: 'rpc.registration.redeem-token.v1',
    deleteExtension: 'rpc.registration.delete-extension.v1',
    reportStep: 'rpc.registration.report-step.v1',
    countParked: 'rpc.registration.count-parked.v1',
    replayParked: 'rpc.registration.replay-parked.v1',
  },
  deregistration: {
    start: 'rpc.deregistration.start.v1',
    deleteExtension: 'rpc.deregistration.delete-extension.v1',
    reportStep: 'rpc.deregistration.report-step.v1',
    resolveIncident: 'rpc.deregistration.resolve-incident.v1',
    countParked: 'rpc.deregistration.count-parked.v1',
    replayParked: 'rpc.deregistration.replay-parked.v1',
  },
  assignment: {
    createFormation: 'rpc.assignment.create-formation.v1',
    deleteFormation: 'rpc.assignment.delete-formation.v1',
    includeSystem: 'rpc.assignment.include-system.v1',
    excludeSystem: 'rpc.assignment.exclude-system.v1',
    configureEntitlement: 'rpc.assignment.configure-entitlement.v1',
    removeEntitlementConfiguration: 'rpc.assignment.remove-entitlement-configuration.v1',
    countParked: 'rpc.assignment.count-parked.v1',
    replayParked: 'rpc.assignment.replay-parked.v1',
  },
  projection: {
    getSystem: 'rpc.projection.get-system.v1',
    listSystems: 'rpc.projection.list-systems.v1',
    getSystemHistory: 'rpc.projection.get-system-history.v1',
    getDeregistration: 'rpc.projection.get-deregistration.v1',
    listEvents: 'rpc.projection.list-events.v1',
    getExtension: 'rpc.projection.get-extension.v1',
    listExtensions: 'rpc.projection.list-extensions.v1',
    listDueAttempts: 'rpc.projection.list-due-attempts.v1',
    listOverdueTokens: 'rpc.projection.list-overdue-tokens.v1',
    countLiveTokens: 'rpc.projection.count-live-tokens.v1',
    getPosition: 'rpc.projection.get-position.v1',
    getStatus: 'rpc.projection.get-status.v1',
    beginRebuild: 'rpc.projection.begin-rebuild.v1',
    discardRebuild: 'rpc.projection.discard-rebuild.v1',
    switchReadModel: 'rpc.projection.switch-read-model.v1',
    compareReadModels: 'rpc.projection.compare-read-models.v1',
    listFormations: 'rpc.projection.list-formations.v1',
    getFormation: 'rpc.projection.get-formation.v1',
    listFormationMembers: 'rpc.projection.list-formation-members.v1',
    listFormationDeletions: 'rpc.projection.list-formation-deletions.v1',
    listEntitlementConfigurations: 'rpc.projection.list-entitlement-configurations.v1',
    listIncidents: 'rpc.projection.list-incidents.v1',
  },
  eventRelay: {
    getStatus: 'rpc.event-relay.get-status.v1',
  },
} as const;

/** Persistent subscriptions of the platform: each has the name of the service that consumes it and answers for it. */
export const SUBSCRIPTIONS = [
  'registration',
  'deregistration',
  'assignment',
] as const satisfies readonly (keyof typeof SUBJECTS)[];

/**
 * Published by the projection after each commit, and as a heartbeat while there is none. Caches and live feeds follow it.
 * Not a request.
 */
export const PROJECTION_COMMITTED = 'projection.committed.v1';

/** Interval of the projection's heartbeat; milliseconds. */
export const PROJECTION_HEARTBEAT_MS = 1_000;

/**
 * Body of `PROJECTION_COMMITTED`. A heartbeat has the same position twice. Whoever caches query results drops them when
 * `previousPosition` is not the `position` of the message before, which means that a message was lost, and when
 * `readModel` changes, since the other tables may answer differently at the same position.
 */
export interface ProjectionCommitted {
  /** Id of the tables that answer queries; a switch changes it. */
  readonly readModel: string;
  readonly previousPosition: string;
  readonly position: string;
  /** Systems whose rows the commit changed. */
  readonly ids: readonly string[];
  /** Accounts of these systems. */
  readonly globalAccountIds: readonly string[];
}

/** Headers of a request on NATS. */
export const HEADERS = {
  correlationId: 'correlation-id',
  causationId: 'causation-id',
  traceparent: 'traceparent',
  /** JSON of `RequestActor`; set by the gateway from the verified access token. */
  actor: 'actor',
  idempotencyKey: 'idempotency-key',
} as const;

export type Role =
  | 'global-account-admin'
  | 'system-landscape-admin'
  | 'system-landscape-viewer'
  | 'tenant-admin'
  | 'tenant-system'
  | 'operator';

/** Who asks, as the gateway verified it. */
export interface RequestActor {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly globalAccountId?: string;
  readonly tenantId?: string;
}
