import { DEFAULT_SCENARIO_GROUP } from '../catalogue/scenario-groups.js';
import { findSystemType, systemType, SYSTEM_TYPES } from '../catalogue/system-types.js';
import { systemIdOf } from '../identity/ids.js';
import { Refusal, type FieldError } from '../refusal.js';
import { blockersOf, blockedByReferences } from './assignments.js';
import { noCurrentSystem, type Decision } from './decision.js';
import type { IntegrationTokenIssued, TokenIssuanceEvent, TokenReason } from './system.events.js';
import { currentSystem, currentToken, isEnded, lastDisplayTo, nextLife } from './system.queries.js';
import type { System, SystemState, Token } from './system.state.js';

/** The token that a decision issues if it issues one. */
export interface TokenOffer {
  readonly tokenId: string;
  /** Id of the current signing key. */
  readonly kid: string;
  /** Overrides the catalogue's validity; in milliseconds. */
  readonly validityMs?: number;
  /** Number of live tokens of the account and type in the read model, and the limit. */
  readonly limit?: { readonly live: number; readonly max: number };
}

export interface RegisterSystem extends TokenOffer {
  readonly nameId: string;
  readonly globalAccountId: string;
  readonly name: string;
  readonly systemType: string;
  readonly communicationScenarioGroup?: string | null;
  readonly now: Date;
}

/** Printable ASCII, 1–128 characters, no blank at either end (M-09). */
export const SYSTEM_NAME = /^(?! )[\x20-\x7e]{1,128}(?<! )$/;

/** R1: adds the system and its first token together (M-09, M-10, M-20, M-21, N-02, X-02). */
export function registerSystem(command: RegisterSystem, state: SystemState): Decision<TokenIssuanceEvent> {
  const errors = validationErrors(command);
  if (errors.length > 0)
    return new Refusal('VALIDATION_FAILED', errors.map((error) => error.message).join(' '), { errors });

  if (state.status !== 'NONE') {
    if (state.extension) {
      return new Refusal(
        'NAME_LOCKED_BY_EXTENSION',
        'An extension of this name exists in a tenant. Deregister the system, or have the failed extension deleted in the tenant, then use the name again.',
      );
    }
    if (!isEnded(state.status)) {
      return new Refusal('NAME_IN_USE', 'The account already has a system of this name. Choose another name.');
    }
  }

  const type = systemType(command.systemType);
  const overLimit = refuseOverLimit(command);
  if (overLimit) return overLimit;

  const life = nextLife(state);
  const systemId = systemIdOf(command.nameId, life);
  return [
    {
      type: 'SystemAdded',
      data: {
        systemId,
        globalAccountId: command.globalAccountId,
        name: command.name,
        type: type.id,
        communicationScenarioGroup:
          type.scenarioGroups.length > 0 ? (command.communicationScenarioGroup ?? DEFAULT_SCENARIO_GROUP) : null,
        life,
      },
    },
    issue(systemId, type.id, command, command.now, 'SYSTEM_ADDED'),
  ];
}

function validationErrors(command: RegisterSystem): FieldError[] {
  const errors: FieldError[] = [];
  if (!SYSTEM_NAME.test(command.name)) {
    errors.push({
      field: 'name',
      code: 'NAME_INVALID',
      message: 'The name takes 1 to 128 printable ASCII characters, with no blank at either end.',
    });
  }
  const type = findSystemType(command.systemType);
  if (!type) {
    errors.push({
      field: 'type',
      code: 'TYPE_UNKNOWN',
      message: `The type must be one of ${SYSTEM_TYPES.map((known) => known.id).join(', ')}.`,
    });
  }
  const group = command.communicationScenarioGroup;
  if (type && group !== undefined && group !== null && !(type.scenarioGroups as readonly string[]).includes(group)) {
    errors.push({
      field: 'communicationScenarioGroup',
      code: 'SCENARIO_GROUP_INVALID',
      message:
        type.scenarioGroups.length > 0
          ? `The communication scenario group of ${type.label} must be one of ${type.scenarioGroups.join(', ')}.`
          : `${type.label} has no communication scenario groups; leave it out.`,
    });
  }
  return errors;
}

export interface DisplayToken extends TokenOffer {
  readonly systemId: string;
  /** Subject of the person who sees the token. */
  readonly displayedTo: string;
  readonly now: Date;
}

const HOUR_MS = 3_600_000;

/**
 * R2: displays the live token, of every type, or replaces an expired one (M-15, M-18, N-07). A display is recorded once
 * per person, token and hour of the clock; no event for a later one.
 */
export function displayToken(command: DisplayToken, state: SystemState): Decision<TokenIssuanceEvent> {
  const system = currentSystem(state, command.systemId);
  const unavailable = refuseTokenOf(system, state, command.systemId);
  if (unavailable) return unavailable;

  const token = currentToken(system!);
  if (!token || !isRedeemable(token, command.now)) return replaceToken(command, system!);
  const last = lastDisplayTo(system!, command.displayedTo);
  if (last && hourOf(command.now) <= hourOf(last)) return [];
  return [{ type: 'IntegrationTokenDisplayed', data: { systemId: command.systemId, tokenId: token.tokenId } }];
}

function hourOf(time: Date): number {
  return Math.floor(time.getTime() / HOUR_MS);
}

export interface IssueToken extends TokenOffer {
  readonly systemId: string;
  readonly now: Date;
}

/** Issues a new token for the same system: replaces the old one (Pending), recovers (R6), or re-registers. */
export function issueToken(command: IssueToken, state: SystemState): Decision<TokenIssuanceEvent> {
  const system = currentSystem(state, command.systemId);
  if (system?.status === 'ERROR') {
    // After a failed re-registration, the token stays bound to the same tenant.
    const boundTo = currentToken(system)?.boundToTenantId;
    return (
      refuseOverLimit(command) ?? [issue(system.systemId, system.type, command, command.now, 'AFTER_ERROR', boundTo)]
    );
  }
  if (system?.status === 'DEREGISTERED') {
    return (
      refuseOverLimit(command) ?? [
        issue(system.systemId, system.type, command, command.now, 'REREGISTRATION', system.tenantId),
      ]
    );
  }
  return refuseTokenOf(system, state, command.systemId) ?? replaceToken(command, system!);
}

function replaceToken(command: IssueToken, system: System): Decision<TokenIssuanceEvent> {
  const token = currentToken(system);
  const live = token && isRedeemable(token, command.now);
  const overLimit = live ? undefined : refuseOverLimit(command);
  if (overLimit) return overLimit;
  return [
    ...(token ? endToken(token, command.now, 'REPLACED') : []),
    issue(system.systemId, system.type, command, command.now, live ? 'REPLACED' : 'EXPIRED', token?.boundToTenantId),
  ];
}

function refuseTokenOf(system: System | undefined, state: SystemState, systemId: string): Refusal | undefined {
  if (!system) return noCurrentSystem(state, systemId, 'TOKEN_NOT_AVAILABLE');
  if (system.status !== 'PENDING') {
    return new Refusal(
      'TOKEN_NOT_AVAILABLE',
      `The system is ${system.status}; only a Pending one has an integration token.`,
    );
  }
  if (system.registration) {
    return new Refusal(
      'TOKEN_NOT_AVAILABLE',
      'The token was redeemed and the tenant is enabling the extension. Wait until the registration has ended.',
    );
  }
  return undefined;
}

function refuseOverLimit({ limit }: TokenOffer): Refusal | undefined {
  if (!limit || limit.live < limit.max) return undefined;
  return new Refusal(
    'TOKEN_LIMIT_REACHED',
    `The account has ${limit.live} live tokens of this type; ${limit.max} are allowed. Cancel registrations that are not needed.`,
  );
}

export interface ExpireToken {
  readonly systemId: string;
  readonly tokenId: string;
  readonly now: Date;
}

/** Records the expiry of the live token, for event subscribers; no event while it is valid or once it has ended (M-13). */
export function expireToken(command: ExpireToken, state: SystemState): Decision<TokenIssuanceEvent> {
  const system = currentSystem(state, command.systemId);
  const token = system && currentToken(system);
  if (!token || token.tokenId !== command.tokenId || token.state !== 'LIVE') return [];
  if (!hasExpired(token, command.now)) return [];
  return [{ type: 'IntegrationTokenExpired', data: { systemId: command.systemId, tokenId: token.tokenId } }];
}

export interface CancelRegistration {
  readonly systemId: string;
  readonly now: Date;
}

/**
 * R11: removes a Pending system whose token was not redeemed, or a system in Error without an extension. A
 * re-registration that is cancelled leaves the system Deregistered.
 */
export function cancelRegistration(command: CancelRegistration, state: SystemState): Decision<TokenIssuanceEvent> {
  const system = currentSystem(state, command.systemId);
  if (!system) return noCurrentSystem(state, command.systemId, 'CANCEL_BLOCKED_STATUS');
  if (system.status === 'REMOVED') return [];
  if (system.status === 'DEREGISTERED' && system.reregistrationCancelled) return [];

  if (system.status === 'ERROR' && system.extension) {
    return new Refusal(
      'CANCEL_BLOCKED_STATUS',
      'The failed extension must be deleted in the tenant first; then the registration can be cancelled.',
    );
  }
  if (system.status !== 'ERROR' && (system.status !== 'PENDING' || system.registration)) {
    return new Refusal(
      'CANCEL_BLOCKED_STATUS',
      system.status === 'PENDING'
        ? 'The tenant is enabling the extension. Wait until the registration has ended.'
        : `The system is ${system.status}; only a registration that is Pending or in Error can be cancelled.`,
    );
  }
  const blockers = blockersOf(system);
  if (blockers.length > 0) return blockedByReferences(blockers);

  const token = currentToken(system);
  return [
    ...(token ? endToken(token, command.now, 'CANCELLED') : []),
    { type: 'RegistrationCancelled', data: { systemId: system.systemId } },
  ];
}

/** `now < issuedAt + validity`, by the server's clock (M-13). */
export function hasExpired(token: Pick<Token, 'expiresAt'>, now: Date): boolean {
  return now.getTime() >= Date.parse(token.expiresAt);
}

function isRedeemable(token: Token, now: Date): boolean {
  return token.state === 'LIVE' && !hasExpired(token, now);
}

function endToken(token: Token, now: Date, reason: 'REPLACED' | 'CANCELLED'): TokenIssuanceEvent[] {
  if (token.state !== 'LIVE') return [];
  const { systemId, tokenId } = token;
  return hasExpired(token, now)
    ? [{ type: 'IntegrationTokenExpired', data: { systemId, tokenId } }]
    : [{ type: 'IntegrationTokenRevoked', data: { systemId, tokenId, reason } }];
}

function issue(
  systemId: string,
  type: string,
  offer: TokenOffer,
  now: Date,
  reason: TokenReason,
  boundToTenantId?: string,
): IntegrationTokenIssued {
  // A JWS has whole seconds; rounding down, so that no token is issued in the future.
  const issuedAt = Math.floor(now.getTime() / 1000) * 1000;
  const expiresAt = issuedAt + (offer.validityMs ?? systemType(type).tokenValidityMs);
  return {
    type: 'IntegrationTokenIssued',
    data: {
      systemId,
      tokenId: offer.tokenId,
      kid: offer.kid,
      issuedAt: new Date(issuedAt).toISOString(),
      expiresAt: new Date(Math.ceil(expiresAt / 1000) * 1000).toISOString(),
      reason,
      ...(boundToTenantId === undefined ? {} : { boundToTenantId }),
    },
  };
}
