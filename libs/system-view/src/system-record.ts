import { type Recorded, type Step, type SystemEvent, type SystemStatus } from '@system-landscape/domain';
import { isAssignment, References } from './references.js';
import * as statusDetails from './status-details.js';
import type { ExtensionView, IncidentView, RegistrationView, SystemView } from '@system-landscape/contracts';

/** The read model's record of one life of a name: what is shown, and what the sweeps query. */
export interface SystemRecord<Position = string> {
  readonly system: Omit<SystemView, 'position'> & { readonly position: Position };
  /** The tenant side's record; null before the first redemption and once it is deleted. */
  readonly extension: ExtensionView | null;
  /** The running saga and when it is due; null when none runs. */
  readonly waiting: Waiting | null;
  readonly incident: IncidentView | null;
  /** The tenant that a re-registration is bound to; absent for a first registration. */
  readonly boundToTenantId?: string;
}

export interface Waiting {
  readonly saga: 'registration' | 'deregistration';
  readonly attempt: number;
  readonly tenantId: string;
  readonly deadlineAt: string;
  /** The earlier of the step's `nextActionAt` and `deadlineAt`. */
  readonly dueAt: string;
}

/**
 * Place of an event: its commit position (null when only its stream was read) and the stream's version after it (stream
 * revision + 1).
 */
export interface EventPlace<Position = string> {
  readonly position: Position;
  readonly version: number;
}

/**
 * The fold from the events of one system to its record. Lists, details, replies of commands and historical queries all use
 * it, so that they always agree. It takes linear time, however many formations and entitlement configurations there are.
 */
export class SystemRecordFold<Position extends string | null = string> {
  private references: References | undefined;

  /** @param folded the record so far; undefined before `SystemAdded` */
  constructor(private folded?: SystemRecord<Position>) {}

  /** Adds one more event of the system. @throws Error when it cannot follow */
  add(event: Recorded<SystemEvent>, place: EventPlace<Position>): this {
    if (event.type === 'SystemAdded') {
      this.folded = added(event, place);
      this.references = undefined;
      return this;
    }
    if (!this.folded) throw new Error(`${event.type} of ${event.data.systemId} comes before SystemAdded`);
    if (isAssignment(event)) (this.references ??= new References(this.folded.system)).add(event);
    const next = apply(this.folded, event);
    this.folded = { ...next, system: { ...next.system, position: place.position, version: place.version } };
    return this;
  }

  /** Undefined before `SystemAdded`. */
  get record(): SystemRecord<Position> | undefined {
    const { folded, references } = this;
    if (!folded || !references) return folded;
    return { ...folded, system: { ...folded.system, ...references.lists() } };
  }

  get status(): SystemStatus | undefined {
    return this.folded?.system.status;
  }
}

/** The record after one more event of its system; undefined before `SystemAdded`. */
export function evolveSystemRecord<Position extends string | null>(
  record: SystemRecord<Position> | undefined,
  event: Recorded<SystemEvent>,
  place: EventPlace<Position>,
): SystemRecord<Position> {
  return new SystemRecordFold(record).add(event, place).record!;
}

function added<Position>(
  event: Extract<Recorded<SystemEvent>, { type: 'SystemAdded' }>,
  place: EventPlace<Position>,
): SystemRecord<Position> {
  const { systemId, globalAccountId, name, type, communicationScenarioGroup } = event.data;
  const at = event.metadata.occurredAt;
  return {
    system: {
      id: systemId,
      globalAccountId,
      name,
      type,
      communicationScenarioGroup,
      status: 'PENDING',
      statusChangedAt: at,
      formations: [],
      entitlementConfigurations: [],
      createdAt: at,
      createdBy: event.metadata.actor.subject,
      version: place.version,
      position: place.position,
    },
    extension: null,
    waiting: null,
    incident: null,
  };
}

function apply(record: SystemRecord<unknown>, event: Recorded<SystemEvent>): SystemRecord<unknown> {
  const at = event.metadata.occurredAt;
  const { system } = record;
  switch (event.type) {
    case 'SystemAdded':
      return record;
    case 'IntegrationTokenIssued': {
      const { tokenId, issuedAt, expiresAt, boundToTenantId } = event.data;
      const token = { tokenId, state: 'LIVE', issuedAt, expiresAt } as const;
      const issued = waitingForTenant(withSystem(withStatus(record, 'PENDING', at), { token }));
      return boundToTenantId === undefined ? issued : { ...issued, boundToTenantId };
    }
    case 'IntegrationTokenDisplayed':
      return record;
    case 'IntegrationTokenExpired':
      return waitingForTenant(withToken(record, event.data.tokenId, 'EXPIRED'));
    case 'IntegrationTokenRevoked':
      return withToken(record, event.data.tokenId, 'REVOKED');
    case 'RegistrationCancelled':
      return record.boundToTenantId === undefined
        ? withStatus(record, 'REMOVED', at, statusDetails.CANCELLED)
        : withStatus(record, 'DEREGISTERED', at, statusDetails.reregistrationCancelled(record.boundToTenantId));

    case 'IntegrationTokenRedeemed': {
      const { extensionId, tenantId, tokenId } = event.data;
      const used = withToken(record, tokenId, 'USED');
      return {
        ...used,
        extension: {
          extensionId,
          tenantId,
          globalAccountId: system.globalAccountId,
          systemId: system.id,
          systemName: system.name,
          systemType: system.type,
          status: 'ENABLING',
          createdAt: at,
          statusChangedAt: at,
        },
      };
    }
    case 'RegistrationStarted':
      return start(record, 'registration', event.data, at, 'ENABLING');
    case 'DeregistrationStarted':
      return withStatus(
        withExtensionStatus(start(record, 'deregistration', event.data, at, 'DISABLING'), 'DISABLING', at),
        'DEREGISTERING',
        at,
      );

    case 'RegistrationStepRequested':
    case 'DeregistrationStepRequested': {
      const { step, try: number, nextActionAt } = event.data;
      return wait(
        withStep(
          record,
          { step, try: number, delayedUntil: undefined },
          statusDetails.requested(event, system.registration?.lastError),
        ),
        nextActionAt,
      );
    }
    case 'RegistrationStepAccepted':
    case 'DeregistrationStepAccepted': {
      const { step, nextActionAt } = event.data;
      return wait(
        withStep(record, { step, delayedUntil: undefined, lastError: undefined }, statusDetails.accepted(event)),
        nextActionAt,
      );
    }
    case 'RegistrationStepDelayed':
    case 'DeregistrationStepDelayed': {
      const { step, try: number, reason, nextActionAt } = event.data;
      return wait(
        withStep(
          record,
          { step, try: number, delayedUntil: nextActionAt, lastError: reason },
          statusDetails.delayed(event, record.waiting?.deadlineAt ?? nextActionAt),
        ),
        nextActionAt,
      );
    }
    case 'RegistrationStepCompleted':
    case 'DeregistrationStepCompleted':
      return withStep(
        record,
        { step: event.data.step, try: undefined, delayedUntil: undefined, lastError: undefined },
        statusDetails.completed(event),
      );

    case 'SystemRegistered':
      return ended(
        withExtensionStatus(withStatus(record, 'REGISTERED', at, statusDetails.registered(event.data)), 'ENABLED', at),
        'ENABLED',
      );
    case 'RegistrationFailed': {
      const { step, reason } = event.data;
      const { account, tenant } = statusDetails.registrationFailed(event.data);
      const failed = withExtensionStatus(withStatus(record, 'ERROR', at, account), 'FAILED', at, tenant);
      return ended(failed, 'FAILED', { step, lastError: reason });
    }
    case 'RegistrationReversed':
      return record;
    case 'ExtensionDeleted':
      return extensionDeleted(record);

    case 'SystemIncludedInFormation':
    case 'SystemExcludedFromFormation':
    case 'EntitlementConfigured':
    case 'EntitlementConfigurationRemoved':
      // `References` has what they change.
      return record;

    case 'SystemDeregistered':
      return {
        ...ended(withStatus(record, 'DEREGISTERED', at, statusDetails.deregistered(event.data)), 'DELETED'),
        extension: null,
        incident: null,
      };
    case 'DeregistrationFailed': {
      const { step, reason, incident } = event.data;
      const { account, tenant } = statusDetails.deregistrationFailed(event.data);
      const failed = withExtensionStatus(withStatus(record, 'DEREGISTER_ERROR', at, account), 'DISABLING', at, tenant);
      return {
        ...ended(failed, 'DISABLING', { step, lastError: reason }),
        incident: { ...incident, openedAt: at },
      };
    }
    case 'IncidentResolved':
      return { ...record, incident: null };
    case 'EventSkipped':
      return record;
    default:
      throw new Error(`Unknown event ${JSON.stringify((event satisfies never as { type: unknown }).type)}`);
  }
}

function withSystem(record: SystemRecord<unknown>, change: Partial<SystemView>): SystemRecord<unknown> {
  return { ...record, system: defined({ ...record.system, ...change }) };
}

function withStatus(
  record: SystemRecord<unknown>,
  status: SystemStatus,
  at: string,
  statusDetail?: string,
): SystemRecord<unknown> {
  const statusChangedAt = record.system.status === status ? record.system.statusChangedAt : at;
  return withSystem(record, { status, statusChangedAt, statusDetail });
}

/** Updates the status detail of a Pending system, which waits for the tenant to redeem its token. */
function waitingForTenant(record: SystemRecord<unknown>): SystemRecord<unknown> {
  const { status, token } = record.system;
  if (status !== 'PENDING' || !token) return record;
  const failedExtension = record.extension?.status === 'FAILED';
  return withSystem(record, { statusDetail: statusDetails.waitingForTenant(token, failedExtension) });
}

/** M-22: unlocks the name; the status detail depends on whether there is a new token. */
function extensionDeleted(record: SystemRecord<unknown>): SystemRecord<unknown> {
  const { status, registration } = record.system;
  const deleted: SystemRecord<unknown> = {
    ...withSystem(record, { registration: registration && { ...registration, state: 'DELETED' } }),
    extension: null,
  };
  if (status !== 'ERROR' || !registration) return waitingForTenant(deleted);
  return withSystem(deleted, { statusDetail: statusDetails.failedExtensionDeleted(registration) });
}

function withToken(
  record: SystemRecord<unknown>,
  tokenId: string,
  state: 'USED' | 'EXPIRED' | 'REVOKED',
): SystemRecord<unknown> {
  const { token } = record.system;
  // A replaced token is no longer the one that is shown.
  return token?.tokenId === tokenId ? withSystem(record, { token: { ...token, state } }) : record;
}

function withExtensionStatus(
  record: SystemRecord<unknown>,
  status: ExtensionView['status'],
  at: string,
  statusDetail?: string,
): SystemRecord<unknown> {
  const { extension } = record;
  if (!extension) return record;
  const statusChangedAt = extension.status === status ? extension.statusChangedAt : at;
  return { ...record, extension: defined({ ...extension, status, statusChangedAt, statusDetail }) };
}

function start(
  record: SystemRecord<unknown>,
  saga: Waiting['saga'],
  started: { attempt: number; extensionId: string; tenantId: string; deadlineAt: string },
  at: string,
  state: RegistrationView['state'],
): SystemRecord<unknown> {
  const { attempt, extensionId, tenantId, deadlineAt } = started;
  const registration = { extensionId, tenantId, state, attempt, step: null, startedAt: at };
  return {
    ...withSystem(record, { registration }),
    extension: record.extension && { ...record.extension, attempt },
    waiting: { saga, attempt, tenantId, deadlineAt, dueAt: deadlineAt },
  };
}

function withStep(
  record: SystemRecord<unknown>,
  change: Partial<RegistrationView> & { readonly step: Step },
  detail: string,
): SystemRecord<unknown> {
  const { registration } = record.system;
  if (!registration) return record;
  const extension = record.extension && { ...record.extension, step: change.step, statusDetail: detail };
  return {
    ...withSystem(record, { registration: defined({ ...registration, ...change }), statusDetail: detail }),
    extension,
  };
}

function wait(record: SystemRecord<unknown>, nextActionAt: string): SystemRecord<unknown> {
  const { waiting } = record;
  if (!waiting) return record;
  const dueAt = Date.parse(nextActionAt) < Date.parse(waiting.deadlineAt) ? nextActionAt : waiting.deadlineAt;
  return { ...record, waiting: { ...waiting, dueAt } };
}

function ended(
  record: SystemRecord<unknown>,
  state: RegistrationView['state'],
  change: Partial<RegistrationView> = { lastError: undefined },
): SystemRecord<unknown> {
  const { registration } = record.system;
  const last = registration && { ...registration, try: undefined, delayedUntil: undefined, ...change, state };
  return { ...withSystem(record, { registration: last && defined(last) }), waiting: null };
}

/** Without the members that are undefined, so that a record equals itself after it was stored as JSON. */
function defined<T extends object>(value: T): T {
  // Usually there are none, and a copy costs more than all else that an event changes.
  if (!Object.values(value).includes(undefined)) return value;
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as T;
}
