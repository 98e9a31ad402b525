/** What an access token says of its holder, a client or a person. */
export interface Access {
  readonly roles: readonly string[];
  /** The account that the roles are bound to (claim `global_account`). */
  readonly globalAccount?: string;
  /** The tenant that the roles are bound to (claim `tenant`). */
  readonly tenant?: string;
}

/** The claims of an access token; whoever is unknown has no roles. */
export function claimsOf({ roles, globalAccount, tenant }: Access = { roles: [] }): Record<string, unknown> {
  return {
    roles,
    ...(globalAccount !== undefined && { global_account: globalAccount }),
    ...(tenant !== undefined && { tenant }),
  };
}
