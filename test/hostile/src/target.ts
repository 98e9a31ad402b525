import { signIn } from '@system-landscape/e2e';
import type { LocalPlatform } from '@system-landscape/local';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const GOOD_ACCOUNT = 'ga-good';
export const GOOD_TENANT = 'my300001';
export const HOSTILE_ACCOUNT = 'ga-hostile';
export const HOSTILE_TENANT = 'my300002';

const CLIENTS = [
  { clientId: 'good-admin', roles: ['global-account-admin'], globalAccount: GOOD_ACCOUNT },
  { clientId: 'good-tenant', roles: ['tenant-admin'], tenant: GOOD_TENANT },
  { clientId: 'hostile-admin', roles: ['global-account-admin'], globalAccount: HOSTILE_ACCOUNT },
  { clientId: 'hostile-viewer-1', roles: ['system-landscape-viewer'], globalAccount: HOSTILE_ACCOUNT },
  { clientId: 'hostile-viewer-2', roles: ['system-landscape-viewer'], globalAccount: HOSTILE_ACCOUNT },
  { clientId: 'hostile-tenant', roles: ['tenant-admin'], tenant: HOSTILE_TENANT },
  { clientId: 'system-landscape', roles: ['landscape-platform'] },
  { clientId: 'operator', roles: ['operator'] },
] as const;
export type Client = (typeof CLIENTS)[number]['clientId'];

/** Writes the file of the clients of the identity provider. @returns its path */
export function writeClients(folder: string): string {
  const file = join(folder, 'clients.json');
  writeFileSync(file, JSON.stringify(CLIENTS.map((client) => ({ ...client, clientSecret: 'demo' }))), { mode: 0o600 });
  return file;
}

/** A started platform, and the access tokens of those who call it. */
export interface Target {
  readonly platform: LocalPlatform;
  readonly gateway: string;
  readonly token: (client: Client) => string;
}

export async function targetOf(platform: LocalPlatform): Promise<Target> {
  const tokens = new Map<Client, string>();
  for (const { clientId } of CLIENTS) tokens.set(clientId, await signIn(platform.urls.identityProvider, clientId));
  return { platform, gateway: platform.urls.gateway, token: (client) => tokens.get(client) ?? '' };
}
