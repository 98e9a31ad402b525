import {
  PersistentSubscriptionDoesNotExistError,
  type EventStoreDBClient,
  type PersistentSubscriptionToAllInfo,
} from '@eventstore/db-client';
import { deniedOr } from './store-access.js';

/**
 * The persistent subscriptions that a service consumes, as the store has them: the one with its name, and one per event type
 * that it began to consume later. Those of other releases are among them.
 * @throws what the client throws when the store does not answer
 */
export async function subscriptionsOf(
  client: EventStoreDBClient,
  service: string,
): Promise<PersistentSubscriptionToAllInfo[]> {
  try {
    const all = await client.listPersistentSubscriptionsToAll();
    return all.filter(({ groupName }) => groupName === service || groupName.startsWith(`${service}-`));
  } catch (error) {
    // A store without any says so by this error.
    if (error instanceof PersistentSubscriptionDoesNotExistError) return [];
    throw deniedOr(error, 'list persistent subscriptions');
  }
}
