/** Roles of the HTTP API that the cockpit has pages for. */
export type Role =
  'global-account-admin' | 'system-landscape-admin' | 'system-landscape-viewer' | 'tenant-admin' | 'operator';

/** Who is signed in, as the access token says. It decides what is shown; the API decides what is allowed. */
export interface Person {
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

/** The person that an access token (a JWT) is about. The signature is the API's business. */
export function personOf(accessToken: string, nameFromIdToken?: string): Person {
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

/** N-01: registers, displays tokens, deregisters, changes formations. */
export function mayChangeSystems({ roles }: Person): boolean {
  return roles.some((role) => ACCOUNT_ADMINS.includes(role));
}

/** N-01: entitlements are for administrators of the account alone. */
export function mayChangeEntitlements({ roles }: Person): boolean {
  return roles.includes('global-account-admin');
}

/** Readers of an account follow its events, operators those of all accounts. */
export function maySeeEvents({ roles, globalAccountId }: Person): boolean {
  return globalAccountId !== undefined || roles.includes('operator');
}
