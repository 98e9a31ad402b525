import type { PGlite } from '@electric-sql/pglite';
import { drizzle } from 'drizzle-orm/pglite';
import { migrate } from 'drizzle-orm/pglite/migrator';
import { migrateSchemas } from './migrations.js';

/** Creates the tables in a PGlite, or migrates them. */
export async function makeTables(pglite: PGlite): Promise<void> {
  await migrateSchemas(
    (sql) => pglite.exec(sql),
    (config) => migrate(drizzle(pglite), config),
  );
}
