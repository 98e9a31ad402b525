import type { OpenTransaction, Queryable } from '../database/database.js';
import { LIVE, SHADOW } from '../database/migrations.js';
import { fromStoredRole, toStoredRole, type Role, type StoredRole } from './role.js';

/** The shadow tables, compared with the live ones. */
export interface ShadowState {
  readonly role: Role;
  /** Position of the shadow tables. */
  readonly position: string;
  /** Id that commits name them by once they are live. */
  readonly readModel: string;
  /** Position of the live tables. */
  readonly livePosition: string;
}

type Row = Omit<ShadowState, 'role'> & { readonly role: StoredRole };

const SELECT_STATE = `select shadow.role, cast(shadow.position as text) as position, cast(shadow.tableoid as text) as "readModel",
         cast(live.position as text) as "livePosition"
    from ${SHADOW}.checkpoint shadow, ${LIVE}.checkpoint live`;

export async function loadShadowState(database: Queryable): Promise<ShadowState> {
  return stateOf(await database.query<Row>(SELECT_STATE));
}

/** Locks both checkpoints, so that no other transaction projects events before this one ends. */
export async function lockShadowState(transaction: Queryable): Promise<ShadowState> {
  return stateOf(await transaction.query<Row>(`${SELECT_STATE} for update`));
}

/** Removes all rows of the shadow tables. */
export async function resetShadow(transaction: OpenTransaction, role: 'empty' | 'building'): Promise<void> {
  await transaction.emptyShadow();
  await transaction.query(`update ${SHADOW}.checkpoint set position = 0, events = 0, caught_up = false, role = $1`, [
    toStoredRole(role),
  ]);
}

function stateOf([row]: readonly Row[]): ShadowState {
  return { ...row!, role: fromStoredRole(row!.role) };
}
