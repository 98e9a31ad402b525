import type { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { bringUpToDate } from './migrations.js';

/** Makes the tables in a PGlite, or brings them up to date. */
export async function makeTables(pglite: PGlite): Promise<void> {
  await bringUpToDate(
    (sql) => pglite.exec(sql),
    (config) => migrate(drizzle(pglite), config),
  );
}
