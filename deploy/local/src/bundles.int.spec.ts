import { temporaryFolder } from '@system-landscape/test-support';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Bundles } from './bundles.js';

const BUILT = join(__dirname, '../dist');
const ONE = 'services/one/dist/main.js';
const TWO = 'services/two/dist/main.js';
/** Prints what it was given, and ends as soon as its code cache is written. */
const PROGRAM = `
if (!/^[👀-👐]$/u.test('👋') || !/^\\é$/.test('é')) throw new Error('Characters have got lost');
const { greeting } = require('../../../libs/greet/dist/index.js');
console.log(greeting, process.argv.slice(2).join(' '), require('node:path').relative(process.argv[1], __dirname));
const waits = setInterval(() => {
  if (require('node:fs').readdirSync(require('node:path').dirname(process.argv[1])).some((name) => name.includes('.for.one') && name.includes(process.version))) clearInterval(waits);
}, 20);
`;

const run = promisify(execFile);
let root: string;
let remove: () => Promise<void>;

beforeEach(async () => {
  ({ path: root, remove } = await temporaryFolder('bundles'));
  write('package-lock.json', '{}');
  write('libs/greet/dist/index.js', 'exports.greeting = "grüß Gott 👋";');
  write(ONE, PROGRAM);
  write(TWO, "console.log(require('../../../libs/greet/dist/index.js').greeting.length);");
  await build();
});
afterEach(() => remove());

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** In a process of its own: Jest cannot load the bundler. */
async function build(): Promise<void> {
  const script = `new (require(process.argv[1]).Bundles)(process.argv[2]).build(process.argv.slice(3))`;
  await run(process.execPath, ['-e', script, join(BUILT, 'bundles.js'), root, ONE, TWO]);
}

async function runProgram(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [
    join(BUILT, 'run-bundle.js'),
    new Bundles(root).upToDate()[program]!,
    ...args,
  ]);
  return stdout;
}

function cacheFiles(): Record<string, number> {
  const folder = join(root, 'deploy/local/dist/bundles');
  const files = readdirSync(folder).filter((name) => name.includes('.for.'));
  return Object.fromEntries(files.map((name) => [name, statSync(join(folder, name)).mtimeMs]));
}

it('runs a bundled program as the program itself, and uses its code cache the next time', async () => {
  expect(await runProgram(ONE, 'a', '--b')).toBe('grüß Gott 👋 a --b ../../../../../services/one/dist\n');
  const cached = cacheFiles();
  expect(Object.keys(cached).length).toBeGreaterThan(0);
  expect(await runProgram(ONE)).toBe('grüß Gott 👋  ../../../../../services/one/dist\n');
  expect(cacheFiles()).toEqual(cached);
  expect(await runProgram(TWO)).toBe('12\n');
});

it('keeps a code cache for each release of Node, since V8 crashes with that of another patch release', async () => {
  await runProgram(ONE);
  const own = Object.keys(cacheFiles());
  const folder = join(root, 'deploy/local/dist/bundles');
  const ofAnother = own.map((name) => name.replace(`${process.version}-${process.arch}`, `v20.0.0-${process.arch}`));
  own.forEach((name, index) => renameSync(join(folder, name), join(folder, ofAnother[index]!)));

  await runProgram(ONE);

  expect(Object.keys(cacheFiles()).sort()).toEqual([...own, ...ofAnother].sort());
});

it.each([
  ['a file of its own changes', () => write('libs/greet/dist/index.js', 'exports.greeting = "hello";')],
  ['a file of its own is removed', () => rmSync(join(root, 'libs/greet/dist/index.js'))],
  ['other packages are installed', () => write('package-lock.json', '{ }')],
  ['the manifest is damaged', () => write('deploy/local/dist/bundles/manifest.json', '{')],
])('does not use a bundle when %s', (_, change) => {
  expect(Object.keys(new Bundles(root).upToDate())).toEqual([ONE, TWO]);
  change();
  expect(new Bundles(root).upToDate()).toEqual({});
});

it('does not use a bundle when the checkout was moved', () => {
  const moved = `${root}-moved`;
  renameSync(root, moved);
  const found = new Bundles(moved).upToDate();
  renameSync(moved, root);
  expect(found).toEqual({});
});

it('uses a new bundle after a build, and removes the code cache of the old one', async () => {
  await runProgram(ONE);
  write('libs/greet/dist/index.js', 'exports.greeting = "tach auch! 👋";');
  await build();
  expect(cacheFiles()).toEqual({});
  expect(await runProgram(TWO)).toBe('13\n');
});

it('two builds at the same time do not disturb each other', async () => {
  const manifestOfAnother = 'deploy/local/dist/bundles/manifest.json.1';
  write(manifestOfAnother, '{');
  await Promise.all([build(), build()]);
  expect(existsSync(join(root, manifestOfAnother))).toBe(true);
  expect(Object.keys(new Bundles(root).upToDate())).toEqual([ONE, TWO]);
});

it('reports a program that cannot be bundled', async () => {
  write(ONE, 'const = ;');
  await expect(build()).rejects.toThrow(/main\.js/);
});
