// The program `ip` of iproute2, from this machine or unpacked into .tools.
import { chmodSync, existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { unpackDebianPackages } from '../../deploy/local/debian-packages.mjs';
import { isThere, TOOLS } from '../../deploy/local/preparation.mjs';

const FOLDER = join(TOOLS, 'ip');
const HOW_TO_GET = 'The program `ip` is needed to make network namespaces. Install the package `iproute2`.';

/** @returns {string} the program */
export function provideIp() {
  const installed = ['/usr/sbin/ip', '/sbin/ip', '/usr/bin/ip', '/bin/ip'].find((path) => existsSync(path));
  if (installed !== undefined) return installed;
  if (!isThere('ip', 'IP_PROGRAM')) {
    process.stdout.write('Fetching ip (Debian package iproute2, unpacked into .tools, nothing is installed) …\n');
    unpackDebianPackages(['iproute2'], { withDependencies: true, howToGet: HOW_TO_GET }, (folder) => {
      writeFileSync(join(folder, 'ip'), launcher(folder));
      chmodSync(join(folder, 'ip'), 0o755);
      // A rename is atomic: another start at the same time never sees a partial folder.
      if (!existsSync(FOLDER)) renameSync(folder, FOLDER);
    });
  }
  return process.env['IP_PROGRAM'] ?? join(FOLDER, 'ip');
}

/** @param {string} folder */
function launcher(folder) {
  const libraries = ['usr/lib', 'lib'].flatMap((parent) =>
    existsSync(join(folder, parent))
      ? readdirSync(join(folder, parent))
          .filter((name) => name.endsWith('-linux-gnu'))
          .map((name) => `$here/${parent}/${name}`)
      : [],
  );
  const program = ['usr/sbin/ip', 'sbin/ip', 'usr/bin/ip', 'bin/ip'].find((path) => existsSync(join(folder, path)));
  return `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="${libraries.join(':')}"
exec "$here/${program}" "$@"
`;
}
