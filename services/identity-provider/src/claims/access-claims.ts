/** What an access token says about its subject, a client or a user. */
export interface AccessClaims {
  readonly roles: readonly string[];
  /** The account that the roles are bound to (claim `global_account`). */
  readonly globalAccount?: string;
  /** The tenant that the roles are bound to (claim `tenant`). */
  readonly tenant?: string;
}

/** The custom claims of an access token; those of an unknown subject have no roles. */
export function tokenClaims({ roles, globalAccount, tenant }: AccessClaims = { roles: [] }): Record<string, unknown> {
  return {
    roles,
    ...(globalAccount !== undefined && { global_account: globalAccount }),
    ...(tenant !== undefined && { tenant }),
  };
}
