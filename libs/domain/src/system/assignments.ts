import { systemType } from '../catalogue/system-types.js';
import { entitlementConfigurationIdOf } from '../identity/ids.js';
import { Refusal, type Blocker } from '../refusal.js';
import { noCurrentSystem, type Decision } from './decision.js';
import type { AssignmentEvent } from './system.events.js';
import { currentSystem, isFormerLife } from './system.queries.js';
import type { EntitlementConfiguration, Membership, System, SystemState } from './system.state.js';

export interface IncludeInFormation {
  readonly systemId: string;
  readonly formationId: string;
  readonly formationName: string;
  /** `life` of the formation as it was seen active. */
  readonly formationLife: number;
}

/** A Registered system joins a formation; Customer Experience types may while Pending (N-06). */
export function includeInFormation(command: IncludeInFormation, state: SystemState): Decision<AssignmentEvent> {
  const system = currentSystem(state, command.systemId);
  if (!system) return noCurrentSystem(state, command.systemId, 'SYSTEM_NOT_REGISTERED');
  // A membership of an earlier formation of the name is a leftover that is not excluded yet: this one takes its place.
  if (membershipOf(system, command.formationId)?.formationLife === command.formationLife) return [];
  const pendingAllowed = system.status === 'PENDING' && systemType(system.type).formationWhilePending;
  if (system.status !== 'REGISTERED' && !pendingAllowed) return notRegistered(system, 'join a formation');
  const { systemId, formationId, formationName, formationLife } = command;
  return [{ type: 'SystemIncludedInFormation', data: { systemId, formationId, formationName, formationLife } }];
}

export interface ExcludeFromFormation {
  readonly systemId: string;
  readonly formationId: string;
  readonly reason: 'REQUESTED' | 'FORMATION_DELETED';
  /** `life` of the formation that is deleted: who has joined a later one of the name stays. Default: whichever it is. */
  readonly formationLife?: number;
}

/** Takes the system out of the formation; one that is not in it: nothing. */
export function excludeFromFormation(command: ExcludeFromFormation, state: SystemState): Decision<AssignmentEvent> {
  const system = currentSystem(state, command.systemId);
  if (!system) return isFormerLife(state, command.systemId) ? [] : new Refusal('NOT_FOUND', 'There is no such system.');
  const membership = membershipOf(system, command.formationId);
  const { systemId, formationId, reason, formationLife = Infinity } = command;
  if (!membership || membership.formationLife > formationLife) return [];
  return [{ type: 'SystemExcludedFromFormation', data: { systemId, formationId, reason } }];
}

export interface ConfigureEntitlement {
  readonly systemId: string;
  readonly subaccount: string;
  readonly service: string;
  readonly plan: string;
}

/** Assigns a service plan for a Registered system to a subaccount (N-12). */
export function configureEntitlement(command: ConfigureEntitlement, state: SystemState): Decision<AssignmentEvent> {
  const system = currentSystem(state, command.systemId);
  if (!system) return noCurrentSystem(state, command.systemId, 'SYSTEM_NOT_REGISTERED');
  if (system.status !== 'REGISTERED') return notRegistered(system, 'have an entitlement configuration');
  const { systemId, subaccount, service, plan } = command;
  const entitlementConfigurationId = entitlementConfigurationIdOf(systemId, system.entitlementCount + 1);
  return [{ type: 'EntitlementConfigured', data: { systemId, entitlementConfigurationId, subaccount, service, plan } }];
}

export interface RemoveEntitlementConfiguration {
  readonly systemId: string;
  readonly entitlementConfigurationId: string;
}

export function removeEntitlementConfiguration(
  command: RemoveEntitlementConfiguration,
  state: SystemState,
): Decision<AssignmentEvent> {
  const system = currentSystem(state, command.systemId);
  const { systemId, entitlementConfigurationId } = command;
  if (!system || !Object.hasOwn(system.entitlements, entitlementConfigurationId)) {
    return new Refusal('NOT_FOUND', 'There is no such entitlement configuration.');
  }
  return [{ type: 'EntitlementConfigurationRemoved', data: { systemId, entitlementConfigurationId } }];
}

/** Everything that uses the system, entitlement configurations first (M-24). */
export function blockersOf(system: System): Blocker[] {
  return [
    ...Object.values(system.entitlements).map((entitlement) => ({
      kind: 'entitlement' as const,
      id: entitlement.entitlementConfigurationId,
      name: entitlementName(entitlement),
    })),
    ...Object.entries(system.formations).map(([id, { formationName: name }]) => ({
      kind: 'formation' as const,
      id,
      name,
    })),
  ];
}

/** How people recognise an entitlement configuration. */
export function entitlementName({
  service,
  plan,
  subaccount,
}: Omit<EntitlementConfiguration, 'entitlementConfigurationId'>) {
  return `${service} (${plan}) in ${subaccount}`;
}

/** How much of what uses a system is named at most: the answer must fit into a message. */
export const MOST_BLOCKERS = 100;

export function blockedByReferences(blockers: readonly Blocker[]): Refusal {
  const named = blockers.slice(0, MOST_BLOCKERS);
  const names = named.map(({ kind, name }) => `${kind === 'formation' ? 'formation' : 'entitlement'} "${name}"`);
  const others = blockers.length === named.length ? '' : ` and ${blockers.length - named.length} more`;
  return new Refusal(
    'DEREGISTER_BLOCKED_REFERENCES',
    `The system is still used by ${names.join(', ')}${others}. Remove it there first.`,
    { blockers: named },
  );
}

function membershipOf({ formations }: System, formationId: string): Membership | undefined {
  return Object.hasOwn(formations, formationId) ? formations[formationId] : undefined;
}

function notRegistered(system: System, what: string): Refusal {
  return new Refusal('SYSTEM_NOT_REGISTERED', `The system is ${system.status}; only a Registered one can ${what}.`);
}
