import { nameIdOf, registerSystem } from '@system-landscape/domain';
import { newSystem, type EventStore } from '@system-landscape/event-store';
import { randomUUID } from 'node:crypto';

/** Registers a system. @returns the ids of its first two events, `SystemAdded` and `IntegrationTokenIssued` */
export async function register(store: EventStore): Promise<{ readonly added: string; readonly issued: string }> {
  const name = `system ${randomUUID()}`;
  const globalAccountId = 'ga-demo';
  const nameId = nameIdOf(globalAccountId, name);
  const now = new Date('2026-01-05T08:00:00.000Z');
  const context = {
    operation: 'register-system',
    caller: 'ga-admin',
    key: 'k1',
    actor: { subject: 'ga-admin', roles: ['global-account-admin'] as const },
    correlationId: 'correlation-1',
    causationId: 'cause-1',
    now,
  };
  const command = { nameId, globalAccountId, name, systemType: 's4hana-cloud', kid: 'key-1', now };
  const { own } = await store.onSystem(
    nameId,
    context,
    (state) => registerSystem({ ...command, tokenId: randomUUID() }, state),
    newSystem,
  );
  return { added: own[0]!.id, issued: own[1]!.id };
}
