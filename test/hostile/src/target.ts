import { signIn } from '@system-landscape/e2e';
import type { LocalPlatform } from '@system-landscape/local';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const GOOD_ACCOUNT = 'ga-good';
export const GOOD_TENANT = 'my300001';
export const HOSTILE_ACCOUNT = 'ga-hostile';
export const HOSTILE_TENANT = 'my300002';
/** Its system asks to be polled again at once, for ever. */
export const HASTY_TENANT = 'my300003';
/** Further accounts that are hostile at the same time, each with an administrator of its name. */
export const HOSTILE_ACCOUNTS = ['ga-hostile-1', 'ga-hostile-2', 'ga-hostile-3', 'ga-hostile-4'] as const;

const CLIENTS = [
  { clientId: 'good-admin', roles: ['global-account-admin'], globalAccount: GOOD_ACCOUNT },
  { clientId: 'good-tenant', roles: ['tenant-admin'], tenant: GOOD_TENANT },
  { clientId: 'hostile-admin', roles: ['global-account-admin'], globalAccount: HOSTILE_ACCOUNT },
  { clientId: 'hostile-viewer-1', roles: ['system-landscape-viewer'], globalAccount: HOSTILE_ACCOUNT },
  { clientId: 'hostile-viewer-2', roles: ['system-landscape-viewer'], globalAccount: HOSTILE_ACCOUNT },
  { clientId: 'hostile-tenant', roles: ['tenant-admin'], tenant: HOSTILE_TENANT },
  { clientId: 'hasty-tenant', roles: ['tenant-admin'], tenant: HASTY_TENANT },
  ...HOSTILE_ACCOUNTS.map((account) => ({
    clientId: account,
    roles: ['global-account-admin'],
    globalAccount: account,
  })),
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

/** Where a started platform is, and the access tokens of those who call it. It can be sent to another process. */
export interface Target {
  readonly gateway: string;
  readonly nats: string;
  readonly tokens: Readonly<Record<Client, string>>;
}

export async function targetOf({ urls }: LocalPlatform): Promise<Target> {
  const tokens: Partial<Record<Client, string>> = {};
  for (const { clientId } of CLIENTS) tokens[clientId] = await signIn(urls.identityProvider, clientId);
  const { gateway, nats } = urls;
  return { gateway, nats, tokens: tokens as Record<Client, string> };
}
