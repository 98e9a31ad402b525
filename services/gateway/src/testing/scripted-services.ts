import {
  RPC,
  type QuarantinedStream,
  type Rpc,
  type RpcErrorBody,
  type SystemExplanation,
} from '@system-landscape/contracts';
import type { NatsConnection, Subscription } from 'nats';

/** A request as it arrived at a service. */
export interface Arrived {
  readonly subject: string;
  readonly data: Record<string, unknown>;
  readonly headers: Readonly<Record<string, string>>;
}

type Script = (request: Arrived) => object | string;

/** Fakes of the services behind the gateway: plain NATS subscribers with scripted replies. */
export class ScriptedServices {
  readonly arrived: Arrived[] = [];
  private readonly subscriptions = new Map<string, Subscription>();
  private readonly scripts = new Map<string, Script>();

  constructor(private readonly connection: NatsConnection) {}

  /** Sets the default reply of every subject, and clears the recorded requests. */
  async reset(): Promise<void> {
    this.arrived.length = 0;
    this.scripts.clear();
    for (const [rpc, script] of WELL) this.answer(rpc, script);
    await this.connection.flush();
  }

  answer({ subject }: Rpc, script: Script): void {
    this.scripts.set(subject, script);
    if (this.subscriptions.has(subject)) return;
    const subscription = this.connection.subscribe(subject, {
      callback: (_, message) => {
        const headers = Object.fromEntries(
          (message.headers?.keys() ?? []).map((name) => [name, message.headers!.get(name)]),
        );
        const request: Arrived = { subject, data: message.json(), headers };
        this.arrived.push(request);
        const reply = hasChanged(request) ? CHANGED : this.scripts.get(subject)!(request);
        message.respond(typeof reply === 'string' ? reply : JSON.stringify(reply));
      },
    });
    this.subscriptions.set(subject, subscription);
  }

  refuse(rpc: Rpc, error: RpcErrorBody): void {
    this.answer(rpc, () => ({ error }));
  }

  /** Ends the subscription: requests find no responder. */
  async stop({ subject }: Rpc): Promise<void> {
    this.subscriptions.get(subject)?.unsubscribe();
    this.subscriptions.delete(subject);
    await this.connection.flush();
  }

  /** The last request that arrived. */
  last({ subject }: Rpc): Arrived {
    const request = this.arrived.findLast((arrived) => arrived.subject === subject);
    if (!request) throw new Error(`Nothing arrived on ${subject}`);
    return request;
  }

  count({ subject }: Rpc): number {
    return this.arrived.filter((arrived) => arrived.subject === subject).length;
  }
}

/** No tag is the current one. */
function hasChanged({ headers }: Arrived): boolean {
  return headers['if-match'] !== undefined && headers['if-match'] !== '*';
}

const CHANGED = { error: { code: 'PRECONDITION_FAILED', status: 412, detail: 'Changed.' } };

export const SYSTEM_ID = '6f1f0c8e-2f0b-5d53-9a50-0d3b6f2a9c11-1';
export const EXTENSION_ID = `${SYSTEM_ID}-x1`;
export const TOKEN_TEXT = 'slt_eyJhbGciOiJFZERTQSJ9.eyJqdGkiOiJ0ZXN0In0.c2lnbmF0dXJlLW9mLXRoZS10b2tlbg';

export const SYSTEM = {
  id: SYSTEM_ID,
  globalAccountId: 'ga-demo',
  name: 'Production',
  type: 's4hana-cloud',
  communicationScenarioGroup: 'all',
  status: 'PENDING',
  statusChangedAt: '2026-01-05T08:00:00.000Z',
  formations: [],
  entitlementConfigurations: [],
  createdAt: '2026-01-05T08:00:00.000Z',
  createdBy: 'ga-admin',
  version: 2,
  position: '4711',
};
export const INTEGRATION_TOKEN = {
  tokenId: 'token-1',
  value: TOKEN_TEXT,
  issuedAt: '2026-01-05T08:00:00.000Z',
  expiresAt: '2026-01-12T08:00:00.000Z',
  replaced: false,
};
export const EXTENSION = {
  extensionId: EXTENSION_ID,
  tenantId: 'my300001',
  globalAccountId: 'ga-demo',
  systemId: SYSTEM_ID,
  systemName: 'Production',
  systemType: 's4hana-cloud',
  status: 'ENABLING',
  createdAt: '2026-01-05T08:00:00.000Z',
  statusChangedAt: '2026-01-05T08:00:00.000Z',
};
export const FORMATION_ID = '3b0d8f7a-4c1e-5f6a-8b2c-9d0e1f2a3b4c';
export const FORMATION = {
  id: FORMATION_ID,
  globalAccountId: 'ga-demo',
  name: 'Order to cash',
  type: null,
  systems: [{ id: SYSTEM_ID, name: 'Production' }],
  createdAt: '2026-01-05T08:00:00.000Z',
};
export const ENTITLEMENT_CONFIGURATION = {
  id: `${SYSTEM_ID}-e1`,
  globalAccountId: 'ga-demo',
  subaccount: 'dev',
  service: 's4-hana-cloud',
  plan: 'messaging',
  systemId: SYSTEM_ID,
  createdAt: '2026-01-05T08:00:00.000Z',
};
export const INCIDENT = {
  globalAccountId: 'ga-demo',
  systemId: SYSTEM_ID,
  systemName: 'Production',
  tenantId: 'my300001',
  attempt: 2,
  component: 'BC-NEO-EXT-S4C',
  correlationId: 'c-1',
  step: 'activate-extension',
  lastAnswer: { code: 'TENANT_REFUSED', message: 'No', httpStatus: 422 },
  openedAt: '2026-01-05T08:00:00.000Z',
};
export const DEREGISTRATION = {
  allowed: false,
  code: 'DEREGISTER_BLOCKED_STATUS',
  blockers: [{ kind: 'formation', id: 'f', name: 'F' }],
  attempt: 2,
  step: 'activate-extension',
  incident: {
    component: 'BC-NEO-EXT-S4C',
    correlationId: 'c-1',
    step: 'activate-extension',
    lastAnswer: { code: 'TENANT_REFUSED', message: 'No', httpStatus: 422 },
    openedAt: '2026-01-05T08:00:00.000Z',
  },
};
export const HISTORY_ITEM = {
  position: '4711',
  type: 'SystemAdded',
  occurredAt: '2026-01-05T08:00:00.000Z',
  actor: { subject: 'ga-admin', role: 'global-account-admin' },
  summary: 'ga-admin added the system "Production".',
  correlationId: 'c-1',
  data: { name: 'Production' },
};

const written = { position: '4711', version: 2, stream: 'system-6f1f0c8e-2f0b-5d53-9a50-0d3b6f2a9c11' };
export const PROJECTION_STATUS = {
  position: '5000',
  storage: 'libsql',
  schema: '0003_read_model_beside',
  eventsPerSecond: 1,
  caughtUp: true,
  events: 12,
  beside: { role: 'building', position: '4000', events: 8 },
};

export const RELAY_STATUS = { position: '4900', lagSeconds: 1.5, problem: null };

export const COMPARISON = {
  table: 'systems',
  rowsOfTable: 2,
  rows: 2,
  checksums: { live: 'aa', beside: 'bb' },
  differing: 1,
  differences: [{ key: ['x'], what: 'not the same' }],
  nextCursor: 'next',
};

/** A stream in quarantine. */
export const QUARANTINED: QuarantinedStream = {
  stream: 'system-5e1dcb0c-4f5b-5d0a-9f8e-6f5c39b7a1d2',
  position: '4000',
  since: '2026-01-05T10:00:00.000Z',
  revision: 2,
  eventId: '0d9c1a52-7e34-5c18-b6a9-84f2d35c60be',
  eventType: 'SystemPainted',
  reason: 'this release knows no event "SystemPainted" of such a stream',
  leftOut: 1,
};

/** Why the system is in its status. */
export const EXPLANATION: SystemExplanation = {
  systemId: SYSTEM_ID,
  status: 'PENDING',
  statusDetail: 'Waiting for the tenant administrator.',
  correlationId: 'c-1',
  causes: [
    {
      position: '4242',
      type: 'SystemAdded',
      occurredAt: '2026-01-05T10:00:00.000Z',
      actor: 'ga-admin',
      summary: 'System "ERP" was added.',
      because: 'request',
    },
  ],
  leftOut: 0,
};

const { tokenIssuance, registration, deregistration, assignment, projection, eventRelay, systemTypes } = RPC;

const WELL: readonly (readonly [Rpc, Script])[] = [
  [systemTypes.list, () => ({ types: [], scenarioGroups: [], notices: [] })],
  [tokenIssuance.registerSystem, () => ({ ...written, system: SYSTEM, integrationToken: INTEGRATION_TOKEN })],
  [tokenIssuance.displayToken, () => ({ ...written, integrationToken: INTEGRATION_TOKEN })],
  [tokenIssuance.previewDisplay, () => written],
  [tokenIssuance.issueToken, () => ({ ...written, integrationToken: { ...INTEGRATION_TOKEN, replaced: true } })],
  [tokenIssuance.cancelRegistration, () => written],
  [registration.redeemToken, () => ({ ...written, extension: EXTENSION })],
  [registration.deleteExtension, () => ({ ...written, outcome: 'deleted' })],
  [registration.reportStep, () => ({})],
  [registration.countParked, () => ({ parked: 2 })],
  [registration.replayParked, () => ({})],
  [deregistration.start, () => ({ ...written, deregistration: DEREGISTRATION })],
  [deregistration.resolveIncident, () => written],
  [deregistration.skipEvent, () => ({ position: '4242' })],
  [deregistration.countParked, () => ({ parked: 0 })],
  [deregistration.replayParked, () => ({})],
  [assignment.createFormation, () => ({ ...written, formation: { ...FORMATION, systems: [] } })],
  [assignment.deleteFormation, () => written],
  [assignment.includeSystem, () => written],
  [assignment.excludeSystem, () => written],
  [assignment.configureEntitlement, () => ({ ...written, entitlementConfiguration: ENTITLEMENT_CONFIGURATION })],
  [assignment.removeEntitlementConfiguration, () => written],
  [assignment.countParked, () => ({ parked: 0 })],
  [assignment.replayParked, () => ({})],
  [projection.getFormation, () => ({ formation: FORMATION, position: '5000' })],
  [projection.listFormations, () => ({ items: [FORMATION], nextCursor: 'next', position: '5000' })],
  [
    projection.listEntitlementConfigurations,
    () => ({
      items: [ENTITLEMENT_CONFIGURATION],
      nextCursor: null,
      position: '5000',
    }),
  ],
  [projection.getDeregistration, () => ({ deregistration: DEREGISTRATION, position: '5000' })],
  [projection.listIncidents, () => ({ items: [INCIDENT], nextCursor: 'next', position: '5000' })],
  [projection.getSystem, () => ({ system: SYSTEM, position: '5000' })],
  [projection.listSystems, () => ({ items: [SYSTEM], nextCursor: 'next', position: '5000' })],
  [projection.getSystemHistory, () => ({ items: [HISTORY_ITEM], nextCursor: null, position: '5000' })],
  [projection.listEvents, () => ({ items: [], completeTo: '5000', more: false, position: '5000' })],
  [projection.getExtension, () => ({ extension: EXTENSION, position: '5000' })],
  [projection.listExtensions, () => ({ items: [EXTENSION], nextCursor: null, position: '5000' })],
  [projection.getPosition, () => ({ position: '4242' })],
  [projection.getStatus, () => PROJECTION_STATUS],
  [projection.beginRebuild, () => PROJECTION_STATUS],
  [projection.discardRebuild, () => PROJECTION_STATUS],
  [projection.switchReadModel, () => PROJECTION_STATUS],
  [eventRelay.getStatus, () => RELAY_STATUS],
  [eventRelay.mend, () => ({})],
  [projection.listQuarantined, () => ({ items: [QUARANTINED], nextCursor: 'next', position: '5000' })],
  [projection.getQuarantined, () => ({ quarantined: QUARANTINED, position: '5000' })],
  [projection.retryQuarantined, () => ({ quarantined: null })],
  [projection.explainSystem, () => ({ explanation: EXPLANATION, position: '5000' })],
  [projection.compareReadModels, () => ({ ...COMPARISON, position: '5000' })],
];
