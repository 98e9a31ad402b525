import type { MigrationConfig } from 'drizzle-orm/migrator';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The SQL of all tables, in steps, in the format of Drizzle's migrator. */
export const MIGRATIONS = join(__dirname, '../../migrations');

/** Schema of the tables that answer queries. Every statement that names no schema means them. */
export const LIVE = 'read_model';
/** Schema of the tables beside them: a read model that is made anew, or the way back to the one of before. */
export const BESIDE = 'read_model_beside';

/** All tables but `checkpoint`, with the columns that tell their rows apart. */
export const TABLES = {
  systems: ['id'],
  history: ['stream', 'version'],
  formations: ['id'],
  formation_members: ['formation_id', 'system_id'],
  entitlement_configurations: ['id'],
} as const;

/**
 * Makes the tables of both schemas, or brings them up to date; from then on the session means the live ones.
 * @param migrate the migrator of Drizzle for this database
 */
export async function bringUpToDate(
  execute: (sql: string) => Promise<unknown>,
  migrate: (config: MigrationConfig) => Promise<void>,
): Promise<void> {
  for (const schema of [BESIDE, LIVE]) {
    await execute(`set search_path to ${schema}`);
    await migrate({ migrationsFolder: MIGRATIONS, migrationsSchema: schema });
  }
  await execute("update checkpoint set role = 'live' where role = 'empty'");
}

/** Name of the newest step. */
export function schemaVersion(): string {
  return steps().at(-1)!;
}

/** The files of all steps, in order. */
export function migrationFiles(): string[] {
  return steps().map((step) => join(MIGRATIONS, `${step}.sql`));
}

function steps(): string[] {
  const journal = JSON.parse(readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8')) as {
    entries: readonly { tag: string }[];
  };
  return journal.entries.map(({ tag }) => tag);
}
