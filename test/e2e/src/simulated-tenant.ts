import type { LocalPlatform } from '@system-landscape/local';

/** Has a tenant of the simulator do something else from now on (http-api.md, "faults"). */
export async function setFault({ urls }: LocalPlatform, tenantId: string, fault: object): Promise<void> {
  const answer = await fetch(`${urls.tenantSimulator}/faults/${tenantId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  if (!answer.ok) throw new Error(`The tenant simulator refuses a fault: ${answer.status} ${await answer.text()}`);
}

/** What took effect in a tenant for a system, in order: `<action> <idempotency key>`. */
export async function effectsOf({ urls }: LocalPlatform, tenantId: string, systemId: string): Promise<string[]> {
  const answer = await fetch(`${urls.tenantSimulator}/effects/${tenantId}?systemId=${systemId}`);
  const { items } = (await answer.json()) as { items: { action: string; idempotencyKey: string }[] };
  return items.map(({ action, idempotencyKey }) => `${action} ${idempotencyKey}`);
}
