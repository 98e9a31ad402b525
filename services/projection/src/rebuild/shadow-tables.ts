import type { Queryable } from '../database/database.js';
import { BESIDE, LIVE, TABLES } from '../database/migrations.js';
import type { Role } from './role.js';

/** How the two sets of tables stand to each other. */
export interface Standing {
  /** Of the tables beside the live ones. */
  readonly role: Role;
  /** Up to where they are. */
  readonly position: string;
  /** What they are called once they answer. */
  readonly readModel: string;
  /** Up to where the live ones are. */
  readonly live: string;
}

const STANDING = `select beside.role, beside.position::text, beside.tableoid::text as "readModel", live.position::text as live
   from ${BESIDE}.checkpoint beside, ${LIVE}.checkpoint live`;

export async function standing(on: Queryable): Promise<Standing> {
  const [row] = await on.query<Standing>(STANDING);
  return row!;
}

/** Until the transaction ends neither of them takes anything in. */
export async function lockedStanding(transaction: Queryable): Promise<Standing> {
  const [row] = await transaction.query<Standing>(`${STANDING} for update`);
  return row!;
}

/** Throws away what is beside the live read model. */
export async function emptyBeside(transaction: Queryable, role: 'empty' | 'building'): Promise<void> {
  const tables = Object.keys(TABLES).map((table) => `${BESIDE}.${table}`);
  await transaction.query(`truncate ${tables.join(', ')}`);
  await transaction.query(
    `update ${BESIDE}.checkpoint set position = 0, events = 0, caught_up = false, role = $1::text`,
    [role],
  );
}
