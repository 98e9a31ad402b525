import { signIn } from '@system-landscape/e2e';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** An account, and the access token of its administrator. */
export interface Account {
  readonly id: string;
  readonly accessToken: string;
}

/** The tenant of all registrations. */
export const TENANT = 'my300001';
/** The tenant's administrator, the platform when it calls tenants, and an operator, at the identity provider. */
export const TENANT_ADMIN = 'tenant-admin';
export const PLATFORM = 'system-landscape';
export const OPERATOR = 'operator';
const CLIENT_SECRET = 'demo';
/** Number of accounts with an access token; more accounts may have systems. */
const SIGNED_IN = 100;

/** `ga-0001`, … */
export function accountId(number: number): string {
  return `ga-${String(number).padStart(4, '0')}`;
}

/** Writes the file of the clients of the identity provider: one per account, that of the demo users' account, and those of a
 * registration. */
export function writeClients(folder: string): string {
  const administrators = Array.from({ length: SIGNED_IN }, (_, index) => ({
    clientId: accountId(index + 1),
    clientSecret: CLIENT_SECRET,
    roles: ['global-account-admin'],
    globalAccount: accountId(index + 1),
  }));
  const clients = [
    ...administrators,
    { clientId: 'ga-admin', clientSecret: CLIENT_SECRET, roles: ['global-account-admin'], globalAccount: 'ga-demo' },
    { clientId: TENANT_ADMIN, clientSecret: CLIENT_SECRET, roles: ['tenant-admin'], tenant: TENANT },
    { clientId: PLATFORM, clientSecret: CLIENT_SECRET, roles: ['landscape-platform'] },
    { clientId: OPERATOR, clientSecret: CLIENT_SECRET, roles: ['operator'] },
  ];
  const file = join(folder, 'clients.json');
  writeFileSync(file, JSON.stringify(clients), { mode: 0o600 });
  return file;
}

/** Signs in as the administrator of each account. */
export async function signInToAccounts(identityProvider: string): Promise<readonly Account[]> {
  const accounts: Account[] = [];
  for (let number = 1; number <= SIGNED_IN; number += 1) {
    const id = accountId(number);
    accounts.push({ id, accessToken: await signIn(identityProvider, id) });
  }
  return accounts;
}

/** Returns the values in a cycle. */
export function roundRobin<Value>(values: readonly Value[]): () => Value {
  let next = 0;
  return () => {
    const value = values[next % values.length];
    if (value === undefined) throw new Error('There are no values to cycle through');
    next += 1;
    return value;
  };
}
