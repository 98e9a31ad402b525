// Prepares a checkout: checks the Node version, installs npm packages and nats-server, builds.
// Runs before anything is installed, so it imports only Node's own modules.
import { createHash } from 'node:crypto';
import {
  accessSync,
  constants,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { provideChromium } from './chromium.mjs';
import { unpackDebianPackages } from './debian-packages.mjs';
import { isThere, npm, PreparationError, ROOT, run, TOOLS } from './preparation.mjs';

const NATS_FOLDER = join(TOOLS, 'nats-server');

/**
 * Does only what is missing; quick when everything is up to date.
 * @param {{ natsServer?: boolean, chromium?: boolean, projects?: readonly string[], report?: (line: string) => void }} [options]
 *   `natsServer: false` when an external NATS is used; `chromium: true` for tests of the cockpit; `projects` to compile,
 *   with those that they need, instead of all
 * @throws {PreparationError}
 */
export function prepare({
  natsServer = true,
  chromium = false,
  projects = [],
  report = (line) => process.stdout.write(`${line}\n`),
} = {}) {
  checkNode();
  try {
    installPackages(report);
    if (natsServer) provideNatsServer(report);
    if (chromium) provideChromium(report);
    build(projects);
  } catch (error) {
    if (isWritable(ROOT)) throw error;
    throw notPrepared(error, chromium);
  }
}

/**
 * For a user who may not write to the checkout, and so cannot make what is missing.
 * @param {unknown} error of the step that failed
 * @param {boolean} chromium
 */
function notPrepared(error, chromium) {
  const [reason, detail = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
  return new PreparationError(
    `Something is missing in ${ROOT}, and this user may not write there. Let its owner run ` +
      `\`node deploy/local/prepare.mjs${chromium ? ' --chromium' : ''}\` there, then try again.\n${reason}\n${detail}`.trimEnd(),
  );
}

/** Like `prepare`, for start scripts: prints an error as one message and ends with exit code 1. @type {typeof prepare} */
export function prepareOrExit(options) {
  try {
    prepare(options);
  } catch (error) {
    if (!(error instanceof PreparationError)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 20)) {
    throw new PreparationError(
      `Node ${process.versions.node} is too old: this project needs 20.20 or later. Get it from https://nodejs.org/.`,
    );
  }
}

/** @param {(line: string) => void} report */
function installPackages(report) {
  if (packagesAreInstalled()) return;
  report('Installing npm packages …');
  const { command, args, shell } = npm(['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error']);
  const result = run(command, args, { shell });
  if (!result.ok) {
    throw new PreparationError(`npm packages cannot be installed (\`npm ci\` failed):\n${result.output}`);
  }
}

/** npm writes node_modules/.package-lock.json as the last step of an installation. */
function packagesAreInstalled() {
  const wanted = packagesIn('package-lock.json');
  const installed = packagesIn('node_modules/.package-lock.json');
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.startsWith('node_modules/')) return true;
    const there = installed[path];
    if (there === undefined) return entry.optional === true;
    return there.version === entry.version && there.resolved === entry.resolved;
  });
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, resolved?: string, optional?: boolean }>}
 */
function packagesIn(file) {
  const path = join(ROOT, file);
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).packages : {};
}

/** @param {(line: string) => void} report */
function provideNatsServer(report) {
  if (isThere('nats-server', 'NATS_SERVER')) return;
  report('Fetching nats-server (Debian package, unpacked into .tools, nothing is installed) …');
  const options = { withDependencies: false, howToGet: howToGetNatsServer() };
  unpackDebianPackages(['nats-server'], options, (folder) => {
    mkdirSync(NATS_FOLDER, { recursive: true });
    // A rename is atomic: another start at the same time never sees a partial file.
    copyFileSync(join(folder, 'usr/sbin/nats-server'), join(folder, 'nats-server'));
    renameSync(join(folder, 'nats-server'), join(NATS_FOLDER, 'nats-server'));
  });
}

function howToGetNatsServer() {
  const first = 'nats-server (2.9 or later) is needed and not in PATH.';
  const last = 'Or name it in NATS_SERVER, or point NATS_URL to a running one with JetStream.';
  /** @type {Partial<Record<NodeJS.Platform, string>>} */
  const remedies = {
    darwin: 'Get it with `brew install nats-server`.',
    win32:
      'Get it with `winget install NATSAuthors.NATSServer`, `scoop install nats-server` or `choco install nats-server`.',
  };
  return `${first} ${remedies[process.platform] ?? 'Get it from https://github.com/nats-io/nats-server/releases and put it into PATH.'} ${last}`;
}

/** @param {readonly string[]} projects */
function build(projects) {
  const tsc = join(ROOT, 'node_modules/@typescript/native/bin/tsc');
  const result = run(process.execPath, [tsc, '-b', ...projects]);
  if (!result.ok) throw new PreparationError(`The build failed (\`npx tsc -b\`):\n${result.output}`);
  buildCockpit();
  const bundled = run(process.execPath, [join(ROOT, 'deploy/local/dist/bundle-main.js')]);
  // Bundles only make starts faster: a checkout that this user may not write runs from its built files.
  if (!bundled.ok && isWritable(join(ROOT, 'deploy/local/dist')))
    throw new PreparationError(`The services cannot be bundled:\n${bundled.output}`);
}

/** @param {string} folder */
function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Sources of the cockpit's bundle. */
const COCKPIT_SOURCES = [
  ...['src', 'public', 'index.html', 'vite.config.mjs', 'package.json'].map((name) => `services/cockpit/${name}`),
  ...['libs/api-client/src', 'libs/domain/src', 'package-lock.json'],
];

/** Vite always builds everything, so it runs only when a source has changed. */
function buildCockpit() {
  const folder = join(ROOT, 'services/cockpit');
  const stamp = join(folder, 'dist/app.sources');
  const sources = fingerprint(COCKPIT_SOURCES);
  const made = existsSync(join(folder, 'dist/app/index.html'));
  if (made && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  // npm installs it in the cockpit's folder or in the root.
  const vite = join(dirname(createRequire(join(folder, 'package.json')).resolve('vite/package.json')), 'bin/vite.js');
  const result = withReadablePath((root) => {
    const cockpit = join(root, 'services/cockpit');
    const keep = ['--preserve-symlinks', '--preserve-symlinks-main', join(root, relative(ROOT, vite))];
    const config = ['--config', join(cockpit, 'vite.config.mjs'), '--configLoader', 'native'];
    return run(process.execPath, [...keep, 'build', cockpit, ...config, '--logLevel', 'error'], { cwd: cockpit });
  });
  if (!result.ok) {
    throw new PreparationError(`The cockpit cannot be built (\`npx vite build\` in ${folder}):\n${result.output}`);
  }
  writeFileSync(stamp, sources);
}

/**
 * Vite takes `#`, `?` and `%` in the path of a file for parts of a URL.
 * @template T
 * @param {(root: string) => T} build called with a path of the checkout without them
 */
function withReadablePath(build) {
  if (!/[#?%]/.test(ROOT)) return build(ROOT);
  const folder = mkdtempSync(join(tmpdir(), 'landscape-build-'));
  try {
    const link = join(folder, 'checkout');
    symlinkSync(ROOT, link);
    return build(link);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {string[]} paths files and folders, from the root */
function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of filesIn(path)) hash.update(`${file}\n`).update(readFileSync(join(ROOT, file)));
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesIn(path) {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap((name) => filesIn(`${path}/${name}`));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  prepareOrExit({ chromium: process.argv.includes('--chromium') });
}
