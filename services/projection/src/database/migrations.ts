import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The SQL of all tables, in steps, in the format of Drizzle's migrator. */
export const MIGRATIONS = join(__dirname, '../../migrations');

/** Name of the newest step. */
export function schemaVersion(): string {
  const journal = JSON.parse(readFileSync(join(MIGRATIONS, 'meta/_journal.json'), 'utf8')) as {
    entries: readonly { tag: string }[];
  };
  return journal.entries.at(-1)!.tag;
}
