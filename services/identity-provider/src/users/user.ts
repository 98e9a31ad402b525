import type { AccessClaims } from '../claims/access-claims.js';

/** A user who signs in to the cockpit, and the claims of their access tokens. */
export interface User extends AccessClaims {
  /** The `sub` of all tokens. */
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

/** The roles and the account or tenant they apply to, as text for the sign-in page. */
export function roleDescription({ roles, globalAccount, tenant }: AccessClaims): string {
  const names = roles.map((role) => ROLES[role] ?? role).join(', ');
  if (globalAccount !== undefined) return `${names}, global account ${globalAccount}`;
  return tenant === undefined ? names : `${names}, tenant ${tenant}`;
}
