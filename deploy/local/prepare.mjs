// Makes a fresh checkout able to run: Node version, npm packages, nats-server, build.
// Runs before anything is installed, so it may import nothing but Node's own modules.
import { spawnSync } from 'node:child_process';
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
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '../..');
const TOOLS = join(ROOT, '.tools');
const NATS_FOLDER = join(TOOLS, 'nats-server');
const IS_WINDOWS = process.platform === 'win32';

/** A step that cannot be done; the message names cause and cure and is all the reader needs. */
class PreparationError extends Error {}

/**
 * Does what is missing and nothing else; quick when everything is there.
 * @param {{ natsServer?: boolean, report?: (line: string) => void }} [options] `natsServer: false` when a NATS is given
 * @throws {PreparationError}
 */
export function prepare({ natsServer = true, report = (line) => process.stdout.write(`${line}\n`) } = {}) {
  checkNode();
  installPackages(report);
  if (natsServer) provideNatsServer(report);
  build();
}

/** Like `prepare`, for start scripts: says what is wrong in one message and ends with exit code 1. @type {typeof prepare} */
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
  const npm = process.env['npm_execpath'];
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  const result = npm?.endsWith('.js')
    ? run(process.execPath, [npm, ...args])
    : run(IS_WINDOWS ? 'npm.cmd' : 'npm', args, { shell: IS_WINDOWS });
  if (!result.ok) {
    throw new PreparationError(`npm packages cannot be installed (\`npm ci\` failed):\n${result.output}`);
  }
}

/** npm notes what it installed in node_modules/.package-lock.json, as the last thing it does. */
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
  if (natsServerIsThere()) return;
  if (!existsSync('/usr/bin/apt-get') || !existsSync('/usr/bin/dpkg-deb')) {
    throw new PreparationError(howToGetNatsServer());
  }
  report('Fetching nats-server (Debian package, unpacked into .tools, nothing is installed) …');
  mkdirSync(TOOLS, { recursive: true });
  const work = mkdtempSync(join(TOOLS, 'fetch-'));
  try {
    const output = downloadWithApt(work);
    const archive = readdirSync(work).find((name) => name.endsWith('.deb'));
    if (archive === undefined) {
      throw new PreparationError(`nats-server cannot be fetched with apt-get:\n${output}\n${howToGetNatsServer()}`);
    }
    const unpacked = run('dpkg-deb', ['-x', join(work, archive), join(work, 'unpacked')]);
    if (!unpacked.ok) throw new PreparationError(`${archive} cannot be unpacked:\n${unpacked.output}`);
    mkdirSync(NATS_FOLDER, { recursive: true });
    // Rename is atomic: a second start at the same time never sees half a binary.
    copyFileSync(join(work, 'unpacked/usr/sbin/nats-server'), join(work, 'nats-server'));
    renameSync(join(work, 'nats-server'), join(NATS_FOLDER, 'nats-server'));
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function natsServerIsThere() {
  const name = IS_WINDOWS ? 'nats-server.exe' : 'nats-server';
  const given = process.env['NATS_SERVER'];
  if (given) {
    if (isExecutable(given)) return true;
    throw new PreparationError(`NATS_SERVER names ${given}, which is no executable file. Correct or unset it.`);
  }
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), NATS_FOLDER];
  return folders.some((folder) => folder !== '' && isExecutable(join(folder, name)));
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * A fresh container has no package lists, and reading them into the system's place needs root: so they are read
 * into a folder of our own when the system's do not know nats-server.
 * @param {string} work the archive arrives here
 * @returns {string} what apt-get said
 */
function downloadWithApt(work) {
  const unsandboxed = ['-o', 'APT::Sandbox::User=root', '-o', 'Acquire::Retries=3'];
  const direct = run('apt-get', [...unsandboxed, 'download', 'nats-server'], { cwd: work });
  if (direct.ok) return direct.output;
  const lists = join(work, 'lists');
  const cache = join(work, 'cache');
  mkdirSync(join(lists, 'partial'), { recursive: true });
  mkdirSync(join(cache, 'archives/partial'), { recursive: true });
  const own = [...unsandboxed, '-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${cache}`];
  // One broken source among several makes `update` fail although the others are read: the download decides.
  const update = run('apt-get', [...own, 'update'], { cwd: work });
  const download = run('apt-get', [...own, 'download', 'nats-server'], { cwd: work });
  return [update.output, download.output].join('\n').trim();
}

function howToGetNatsServer() {
  const first = 'nats-server (2.9 or later) is needed and not in PATH.';
  const last = 'Or name it in NATS_SERVER, or point NATS_URL to a running one with JetStream.';
  /** @type {Partial<Record<NodeJS.Platform, string>>} */
  const cures = {
    darwin: 'Get it with `brew install nats-server`.',
    win32:
      'Get it with `winget install NATSAuthors.NATSServer`, `scoop install nats-server` or `choco install nats-server`.',
  };
  return `${first} ${cures[process.platform] ?? 'Get it from https://github.com/nats-io/nats-server/releases and put it into PATH.'} ${last}`;
}

function build() {
  const tsc = join(ROOT, 'node_modules/typescript/bin/tsc');
  const result = run(process.execPath, [tsc, '-b']);
  if (!result.ok) throw new PreparationError(`The build failed (\`npx tsc -b\`):\n${result.output}`);
  buildCockpit();
}

/** What the bundle of the cockpit is made from. */
const COCKPIT_SOURCES = [
  ...['src', 'public', 'index.html', 'vite.config.mjs', 'package.json'].map((name) => `services/cockpit/${name}`),
  ...['libs/api-client/src', 'libs/domain/src', 'package-lock.json'],
];

/** Vite bundles everything whatever changed: so it is asked only when something did. */
function buildCockpit() {
  const folder = join(ROOT, 'services/cockpit');
  const stamp = join(folder, 'dist/app.sources');
  const sources = fingerprint(COCKPIT_SOURCES);
  const made = existsSync(join(folder, 'dist/app/index.html'));
  if (made && existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  // npm puts it beside the cockpit or into the root, as it likes.
  const vite = join(dirname(createRequire(join(folder, 'package.json')).resolve('vite/package.json')), 'bin/vite.js');
  const result = run(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: folder });
  if (!result.ok) {
    throw new PreparationError(`The cockpit cannot be built (\`npx vite build\` in ${folder}):\n${result.output}`);
  }
  writeFileSync(stamp, sources);
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

/**
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, shell?: boolean }} [options]
 */
function run(command, args, { cwd = ROOT, shell = false } = {}) {
  const result = spawnSync(command, args, {
    cwd,
    shell,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64e6,
  });
  const output = [result.stdout, result.stderr, result.error?.message].filter(Boolean).join('\n').trim();
  return { ok: result.status === 0, output };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) prepareOrExit();
