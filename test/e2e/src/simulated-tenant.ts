import type { LocalPlatform } from '@system-landscape/local';

/** Sets the behaviour of a simulated tenant. */
export async function setFault({ urls }: LocalPlatform, tenantId: string, fault: object): Promise<void> {
  const answer = await fetch(`${urls.tenantSimulator}/faults/${tenantId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
  });
  if (!answer.ok) throw new Error(`The tenant simulator refuses the fault: ${answer.status} ${await answer.text()}`);
}

/** The effects in a tenant for a system, in order: `<action> <idempotency key>`. */
export async function effectsOf({ urls }: LocalPlatform, tenantId: string, systemId: string): Promise<string[]> {
  const answer = await fetch(`${urls.tenantSimulator}/effects/${tenantId}?systemId=${systemId}`);
  const { items } = (await answer.json()) as { items: { action: string; idempotencyKey: string }[] };
  return items.map(({ action, idempotencyKey }) => `${action} ${idempotencyKey}`);
}
