import { temporaryFolder } from '@system-landscape/test-support';
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Bundles } from './bundles.js';

const BUILT = join(__dirname, '../dist');
const ONE = 'services/one/dist/main.js';
const TWO = 'services/two/dist/main.js';
/** Tells what it sees, and ends as soon as something is remembered of it. */
const PROGRAM = `
if (!/^[👀-👐]$/u.test('👋') || !/^\\é$/.test('é')) throw new Error('Characters have got lost');
const { greeting } = require('../../../libs/greet/dist/index.js');
console.log(greeting, process.argv.slice(2).join(' '), require('node:path').relative(process.argv[1], __dirname));
const waits = setInterval(() => {
  if (require('node:fs').readdirSync(require('node:path').dirname(process.argv[1])).some((name) => name.includes('.for.one'))) clearInterval(waits);
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
  await make();
});
afterEach(() => remove());

function write(file: string, text: string): void {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
}

/** As a start does it: not in Jest, which cannot load the bundler. */
async function make(): Promise<void> {
  const script = `new (require(process.argv[1]).Bundles)(process.argv[2]).make(process.argv.slice(3))`;
  await run(process.execPath, ['-e', script, join(BUILT, 'bundles.js'), root, ONE, TWO]);
}

async function launch(program: string, ...args: string[]): Promise<string> {
  const { stdout } = await run(process.execPath, [
    join(BUILT, 'launch.js'),
    new Bundles(root).fresh()[program]!,
    ...args,
  ]);
  return stdout;
}

function remembered(): Record<string, number> {
  const folder = join(root, 'deploy/local/dist/bundles');
  const files = readdirSync(folder).filter((name) => name.includes('.for.'));
  return Object.fromEntries(files.map((name) => [name, statSync(join(folder, name)).mtimeMs]));
}

it('a bundled program does what it does alone, and starts from what is remembered of it the next time', async () => {
  expect(await launch(ONE, 'a', '--b')).toBe('grüß Gott 👋 a --b ../../../../../services/one/dist\n');
  const known = remembered();
  expect(Object.keys(known).length).toBeGreaterThan(0);
  expect(await launch(ONE)).toBe('grüß Gott 👋  ../../../../../services/one/dist\n');
  expect(remembered()).toEqual(known);
  expect(await launch(TWO)).toBe('12\n');
});

it.each([
  ['a file of its own changes', () => write('libs/greet/dist/index.js', 'exports.greeting = "hello";')],
  ['a file of its own goes', () => rmSync(join(root, 'libs/greet/dist/index.js'))],
  ['other packages are installed', () => write('package-lock.json', '{ }')],
  ['the manifest is damaged', () => write('deploy/local/dist/bundles/manifest.json', '{')],
])('nothing is launched from a bundle when %s', (_, change) => {
  expect(Object.keys(new Bundles(root).fresh())).toEqual([ONE, TWO]);
  change();
  expect(new Bundles(root).fresh()).toEqual({});
});

it('nothing is launched from a bundle when the whole checkout has moved', () => {
  const moved = `${root}-moved`;
  renameSync(root, moved);
  const found = new Bundles(moved).fresh();
  renameSync(moved, root);
  expect(found).toEqual({});
});

it('a bundle that is made anew is what is launched, and what was remembered of the old one is gone', async () => {
  await launch(ONE);
  write('libs/greet/dist/index.js', 'exports.greeting = "tach auch! 👋";');
  await make();
  expect(remembered()).toEqual({});
  expect(await launch(TWO)).toBe('13\n');
});

it('two starts that make bundles at the same time do not hinder each other', async () => {
  const manifestOfAnother = 'deploy/local/dist/bundles/manifest.json.1';
  write(manifestOfAnother, '{');
  await Promise.all([make(), make()]);
  expect(existsSync(join(root, manifestOfAnother))).toBe(true);
  expect(Object.keys(new Bundles(root).fresh())).toEqual([ONE, TWO]);
});

it('what cannot be bundled is told', async () => {
  write(ONE, 'const = ;');
  await expect(make()).rejects.toThrow(/main\.js/);
});
