/** The roles of the HTTP API that have pages in the cockpit. */
export type Role =
  'global-account-admin' | 'system-landscape-admin' | 'system-landscape-viewer' | 'tenant-admin' | 'operator';

/** The signed-in user, from the access token's claims. They decide what is shown; the API decides what is allowed. */
export interface User {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly globalAccountId?: string;
  readonly tenantId?: string;
}

const ROLES: ReadonlySet<string> = new Set<Role>([
  'global-account-admin',
  'system-landscape-admin',
  'system-landscape-viewer',
  'tenant-admin',
  'operator',
]);

/** Reads the user from an access token (a JWT). Its signature is not verified here; the API does that. */
export function userFromToken(accessToken: string, nameFromIdToken?: string): User {
  const claims = claimsOf(accessToken);
  const text = (claim: string) => (typeof claims[claim] === 'string' ? claims[claim] : undefined);
  const globalAccountId = text('global_account');
  const tenantId = text('tenant');
  const roles = Array.isArray(claims['roles']) ? claims['roles'] : [];
  return {
    name: nameFromIdToken ?? text('name') ?? text('sub') ?? '',
    roles: roles.filter((role): role is Role => typeof role === 'string' && ROLES.has(role)),
    ...(globalAccountId !== undefined && { globalAccountId }),
    ...(tenantId !== undefined && { tenantId }),
  };
}

function claimsOf(jwt: string): Record<string, unknown> {
  const payload = (jwt.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
  const bytes = Uint8Array.from(atob(payload), (character) => character.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as Record<string, unknown>;
}

const ACCOUNT_ADMINS: readonly Role[] = ['global-account-admin', 'system-landscape-admin'];

/** N-01: may register and deregister systems, display tokens and change formations. */
export function mayChangeSystems({ roles }: User): boolean {
  return roles.some((role) => ACCOUNT_ADMINS.includes(role));
}

/** N-01: only administrators of the global account may change entitlements. */
export function mayChangeEntitlements({ roles }: User): boolean {
  return roles.includes('global-account-admin');
}

/** Whether the API grants events: those of the user's account, to operators those of all accounts. */
export function maySeeEvents({ roles, globalAccountId }: User): boolean {
  return globalAccountId !== undefined || roles.includes('operator');
}
