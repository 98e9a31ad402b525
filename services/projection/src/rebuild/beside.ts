import type { Queryable } from '../database/database.js';
import { BESIDE, TABLES } from '../database/migrations.js';
import type { Role } from './role.js';

/** What is beside the live read model; locked until the transaction ends. */
export async function roleOfBeside(transaction: Queryable): Promise<Role> {
  const [row] = await transaction.query<{ role: Role }>(`select role from ${BESIDE}.checkpoint for update`);
  return row!.role;
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
