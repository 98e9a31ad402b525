import { entriesIn, valueIn } from '../change-list.js';
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
  /** `life` of the formation when it was found active. */
  readonly formationLife: number;
}

/** Includes a Registered system in a formation; Customer Experience types also while Pending (N-06). */
export function includeInFormation(command: IncludeInFormation, state: SystemState): Decision<AssignmentEvent> {
  const system = currentSystem(state, command.systemId);
  if (!system) return noCurrentSystem(state, command.systemId, 'SYSTEM_NOT_REGISTERED');
  // A membership in an earlier formation of the same name is not excluded yet; the new membership replaces it.
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
  /** `life` of the deleted formation: memberships in a later formation of the name stay. Default: any. */
  readonly formationLife?: number;
}

/** Excludes the system from the formation; no event if it is not a member. */
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

/** Assigns a service plan for a Registered system to a subaccount, each plan once (N-12). */
export function configureEntitlement(command: ConfigureEntitlement, state: SystemState): Decision<AssignmentEvent> {
  const system = currentSystem(state, command.systemId);
  if (!system) return noCurrentSystem(state, command.systemId, 'SYSTEM_NOT_REGISTERED');
  if (system.status !== 'REGISTERED') return notRegistered(system, 'have an entitlement configuration');
  const { systemId, subaccount, service, plan } = command;
  const same = entriesIn(system.entitlements)
    .map(([, other]) => other)
    .find((other) => other.subaccount === subaccount && other.service === service && other.plan === plan);
  if (same) {
    return new Refusal(
      'ENTITLEMENT_EXISTS',
      `The system has ${entitlementName(same)} already, as entitlement configuration ${same.entitlementConfigurationId}.`,
    );
  }
  const entitlementConfigurationId = entitlementConfigurationIdOf(systemId, system.entitlementCount + 1);
  return [{ type: 'EntitlementConfigured', data: { systemId, entitlementConfigurationId, subaccount, service, plan } }];
}

export interface RemoveEntitlementConfiguration {
  readonly systemId: string;
  readonly entitlementConfigurationId: string;
}

/** Removes an entitlement configuration; its number is never used again. */
export function removeEntitlementConfiguration(
  command: RemoveEntitlementConfiguration,
  state: SystemState,
): Decision<AssignmentEvent> {
  const system = currentSystem(state, command.systemId);
  const { systemId, entitlementConfigurationId } = command;
  if (!system || !valueIn(system.entitlements, entitlementConfigurationId)) {
    return new Refusal('NOT_FOUND', 'There is no such entitlement configuration.');
  }
  return [{ type: 'EntitlementConfigurationRemoved', data: { systemId, entitlementConfigurationId } }];
}

/** All references to the system, entitlement configurations first (M-24). */
export function blockersOf(system: System): Blocker[] {
  return [
    ...entriesIn(system.entitlements).map(([, entitlement]) => ({
      kind: 'entitlement' as const,
      id: entitlement.entitlementConfigurationId,
      name: entitlementName(entitlement),
    })),
    ...entriesIn(system.formations).map(([id, { formationName: name }]) => ({
      kind: 'formation' as const,
      id,
      name,
    })),
  ];
}

/** Display name of an entitlement configuration. */
export function entitlementName({
  service,
  plan,
  subaccount,
}: Omit<EntitlementConfiguration, 'entitlementConfigurationId'>) {
  return `${service} (${plan}) in ${subaccount}`;
}

/** Most blockers that a refusal names: the reply must fit into a message. */
export const MOST_BLOCKERS = 100;

/** The refusal to end a system that is referenced (M-24). */
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
  return valueIn(formations, formationId);
}

function notRegistered(system: System, what: string): Refusal {
  return new Refusal('SYSTEM_NOT_REGISTERED', `The system is ${system.status}; only a Registered one can ${what}.`);
}
