import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { migrationFiles } from './migrations.js';

const BUILT = join(__dirname, '../../dist');
const MAKER = join(BUILT, 'database/make-empty-read-model.js');

/**
 * A PGlite folder with empty tables, to be copied. PGlite takes seconds to create one, and memory that the process never
 * frees, so it is created once for each release, in a separate process.
 * @returns undefined when the folder cannot be created; then PGlite creates one itself
 */
export async function emptyReadModel(): Promise<string | undefined> {
  const folder = join(BUILT, `empty-read-model-${versionOfPglite()}-${digestOf(MAKER, ...migrationFiles())}`);
  if (existsSync(folder)) return folder;
  await promisify(execFile)(process.execPath, [MAKER, folder]).catch(
    // After any failure the folder is missing, which is checked below.
    () => undefined,
  );
  return existsSync(folder) ? folder : undefined;
}

function versionOfPglite(): string {
  const description = join(dirname(require.resolve('@electric-sql/pglite')), '../package.json');
  const { version } = JSON.parse(readFileSync(description, 'utf8')) as { version: string };
  return version;
}

function digestOf(...files: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file));
  return hash.digest('hex').slice(0, 16);
}
