import { randomUUID } from 'node:crypto';

export const SYSTEMS = '/v1/global-accounts/ga-demo/systems';

/** A registration that was never asked before. */
export function registration() {
  return { method: 'POST' as const, path: SYSTEMS, body: { name: `System ${randomUUID()}`, type: 's4hana-cloud' } };
}

/** Registers one system. @returns its id */
export async function register(url: string, accessToken: string): Promise<string> {
  const { method, path, body } = registration();
  const response = await fetch(url + path, {
    method,
    headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`${url} refused a registration: ${response.status} ${await response.text()}`);
  const { system } = (await response.json()) as { system: { id: string } };
  return system.id;
}
