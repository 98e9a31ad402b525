import type { SystemEventType } from '@system-landscape/domain';
import { allowed, MANAGE_SUBSCRIPTIONS } from '@system-landscape/event-store';
import {
  eventTypeFilter,
  PersistentSubscriptionExistsError,
  type EventStoreDBClient,
  type PersistentSubscriptionToAllSettings,
} from '@eventstore/db-client';
import { isDeepStrictEqual } from 'node:util';

/** A persistent subscription to `$all`, and the event types that it was made for. */
export interface HintGroup {
  readonly name: string;
  readonly eventTypes: readonly SystemEventType[];
}

/**
 * The event types of the groups that have the name of their service. These lists never change: EventStoreDB cannot change
 * the filter of a group, and a release before must not acknowledge what it does not know. Any other event type has a group
 * of its own, so a service that begins to consume one more gets a new group, and the others stay as they are.
 */
const FIRST_GROUPS: Readonly<Record<string, readonly SystemEventType[]>> = {
  assignment: ['SystemIncludedInFormation'],
  deregistration: ['DeregistrationStepRequested'],
  registration: ['RegistrationStepRequested', 'RegistrationFailed'],
};

/** The groups that give a service hints of these event types. */
export function groupsOf(service: string, eventTypes: readonly SystemEventType[]): HintGroup[] {
  const ofFirst = FIRST_GROUPS[service] ?? [];
  const others = eventTypes.filter((type) => !ofFirst.includes(type));
  return [
    ...(others.length < eventTypes.length ? [{ name: service, eventTypes: ofFirst }] : []),
    ...others.map((type) => ({ name: `${service}-${type}`, eventTypes: [type] })),
  ];
}

/** Makes the group unless it exists. @returns whether it is new */
export async function createGroup(
  client: EventStoreDBClient,
  { name, eventTypes }: HintGroup,
  settings: PersistentSubscriptionToAllSettings,
): Promise<boolean> {
  try {
    const filter = eventTypeFilter({ prefixes: [...eventTypes] });
    await allowed(MANAGE_SUBSCRIPTIONS, client.createPersistentSubscriptionToAll(name, settings, { filter }));
    return true;
  } catch (error) {
    if (error instanceof PersistentSubscriptionExistsError) return false;
    throw error;
  }
}

/** Gives an existing group other settings, unless it has them: an update drops its consumers, which connect again. */
export async function changeSettings(
  client: EventStoreDBClient,
  { name }: HintGroup,
  settings: PersistentSubscriptionToAllSettings,
): Promise<void> {
  const { settings: current } = await allowed(MANAGE_SUBSCRIPTIONS, client.getPersistentSubscriptionToAllInfo(name));
  const wanted = { ...settings, startFrom: current.startFrom };
  if (isDeepStrictEqual(current, wanted)) return;
  await allowed(MANAGE_SUBSCRIPTIONS, client.updatePersistentSubscriptionToAll(name, wanted));
}
