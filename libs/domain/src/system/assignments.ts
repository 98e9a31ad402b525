import { systemType } from '../catalogue/system-types.js';
import { entitlementConfigurationIdOf } from '../identity/ids.js';
import { Refusal, type Blocker } from '../refusal.js';
import type { Decision } from './decision.js';
import type { AssignmentEvent } from './system.events.js';
import { currentSystem, type EntitlementConfiguration, type System, type SystemState } from './system.state.js';

export interface IncludeInFormation {
  readonly systemId: string;
  readonly formationId: string;
  readonly formationName: string;
}

/** A Registered system joins a formation; Customer Experience types may while Pending (N-06). */
export function includeInFormation(command: IncludeInFormation, state: SystemState): Decision<AssignmentEvent> {
  const system = currentSystem(state, command.systemId);
  if (!system) return noSuchSystem();
  if (command.formationId in system.formations) return [];
  const pendingAllowed = system.status === 'PENDING' && systemType(system.type).formationWhilePending;
  if (system.status !== 'REGISTERED' && !pendingAllowed) return notRegistered(system, 'join a formation');
  return [{ type: 'SystemIncludedInFormation', data: { ...command } }];
}

export interface ExcludeFromFormation {
  readonly systemId: string;
  readonly formationId: string;
  readonly reason: 'REQUESTED' | 'FORMATION_DELETED';
}

/** Takes the system out of the formation; one that is not in it: nothing. */
export function excludeFromFormation(command: ExcludeFromFormation, state: SystemState): Decision<AssignmentEvent> {
  const system = currentSystem(state, command.systemId);
  if (!system) return noSuchSystem();
  if (!(command.formationId in system.formations)) return [];
  return [{ type: 'SystemExcludedFromFormation', data: { ...command } }];
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
  if (!system) return noSuchSystem();
  if (system.status !== 'REGISTERED') return notRegistered(system, 'have an entitlement configuration');
  const entitlementConfigurationId = entitlementConfigurationIdOf(system.systemId, system.entitlementCount + 1);
  return [{ type: 'EntitlementConfigured', data: { ...command, entitlementConfigurationId } }];
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
  if (!system || !(command.entitlementConfigurationId in system.entitlements)) {
    return new Refusal('NOT_FOUND', 'There is no such entitlement configuration.');
  }
  return [{ type: 'EntitlementConfigurationRemoved', data: { ...command } }];
}

/** Everything that uses the system, entitlement configurations first (M-24). */
export function blockersOf(system: System): Blocker[] {
  return [
    ...Object.values(system.entitlements).map((entitlement) => ({
      kind: 'entitlement' as const,
      id: entitlement.entitlementConfigurationId,
      name: entitlementName(entitlement),
    })),
    ...Object.entries(system.formations).map(([id, name]) => ({ kind: 'formation' as const, id, name })),
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

export function blockedByReferences(blockers: readonly Blocker[]): Refusal {
  const names = blockers.map(({ kind, name }) => `${kind === 'formation' ? 'formation' : 'entitlement'} "${name}"`);
  return new Refusal(
    'DEREGISTER_BLOCKED_REFERENCES',
    `The system is still used by ${names.join(', ')}. Remove it there first.`,
    {
      blockers,
    },
  );
}

function noSuchSystem(): Refusal {
  return new Refusal('NOT_FOUND', 'There is no such system.');
}

function notRegistered(system: System, what: string): Refusal {
  return new Refusal('SYSTEM_NOT_REGISTERED', `The system is ${system.status}; only a Registered one can ${what}.`);
}
