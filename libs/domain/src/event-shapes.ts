import { findSystemType } from './catalogue/system-types.js';
import type { FormationEvent } from './formation/formation.events.js';
import { FORMATION_STREAM_PREFIX, SCOPE_ID, SYSTEM_STREAM_PREFIX } from './identity/ids.js';
import { STEPS, type SystemEvent } from './system/system.events.js';

/*
 * What the members of stored events must be for the folds to read them. Members that are not named here are allowed: a
 * later release may have added them.
 */

type Check = (value: unknown) => boolean;
type Members = Readonly<Record<string, Check>>;
type KeysOf<Data> = Data extends unknown ? keyof Data : never;
/** By event type: the members of its data; the compiler asks for each of them. */
type Shapes<Event extends { type: string; data: object }> = {
  readonly [Type in Event['type']]: { readonly [Key in KeysOf<Extract<Event, { type: Type }>['data']>]: Check };
};

const text: Check = (value) => typeof value === 'string';
const flag: Check = (value) => typeof value === 'boolean';
const count: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const step: Check = (value) => STEPS.some((known) => known === value);
const scope: Check = (value) => typeof value === 'string' && SCOPE_ID.test(value);
const systemTypeId: Check = (value) => typeof value === 'string' && findSystemType(value) !== undefined;
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const listOf =
  (check: Check): Check =>
  (value) =>
    Array.isArray(value) && value.every(check);
const object =
  (members: Members): Check =>
  (value) =>
    isObject(value) && wrongMember(members, value) === undefined;

const UTC = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;
/** RFC 3339 in UTC. Deadlines that are computed from a time far from ours would have years of five digits. */
const time: Check = (value) => {
  const day = typeof value === 'string' ? UTC.exec(value)?.[1] : undefined;
  if (day === undefined || day < '1970' || day >= '3000') return false;
  const parsed = new Date(value as string);
  // JavaScript reads 30 February as 2 March; the read model's database refuses it.
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(day);
};

const reason = object({ code: text, message: text, httpStatus: optional(count), raw: optional(text) });
const incident = object({ component: text, correlationId: text, step: orNull(step), lastAnswer: reason });

const ofSystem = { systemId: text };
const ofAttempt = { ...ofSystem, attempt: count };
const ofTenant = { extensionId: text, tenantId: text };
const ofStep = { ...ofAttempt, step, try: count };
const stepRequested = { ...ofStep, nextActionAt: time };
const stepAccepted = { ...stepRequested, location: text, polls: count };
const stepDelayed = { ...stepRequested, reason };

const SYSTEM_SHAPES: Shapes<SystemEvent> = {
  SystemAdded: {
    ...ofSystem,
    globalAccountId: scope,
    name: text,
    type: systemTypeId,
    communicationScenarioGroup: orNull(text),
    life: count,
  },
  IntegrationTokenIssued: {
    ...ofSystem,
    tokenId: text,
    kid: text,
    issuedAt: time,
    expiresAt: time,
    reason: text,
    boundToTenantId: optional(text),
  },
  IntegrationTokenDisplayed: { ...ofSystem, tokenId: text },
  IntegrationTokenExpired: { ...ofSystem, tokenId: text },
  IntegrationTokenRevoked: { ...ofSystem, tokenId: text, reason: text },
  RegistrationCancelled: ofSystem,

  IntegrationTokenRedeemed: { ...ofSystem, ...ofTenant, tokenId: text },
  RegistrationStarted: { ...ofAttempt, ...ofTenant, deadlineAt: time },
  RegistrationStepRequested: stepRequested,
  RegistrationStepAccepted: stepAccepted,
  RegistrationStepCompleted: ofStep,
  RegistrationStepDelayed: stepDelayed,
  SystemRegistered: { ...ofAttempt, ...ofTenant },
  RegistrationFailed: { ...ofAttempt, ...ofTenant, step, reason, takeBack: listOf(step) },
  RegistrationReversed: {
    ...ofAttempt,
    steps: listOf(object({ step, takenBack: flag, reason: optional(reason) })),
  },
  ExtensionDeleted: { ...ofSystem, ...ofTenant },

  SystemIncludedInFormation: { ...ofSystem, formationId: text, formationName: text, formationLife: count },
  SystemExcludedFromFormation: { ...ofSystem, formationId: text, reason: text },
  EntitlementConfigured: {
    ...ofSystem,
    entitlementConfigurationId: text,
    subaccount: text,
    service: text,
    plan: text,
  },
  EntitlementConfigurationRemoved: { ...ofSystem, entitlementConfigurationId: text },

  DeregistrationStarted: { ...ofAttempt, ...ofTenant, deadlineAt: time, startedBy: text },
  DeregistrationStepRequested: stepRequested,
  DeregistrationStepAccepted: stepAccepted,
  DeregistrationStepCompleted: ofStep,
  DeregistrationStepDelayed: stepDelayed,
  SystemDeregistered: { ...ofAttempt, ...ofTenant, confirmedByOperator: flag },
  DeregistrationFailed: { ...ofAttempt, step, reason, incident },
  IncidentResolved: { ...ofSystem, action: text, note: text },
  EventSkipped: { ...ofSystem, eventId: text, revision: count, eventType: text, reason: text, note: text },
};

const FORMATION_SHAPES: Shapes<FormationEvent> = {
  FormationCreated: { formationId: text, globalAccountId: scope, name: text, type: orNull(text) },
  FormationDeletionStarted: { formationId: text },
  FormationDeleted: { formationId: text },
  EventSkipped: { formationId: text, eventId: text, revision: count, eventType: text, reason: text, note: text },
};

const METADATA: Members = {
  globalAccountId: scope,
  occurredAt: time,
  $correlationId: text,
  $causationId: text,
  actor: object({ subject: text, roles: listOf(text) }),
  idempotencyKey: text,
};

interface Described {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/**
 * Why an event of a stream cannot be read; undefined when it can.
 * @param event in the newest schema version that this release knows
 */
export function whyUnreadable(stream: string, { type, data, metadata }: Described): string | undefined {
  const shape = shapeOf(stream, type);
  if (!shape) return `this release knows no event ${JSON.stringify(type.slice(0, 100))} of such a stream`;
  const wrong = wrongMember(METADATA, metadata);
  if (wrong !== undefined) return `${wrong} of its metadata is missing or not valid`;
  const member = wrongMember(shape, data);
  if (member !== undefined) return `${member} of its data is missing or not valid`;
  if (!belongsTo(stream, data)) return 'it is about something else than its stream';
  return undefined;
}

function shapeOf(stream: string, type: string): Members | undefined {
  const shapes: Readonly<Record<string, Members>> = stream.startsWith(FORMATION_STREAM_PREFIX)
    ? FORMATION_SHAPES
    : SYSTEM_SHAPES;
  return Object.hasOwn(shapes, type) ? shapes[type] : undefined;
}

function belongsTo(stream: string, data: Readonly<Record<string, unknown>>): boolean {
  if (stream.startsWith(FORMATION_STREAM_PREFIX))
    return FORMATION_STREAM_PREFIX + String(data['formationId']) === stream;
  const systemId = String(data['systemId']);
  const life = systemId.lastIndexOf('-');
  return SYSTEM_STREAM_PREFIX + systemId.slice(0, life) === stream && /^[1-9]\d{0,8}$/.test(systemId.slice(life + 1));
}

function wrongMember(members: Members, value: Readonly<Record<string, unknown>>): string | undefined {
  for (const name in members) if (!members[name]!(value[name])) return name;
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
