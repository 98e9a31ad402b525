import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { migrationFiles } from './migrations.js';

const BUILT = join(__dirname, '../../dist');
const MAKER = join(BUILT, 'database/make-empty-read-model.js');

/**
 * The folder of a PGlite whose tables are there and hold nothing yet. PGlite takes seconds to make one, and gives the
 * memory that this takes never back: so it is made once for each release, by a process of its own, and copied from then
 * on.
 * @returns undefined where it cannot be kept: then PGlite makes one itself
 */
export async function emptyReadModel(): Promise<string | undefined> {
  const folder = join(BUILT, `empty-read-model-${versionOfPglite()}-${digestOf(MAKER, ...migrationFiles())}`);
  if (existsSync(folder)) return folder;
  await promisify(execFile)(process.execPath, [MAKER, folder]).catch(
    // Whatever it was, it did not make the folder, which alone counts.
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
