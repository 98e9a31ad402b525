import { newSystem, type EventStore } from '@system-landscape/event-store';
import { commandContext, registering, systemName } from '@system-landscape/event-store/testing';

/** Registers a system. @returns the ids of its first two events, `SystemAdded` and `IntegrationTokenIssued` */
export async function register(store: EventStore): Promise<{ readonly added: string; readonly issued: string }> {
  const name = systemName();
  const { own } = await store.onSystem(name.nameId, commandContext('k1'), registering(name), newSystem);
  return { added: own[0]!.id, issued: own[1]!.id };
}
