// PgBouncer for the tests of the read model behind a pooler. They need a PostgreSQL of this machine, and are skipped without.
import { chmodSync, existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackDebianPackages } from './debian-packages.mjs';
import { isThere, PreparationError, TOOLS } from './preparation.mjs';

const FOLDER = join(TOOLS, 'pgbouncer');

/** It finds the libraries that were missing on this machine next to itself. */
const LAUNCHER = `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
for folder in "$here"/usr/lib/*-linux-gnu "$here"/lib/*-linux-gnu; do
  LD_LIBRARY_PATH="$folder:$LD_LIBRARY_PATH"
done
export LD_LIBRARY_PATH
exec "$here/usr/sbin/pgbouncer" "$@"
`;

function provide() {
  if (!existsSync('/usr/lib/postgresql') || isThere('pgbouncer', 'PGBOUNCER')) return;
  process.stdout.write('Fetching PgBouncer (Debian package, unpacked into .tools, nothing is installed) …\n');
  const howToGet = 'Install the package `pgbouncer`, or name the program in PGBOUNCER.';
  unpackDebianPackages(['pgbouncer'], { withDependencies: true, howToGet }, (folder) => {
    writeFileSync(join(folder, 'pgbouncer'), LAUNCHER);
    chmodSync(join(folder, 'pgbouncer'), 0o755);
    // A rename is atomic: another start at the same time never sees a partial folder.
    if (!existsSync(FOLDER)) renameSync(folder, FOLDER);
  });
}

try {
  provide();
} catch (error) {
  if (!(error instanceof PreparationError)) throw error;
  process.stderr.write(`PgBouncer is missing, and its tests are skipped. ${error.message}\n`);
}
