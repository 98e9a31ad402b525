import { extensionIdOf, parseSystemId } from '../identity/ids.js';
import { emptyLedger, remember, type CommandLedger } from '../ledger.js';
import type { EventMetadata, Recorded } from '../recorded-event.js';
import type { Incident, Reason, Step, SystemEvent } from './system.events.js';

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

/** A token that was issued for the name; `before` leads to the ones before it. */
export interface IssuedToken {
  readonly token: Token;
  readonly before: IssuedToken | null;
}

export type ExtensionStatus = 'ENABLING' | 'ENABLED' | 'FAILED' | 'DISABLING';

/** The tenant-side record of the pairing. There is at most one per name. */
export interface Extension {
  readonly extensionId: string;
  readonly tenantId: string;
  readonly status: ExtensionStatus;
}

/** Where the current step of a saga stands. */
export interface StepProgress {
  readonly step: Step;
  readonly try: number;
  readonly state: 'REQUESTED' | 'ACCEPTED' | 'DELAYED';
  readonly nextActionAt: string;
  /** Where to ask, once the tenant has accepted the step. */
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
  /** Of the command that began it: what people ask for when it goes wrong. */
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

/** That a system is in a formation. */
export interface Membership {
  readonly formationName: string;
  /** `life` of the formation that it joined. */
  readonly formationLife: number;
}

/** What holds for a name in every status, one life after another. */
export interface Ledger extends CommandLedger {
  /** Every token ever issued for the name, the newest first: a list for the same reason as `commands`. */
  readonly tokens: IssuedToken | null;
  /** Number of the last attempt: rises over the whole stream and both sagas, and is the fencing number. */
  readonly attempts: number;
  /** Attempts whose failure was followed by the reverse. */
  readonly reversed: readonly number[];
}

/** One life of a name: what the account knows as a system. */
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
  readonly extension: Extension | null;
  /** Extensions and entitlement configurations made in this life: their numbers are never used again. */
  readonly extensionCount: number;
  readonly entitlementCount: number;
  /** By formation id. */
  readonly formations: Readonly<Record<string, Membership>>;
  readonly entitlements: Readonly<Record<string, EntitlementConfiguration>>;
}

/** The failure of a registration and what of it is still to be taken back. */
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
  | { readonly status: 'DEREGISTERED'; readonly tenantId: string };

/** A name that was registered at least once. */
export type System = Ledger &
  SystemLife &
  Status & {
    /** The last failed registration whose reverse is not recorded yet. */
    readonly pendingReverse: Failure | null;
  };

export type SystemState = (Ledger & { readonly status: 'NONE' }) | System;
export type SystemStatus = System['status'];

export const initialSystemState: SystemState = {
  ...emptyLedger,
  status: 'NONE',
  tokens: null,
  attempts: 0,
  reversed: [],
};

/** The state after one more event. A stream that breaks the storage format (a gap, a foreign event) throws. */
export function evolveSystem(state: SystemState, event: Recorded<SystemEvent>): SystemState {
  return apply(remember(state, event.metadata), event);
}

function apply(state: SystemState, event: Recorded<SystemEvent>): SystemState {
  switch (event.type) {
    case 'SystemAdded': {
      const { version, lastOccurredAt, commands, tokens, attempts, reversed } = state;
      return {
        version,
        lastOccurredAt,
        commands,
        tokens,
        attempts,
        reversed,
        pendingReverse: state.status === 'NONE' ? null : state.pendingReverse,
        ...event.data,
        status: 'PENDING',
        registration: null,
        createdAt: event.metadata.occurredAt,
        createdBy: event.metadata.actor.subject,
        tokenId: null,
        extension: null,
        extensionCount: 0,
        entitlementCount: 0,
        formations: {},
        entitlements: {},
      };
    }
    case 'IntegrationTokenIssued': {
      const { systemId, tokenId, kid, issuedAt, expiresAt, boundToTenantId } = event.data;
      const token: Token = { tokenId, systemId, kid, issuedAt, expiresAt, boundToTenantId, state: 'LIVE' };
      return {
        ...lifeOf(state, event),
        tokens: { token, before: state.tokens },
        tokenId,
        status: 'PENDING',
        registration: null,
      };
    }
    case 'IntegrationTokenDisplayed':
      return state;
    case 'IntegrationTokenExpired':
      return withToken(state, event.data.tokenId, 'EXPIRED');
    case 'IntegrationTokenRevoked':
      return withToken(state, event.data.tokenId, 'REVOKED');
    case 'RegistrationCancelled':
      return { ...lifeOf(state, event), status: 'REMOVED' };

    case 'IntegrationTokenRedeemed': {
      const { tokenId, extensionId, tenantId } = event.data;
      const life = lifeOf(withToken(state, tokenId, 'USED'), event);
      return {
        ...life,
        extension: { extensionId, tenantId, status: 'ENABLING' },
        extensionCount: life.extensionCount + 1,
      };
    }
    case 'RegistrationStarted':
      return {
        ...lifeOf(state, event),
        attempts: event.data.attempt,
        status: 'PENDING',
        registration: startAttempt(event.data, event.metadata),
      };
    case 'RegistrationStepRequested':
    case 'RegistrationStepAccepted':
    case 'RegistrationStepDelayed':
    case 'RegistrationStepCompleted': {
      const system = lifeOf(state, event);
      if (system.status !== 'PENDING' || !system.registration) throw outOfPlace(state, event);
      return { ...system, registration: advance(system.registration, event) };
    }
    case 'SystemRegistered':
      return {
        ...withExtension(lifeOf(state, event), 'ENABLED'),
        status: 'REGISTERED',
        tenantId: event.data.tenantId,
      };
    case 'RegistrationFailed':
      return {
        ...withExtension(lifeOf(state, event), 'FAILED'),
        status: 'ERROR',
        pendingReverse: event.data.takeBack.length > 0 ? event.data : null,
      };
    case 'RegistrationReversed': {
      const system = systemOf(state, event);
      const done = system.pendingReverse?.attempt === event.data.attempt;
      return {
        ...system,
        reversed: [...system.reversed, event.data.attempt],
        pendingReverse: done ? null : system.pendingReverse,
      };
    }
    case 'ExtensionDeleted':
      return { ...lifeOf(state, event), extension: null };

    case 'SystemIncludedInFormation': {
      const life = lifeOf(state, event);
      const { formationId, formationName, formationLife } = event.data;
      return { ...life, formations: { ...life.formations, [formationId]: { formationName, formationLife } } };
    }
    case 'SystemExcludedFromFormation': {
      const life = lifeOf(state, event);
      return { ...life, formations: without(life.formations, event.data.formationId) };
    }
    case 'EntitlementConfigured': {
      const life = lifeOf(state, event);
      const { entitlementConfigurationId, subaccount, service, plan } = event.data;
      return {
        ...life,
        entitlementCount: life.entitlementCount + 1,
        entitlements: {
          ...life.entitlements,
          [entitlementConfigurationId]: { entitlementConfigurationId, subaccount, service, plan },
        },
      };
    }
    case 'EntitlementConfigurationRemoved': {
      const life = lifeOf(state, event);
      return { ...life, entitlements: without(life.entitlements, event.data.entitlementConfigurationId) };
    }

    case 'DeregistrationStarted':
      return {
        ...withExtension(lifeOf(state, event), 'DISABLING'),
        attempts: event.data.attempt,
        status: 'DEREGISTERING',
        deregistration: startAttempt(event.data, event.metadata),
      };
    case 'DeregistrationStepRequested':
    case 'DeregistrationStepAccepted':
    case 'DeregistrationStepDelayed':
    case 'DeregistrationStepCompleted': {
      const system = lifeOf(state, event);
      if (system.status !== 'DEREGISTERING') throw outOfPlace(state, event);
      return { ...system, deregistration: advance(system.deregistration, event) };
    }
    case 'SystemDeregistered':
      return { ...lifeOf(state, event), extension: null, status: 'DEREGISTERED', tenantId: event.data.tenantId };
    case 'DeregistrationFailed': {
      const system = lifeOf(state, event);
      if (system.status !== 'DEREGISTERING') throw outOfPlace(state, event);
      const { deregistration, ...rest } = system;
      return {
        ...rest,
        status: 'DEREGISTER_ERROR',
        failedAttempt: deregistration,
        incident: event.data.incident,
      };
    }
    case 'IncidentResolved':
      return state;
    default:
      throw unknownEvent(event);
  }
}

function startAttempt(
  started: { attempt: number; extensionId: string; tenantId: string; deadlineAt: string },
  { occurredAt, $correlationId }: EventMetadata,
): Attempt {
  const { attempt, extensionId, tenantId, deadlineAt } = started;
  return {
    attempt,
    extensionId,
    tenantId,
    startedAt: occurredAt,
    correlationId: $correlationId,
    deadlineAt,
    completed: [],
  };
}

type StepEvent = Extract<SystemEvent, { type: `${string}Step${string}` }>;

function advance(attempt: Attempt, event: StepEvent): Attempt {
  const { step, try: number } = event.data;
  const previous = attempt.progress?.step === step ? attempt.progress : undefined;
  switch (event.type) {
    case 'RegistrationStepRequested':
    case 'DeregistrationStepRequested':
      return {
        ...attempt,
        progress: {
          step,
          try: number,
          state: 'REQUESTED',
          nextActionAt: event.data.nextActionAt,
          polls: 0,
          lastError: previous?.lastError,
        },
      };
    case 'RegistrationStepAccepted':
    case 'DeregistrationStepAccepted':
      return {
        ...attempt,
        progress: {
          step,
          try: number,
          state: 'ACCEPTED',
          nextActionAt: event.data.nextActionAt,
          location: event.data.location,
          polls: event.data.polls,
        },
      };
    case 'RegistrationStepDelayed':
    case 'DeregistrationStepDelayed':
      return {
        ...attempt,
        progress: {
          step,
          try: number,
          state: 'DELAYED',
          nextActionAt: event.data.nextActionAt,
          location: previous?.location,
          // A poll that failed is a poll: the distance to the next one grows.
          polls: previous?.location === undefined ? 0 : previous.polls + 1,
          lastError: event.data.reason,
        },
      };
    case 'RegistrationStepCompleted':
    case 'DeregistrationStepCompleted':
      return { ...attempt, completed: [...attempt.completed, step], progress: undefined };
    default:
      throw unknownEvent(event);
  }
}

function withToken(state: SystemState, tokenId: string, tokenState: TokenState): SystemState {
  // What ends is the live token, which is the newest: as a rule there are no newer ones to put back.
  const newer: Token[] = [];
  let issued = state.tokens;
  while (issued !== null && issued.token.tokenId !== tokenId) {
    newer.push(issued.token);
    issued = issued.before;
  }
  if (!issued) throw new Error(`The stream speaks of token ${tokenId} before it was issued`);
  const ended: IssuedToken = { token: { ...issued.token, state: tokenState }, before: issued.before };
  return { ...state, tokens: newer.reduceRight((before, token) => ({ token, before }), ended) };
}

function withExtension(system: System, status: ExtensionStatus): System {
  if (!system.extension) throw new Error(`System ${system.systemId} has no extension that could be ${status}`);
  return { ...system, extension: { ...system.extension, status } };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([candidate]) => candidate !== key));
}

function systemOf(state: SystemState, event: SystemEvent): System {
  if (state.status === 'NONE') throw outOfPlace(state, event);
  return state;
}

/** The current life, which is the one that the event must be about. */
function lifeOf(state: SystemState, event: SystemEvent): System {
  const system = systemOf(state, event);
  if (system.systemId !== event.data.systemId) throw outOfPlace(state, event);
  return system;
}

function outOfPlace(state: SystemState, event: SystemEvent): Error {
  return new Error(`${event.type} of ${event.data.systemId} cannot follow status ${state.status} at ${state.version}`);
}

function unknownEvent(event: never): Error {
  return new Error(`Unknown event ${JSON.stringify((event as { type: unknown }).type)}`);
}

// --- questions that decisions and services ask of a state

/** The current life when it is this system; an older life or another name is none. */
export function currentSystem(state: SystemState, systemId: string): System | undefined {
  return state.status !== 'NONE' && state.systemId === systemId ? state : undefined;
}

/** True for a system of this name whose place a later life has taken: it ended, and nothing can be done with it. */
export function isFormerLife(state: SystemState, systemId: string): boolean {
  if (state.status === 'NONE') return false;
  const asked = parseSystemId(systemId);
  return asked !== undefined && asked.nameId === parseSystemId(state.systemId)!.nameId && asked.life < state.life;
}

/** True once the system left the list (R8, R11, R12). */
export function isEnded(status: SystemState['status']): boolean {
  return status === 'REMOVED' || status === 'DEREGISTERED';
}

/** The token of this id, of whichever life; undefined when none was issued for the name. */
export function findToken({ tokens }: SystemState, tokenId: string): Token | undefined {
  for (let issued = tokens; issued !== null; issued = issued.before) {
    if (issued.token.tokenId === tokenId) return issued.token;
  }
  return undefined;
}

/** The token that may be redeemed or displayed now, expired or not; none once it is used or revoked. */
export function currentToken(system: System): Token | undefined {
  return system.tokenId === null ? undefined : findToken(system, system.tokenId);
}

/** The saga that runs, if any. */
export function runningAttempt(state: SystemState): Attempt | undefined {
  if (state.status === 'PENDING') return state.registration ?? undefined;
  if (state.status === 'DEREGISTERING') return state.deregistration;
  return undefined;
}

export function nextExtensionId(system: System): string {
  return extensionIdOf(system.systemId, system.extensionCount + 1);
}

/** Number of the life that a new registration of the name begins. */
export function nextLife(state: SystemState): number {
  return state.status === 'NONE' ? 1 : parseSystemId(state.systemId)!.life + 1;
}
