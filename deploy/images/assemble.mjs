// Builds the checkout, and lays out what each image gets: `node assemble.mjs <folder>`. Runs in the image `build`.
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { prepareOrExit } from '../local/prepare.mjs';
import { ROOT, run } from '../local/preparation.mjs';
import { billOfMaterials, debianComponent, nodeComponent } from './bill-of-materials.mjs';

/** The image of each program. */
const IMAGES = {
  'token-issuance': { program: 'services/token-issuance/dist/main.js' },
  registration: { program: 'services/registration/dist/main.js' },
  deregistration: { program: 'services/deregistration/dist/main.js' },
  assignment: { program: 'services/assignment/dist/main.js' },
  'event-relay': { program: 'services/event-relay/dist/main.js' },
  projection: {
    program: 'services/projection/dist/main.js',
    files: ['services/projection/migrations'],
  },
  gateway: {
    program: 'services/gateway/dist/main.js',
    packages: ['swagger-ui-dist'],
    files: ['services/cockpit/dist/app', 'libs/contracts/package.json', 'libs/contracts/asyncapi.json'],
    links: { 'node_modules/@system-landscape/contracts': '../../libs/contracts' },
  },
  landscape: { program: 'services/operator-cli/dist/main.js' },
  'embedded-event-store': { program: 'libs/embedded-event-store/dist/main.js' },
  'identity-provider': { program: 'services/identity-provider/dist/main.js' },
  'tenant-simulator': { program: 'services/tenant-simulator/dist/main.js' },
};
/** Packages that bundles load by name in several images. */
const SHARED_PACKAGES = ['pino', 'lmdb', 'libsql'];

/** An image's folder of the checkout; the bundles hold its path. */
const APP = ROOT.slice(1);

const out = process.argv[2] ?? join(ROOT, 'deploy/images/dist');

const projects = Object.values(IMAGES).map(({ program }) => program.split('/dist/')[0] ?? '');
prepareOrExit({ natsServer: false, projects: ['deploy/local', ...projects] });
const shared = join(out, 'shared');
const programs = await bundle(join(shared, 'bundles'));
for (const name of SHARED_PACKAGES) copyPackage(name, shared);
cpSync(join(ROOT, 'deploy/images/health.mjs'), join(shared, 'health.mjs'));
const addons = readdirSync(shared, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.node'));
const debianPackages = layOutSystem(
  join(out, 'system'),
  addons.map((file) => join(shared, file)),
);
mkdirSync(join(out, 'empty'), { recursive: true });
for (const [image, content] of Object.entries(IMAGES)) {
  const app = join(out, image, APP);
  mkdirSync(join(app, 'bundles'), { recursive: true });
  symlinkSync(programs[content.program], join(app, 'bundles', `${image}.js`));
  for (const name of content.packages ?? []) copyPackage(name, app);
  for (const file of content.files ?? []) cpSync(join(ROOT, file), join(app, file), { recursive: true });
  for (const [path, target] of Object.entries(content.links ?? {})) {
    mkdirSync(dirname(join(app, path)), { recursive: true });
    symlinkSync(target, join(app, path));
  }
  const workspaces = [content.program, ...(content.files ?? [])].flatMap(
    (file) => /^\w+\/[\w-]+(?=\/dist\/)/.exec(file) ?? [],
  );
  const bill = billOfMaterials(image, workspaces, [nodeComponent(), ...debianPackages]);
  writeFileSync(join(app, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 1)}\n`);
}

/** @param {string} folder for the bundles @returns {Promise<Record<string, string>>} file of each program */
async function bundle(folder) {
  const { Bundles } = await import('../local/dist/bundles.js');
  await new Bundles(ROOT).build(Object.values(IMAGES).map(({ program }) => program));
  const made = join(ROOT, 'deploy/local/dist/bundles');
  cpSync(made, folder, { recursive: true, filter: (file) => file === made || file.endsWith('.js') });
  cpSync(join(ROOT, 'deploy/local/dist/run-bundle.js'), join(folder, 'run-bundle.js'));
  return JSON.parse(readFileSync(join(made, 'manifest.json'), 'utf8')).programs;
}

/**
 * Copies a package and those that it needs to where the checkout has them.
 * @param {string} name @param {string} app @param {string} from folder of the package that needs it
 */
function copyPackage(name, app, from = ROOT) {
  const folder = packageFolder(name, from);
  if (folder === undefined) return;
  const target = join(app, folder.slice(ROOT.length));
  if (existsSync(target)) return;
  cpSync(folder, target, { recursive: true, filter: (file) => !file.endsWith('.map') });
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) copyPackage(each, app, folder);
}

/** @param {string} name @param {string} from @returns {string | undefined} absent for another platform's package */
function packageFolder(name, from) {
  const folders = createRequire(join(from, 'package.json')).resolve.paths(name) ?? [];
  return folders.map((folder) => join(folder, name)).find((folder) => existsSync(join(folder, 'package.json')));
}

/**
 * Node, the libraries that it and the native add-ons load, and what scanners and the C library look for.
 * @param {string} folder @param {readonly string[]} addons
 */
function layOutSystem(folder, addons) {
  const node = realpathSync(process.execPath);
  copyTo(folder, node, '/usr/local/bin/node');
  const libraries = new Set([node, ...addons].flatMap(librariesOf));
  for (const library of libraries) copyTo(folder, realpathSync(library), library);
  copyTo(folder, realpathSync('/etc/os-release'), '/etc/os-release');
  write(join(folder, 'etc/passwd'), 'root:x:0:0:root:/:/none\nlandscape:x:10001:10001:landscape:/app:/none\n');
  write(join(folder, 'etc/group'), 'root:x:0:\nlandscape:x:10001:\n');
  write(join(folder, 'etc/nsswitch.conf'), 'hosts: files dns\n');
  mkdirSync(join(folder, 'tmp'));
  chmodSync(join(folder, 'tmp'), 0o1777);
  const packages = new Set([...libraries].map(packageOf));
  return [...packages].sort().map((name) => {
    // Where scanners look for the packages of an image without dpkg.
    write(
      join(folder, 'var/lib/dpkg/status.d', name),
      execFileSync('dpkg-query', ['--status', name], { encoding: 'utf8' }),
    );
    copyTo(folder, `/usr/share/doc/${name}/copyright`, `/usr/share/doc/${name}/copyright`);
    return debianComponent(name);
  });
}

/** @param {string} file @returns {string[]} none for an add-on of another C library */
function librariesOf(file) {
  const { output } = run('ldd', [file]);
  return [...output.matchAll(/(\/\S+) \(0x/g)].map(([, path = '']) => path);
}

/** @param {string} library */
function packageOf(library) {
  // dpkg knows a library by the path that its package has, which may be that of a link (/lib → /usr/lib).
  for (const path of [library, realpathSync(library), library.replace(/^\/usr/, ''), realpathSync(library).slice(4)]) {
    try {
      const [owner = ''] = execFileSync('dpkg-query', ['--search', path], { encoding: 'utf8', stdio: 'pipe' }).split(
        ':',
      );
      return owner;
    } catch {
      continue;
    }
  }
  throw new Error(`${library} belongs to no package`);
}

/** @param {string} folder @param {string} from @param {string} to */
function copyTo(folder, from, to) {
  if (!existsSync(from)) return;
  const target = join(folder, to);
  mkdirSync(dirname(target), { recursive: true });
  cpSync(from, target, { dereference: true });
}

/** @param {string} file @param {string} text */
function write(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
