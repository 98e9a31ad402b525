import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const BUILT = join(__dirname, '../../dist');

/**
 * The folder of a PGlite that holds nothing yet. PGlite takes seconds to make one, and gives the memory that this takes
 * never back: so it is made once for each release, by a process of its own, and copied from then on.
 * @returns undefined where it cannot be kept: then PGlite makes one itself
 */
export async function emptyCluster(): Promise<string | undefined> {
  const folder = join(BUILT, `empty-cluster-${versionOfPglite()}`);
  if (existsSync(folder)) return folder;
  await promisify(execFile)(process.execPath, [join(BUILT, 'database/make-empty-cluster.js'), folder]).catch(
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
