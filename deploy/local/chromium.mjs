// Chromium for the tests and the screenshots of the cockpit.
import { chmodSync, existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackDebianPackages } from './debian-packages.mjs';
import { isThere, PreparationError, TOOLS } from './preparation.mjs';

const FOLDER = join(TOOLS, 'chromium');

const HOW_TO_GET =
  'Chromium is needed to test the cockpit and is not in PATH. Install the package `chromium`, ' +
  'or name a Chromium or Chrome in CHROMIUM.';

/**
 * On Debian it is unpacked into `.tools` with the libraries that are missing on this machine, and a font. It is the shell
 * without a window, in which pages take half of the CPU time.
 * @param {(line: string) => void} report
 */
export function provideChromium(report) {
  if (isThere('chromium', 'CHROMIUM')) return;
  report('Fetching Chromium (Debian packages, unpacked into .tools, nothing is installed) …');
  const options = { withDependencies: true, howToGet: HOW_TO_GET };
  unpackDebianPackages(['chromium-headless-shell', 'fontconfig', 'fonts-liberation'], options, (folder) => {
    writeFileSync(join(folder, 'fonts.conf'), FONTS);
    writeFileSync(join(folder, 'chromium'), launcher(libraryFoldersOf(folder)));
    chmodSync(join(folder, 'chromium'), 0o755);
    // A rename is atomic: another start at the same time never sees a partial folder.
    if (!existsSync(FOLDER)) renameSync(folder, FOLDER);
  });
}

/** Folders from which libraries are loaded. @param {string} folder */
function libraryFoldersOf(folder) {
  const parents = ['usr/lib', 'lib'].filter((parent) => existsSync(join(folder, parent)));
  return parents.flatMap((parent) =>
    readdirSync(join(folder, parent))
      .filter((name) => name.endsWith('-linux-gnu'))
      .flatMap((name) => [`${parent}/${name}`, `${parent}/${name}/nss`, `${parent}/${name}/pulseaudio`]),
  );
}

/** @param {string[]} libraries */
function launcher(libraries) {
  return `#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
export LD_LIBRARY_PATH="${libraries.map((library) => `$here/${library}`).join(':')}"
export FONTCONFIG_FILE="$here/fonts.conf"
exec "$here/usr/lib/chromium/chromium-headless-shell" "$@"
`;
}

const FONTS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
<dir prefix="relative">usr/share/fonts</dir>
<cachedir prefix="xdg">fontconfig</cachedir>
<alias><family>sans-serif</family><prefer><family>Liberation Sans</family></prefer></alias>
<alias><family>system-ui</family><prefer><family>Liberation Sans</family></prefer></alias>
<alias><family>monospace</family><prefer><family>Liberation Mono</family></prefer></alias>
</fontconfig>
`;

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    provideChromium((line) => process.stdout.write(`${line}\n`));
  } catch (error) {
    if (!(error instanceof PreparationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
