// npm run test:observability: promtool checks the rules of deploy/observability and runs their tests. It is fetched when it is
// missing (Debian's package prometheus), which takes too long for `npm test`.
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, renameSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackDebianPackages } from '../deploy/local/debian-packages.mjs';
import { isThere, PreparationError, TOOLS } from '../deploy/local/preparation.mjs';

const RULES = join(dirname(fileURLToPath(import.meta.url)), '../deploy/observability/prometheus');
const FETCHED = join(TOOLS, 'promtool', 'promtool');

/** @returns {string} the program */
function providePromtool() {
  if (existsSync(FETCHED)) return FETCHED;
  if (isThere('promtool', 'PROMTOOL')) return process.env['PROMTOOL'] || 'promtool';
  process.stdout.write('Fetching promtool (Debian package, unpacked into .tools, nothing is installed) …\n');
  const howToGet = 'Install Prometheus, or name its promtool in PROMTOOL.';
  unpackDebianPackages(['prometheus'], { withDependencies: false, howToGet }, (folder) => {
    mkdirSync(dirname(FETCHED), { recursive: true });
    copyFileSync(join(folder, 'usr/bin/promtool'), `${FETCHED}.new`);
    // A rename is atomic: another run at the same time never sees a partial file.
    renameSync(`${FETCHED}.new`, FETCHED);
  });
  return FETCHED;
}

/** @param {string[]} args */
function promtool(...args) {
  return spawnSync(program, args, { cwd: RULES, stdio: 'inherit' }).status === 0;
}

/** @type {string} */
let program;
try {
  program = providePromtool();
} catch (error) {
  if (!(error instanceof PreparationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
const ok =
  promtool('check', 'rules', 'recording.rules.yml', 'alerts.rules.yml') && promtool('test', 'rules', 'alerts.test.yml');
process.exitCode = ok ? 0 : 1;
