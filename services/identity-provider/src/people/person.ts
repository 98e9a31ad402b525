import type { Access } from '../access/access.js';

/** Somebody who signs in. */
export interface Person extends Access {
  /** The subject of all tokens. */
  readonly id: string;
  readonly name: string;
}

const ROLES: Readonly<Record<string, string>> = {
  'global-account-admin': 'Global account administrator',
  'system-landscape-admin': 'System landscape administrator',
  'system-landscape-viewer': 'System landscape viewer',
  'tenant-admin': 'Tenant administrator',
  operator: 'Operator of the platform',
};

/** What a person may do and where, for people. */
export function dutyOf({ roles, globalAccount, tenant }: Access): string {
  const names = roles.map((role) => ROLES[role] ?? role).join(', ');
  if (globalAccount !== undefined) return `${names}, global account ${globalAccount}`;
  return tenant === undefined ? names : `${names}, tenant ${tenant}`;
}
