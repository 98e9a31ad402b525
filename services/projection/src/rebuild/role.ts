/** What one of the two sets of tables is used for. */
export type Role =
  /** It answers queries. */
  | 'live'
  /** It has no rows. */
  | 'empty'
  /** It is being rebuilt from the log. */
  | 'building'
  /** It has caught up with the live tables and may replace them. */
  | 'ready'
  /** It answered queries before the last switch; a rollback makes it live again. */
  | 'previous';

/** A role as the column `checkpoint.role` and the replies on NATS spell it. */
export type StoredRole = Exclude<Role, 'previous'> | 'before';

export function toStoredRole(role: Role): StoredRole {
  return role === 'previous' ? 'before' : role;
}

export function fromStoredRole(stored: StoredRole): Role {
  return stored === 'before' ? 'previous' : stored;
}

/** Roles in which the shadow tables have the same events as the live ones: every batch is applied to both. */
export function isInStep(role: Role): boolean {
  return role === 'ready' || role === 'previous';
}
