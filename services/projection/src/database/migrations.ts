import type { MigrationConfig } from 'drizzle-orm/migrator';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of the SQL migrations, in the format of Drizzle's migrator. */
export const MIGRATIONS = join(__dirname, '../../migrations');

/** Schema of the tables that answer queries, and the search path of every session. */
export const LIVE = 'read_model';
/** Schema of the shadow tables, which contain a rebuild or the previous read model. */
export const SHADOW = 'read_model_beside';

/** The tables that a comparison covers, with their primary keys. */
export const TABLES = {
  systems: ['id'],
  history: ['stream', 'version'],
  formations: ['id'],
  formation_members: ['formation_id', 'system_id'],
  entitlement_configurations: ['id'],
} as const;

/**
 * All tables but `checkpoint`. `past_records` only saves time, and an older read model has fewer, so it is not compared; nor
 * is what is in quarantine, which two read models may have put there at different times.
 */
export const TABLE_NAMES: readonly string[] = [...Object.keys(TABLES), 'past_records', 'quarantine', 'left_out_events'];

/**
 * Runs the migrations in both schemas, and sets the session's search path to the live tables.
 * @param migrate Drizzle's migrator for this database
 */
export async function migrateSchemas(
  execute: (sql: string) => Promise<unknown>,
  migrate: (config: MigrationConfig) => Promise<void>,
): Promise<void> {
  for (const schema of [SHADOW, LIVE]) {
    await execute(`set search_path to ${schema}`);
    await migrate({ migrationsFolder: MIGRATIONS, migrationsSchema: schema });
  }
  await execute("update checkpoint set role = 'live' where role = 'empty'");
}

/** Name of the newest migration. */
export function schemaVersion(): string {
  return steps().at(-1)!;
}

/** Files of all migrations, in order. */
export function migrationFiles(): string[] {
  return steps().map((step) => join(MIGRATIONS, `${step}.sql`));
}

function steps(): string[] {
  const journal = JSON.parse(readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8')) as {
    entries: readonly { tag: string }[];
  };
  return journal.entries.map(({ tag }) => tag);
}
