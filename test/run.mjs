// npm test: runs all checks and tests, the fastest stages first. The last line has the totals.
// Arguments select stages: npm test -- unit integration
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { npm } from '../deploy/local/preparation.mjs';
import { prepareOrExit } from '../deploy/local/prepare.mjs';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const results = mkdtempSync(join(tmpdir(), 'landscape-test-'));
const totals = { passed: 0, failed: 0, skipped: 0 };

/** A check or a group of tests; says whether it was passed. @typedef {() => Promise<boolean>} Stage */

/** Runs a stage and prints its result and duration. @param {string} name @param {Stage} stage */
async function run(name, stage) {
  const began = performance.now();
  process.stdout.write(`\n== ${name}\n`);
  const ok = await stage();
  process.stdout.write(`== ${name}: ${ok ? 'ok' : 'FAILED'} (${((performance.now() - began) / 1000).toFixed(1)} s)\n`);
  return ok;
}

/** @param {string} file a script in node_modules @param {string[]} args */
function tool(file, args, { quiet = false } = {}) {
  return script(join('node_modules', file), args, { quiet });
}

/** @param {string} file from the root @param {string[]} args */
async function script(file, args, { quiet = false } = {}) {
  const child = spawn(process.execPath, [join(ROOT, file), ...args], {
    cwd: ROOT,
    stdio: ['ignore', quiet ? 'ignore' : 'inherit', 'inherit'],
    env: { ...process.env, NX_DAEMON: 'false' },
  });
  const [code] = await once(child, 'exit');
  return code === 0;
}

async function lint() {
  // Writes Nx's project graph, without which the rule on module boundaries finds nothing.
  if (!supply() || !(await tool('nx/dist/bin/nx.js', ['show', 'projects'], { quiet: true }))) return false;
  // ESLint takes longer than all others together, and has one thread.
  const ok = await Promise.all([eslint(), otherLinters()]);
  return ok.every(Boolean);
}

function eslint() {
  return tool('eslint/bin/eslint.js', [
    ...['.', '--max-warnings', '0', '--cache'],
    ...['--cache-location', 'node_modules/.cache/eslint/', '--cache-strategy', 'content'],
  ]);
}

async function otherLinters() {
  return (
    (await tool('prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '--cache', '.'])) &&
    (await tool('dependency-cruiser/bin/dependency-cruise.mjs', [
      ...['--config', '.dependency-cruiser.cjs'],
      ...['--include-only', '^(libs|services|deploy|test)/', 'libs', 'services', 'deploy', 'test'],
    ])) &&
    // Finds unused files, exports and dependencies.
    (await tool('knip/bin/knip.js', ['--no-progress', '--no-config-hints'])) &&
    (await documentation())
  );
}

/** Fails on deprecated packages, and on dependencies without an exact version. */
function supply() {
  const locks = [
    'package-lock.json',
    'docs/package-lock.json',
    'test/deploy/tools/package-lock.json',
    'test/interfaces/package-lock.json',
  ].map((file) => readFileSync(join(ROOT, file), 'utf8'));
  const complaints = locks
    .flatMap((lock) => Object.entries(JSON.parse(lock).packages))
    .flatMap(([path, { version, deprecated, link, dependencies, devDependencies }]) => {
      const ours = !path.includes('node_modules/') && !link;
      const loose = ours
        ? Object.entries({ ...dependencies, ...devDependencies }).filter(
            ([, range]) => !/^(npm:[@\w/.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(range),
          )
        : [];
      return [
        ...(deprecated ? [`${path} ${version} is deprecated: ${deprecated}`] : []),
        ...loose.map(([name, range]) => `${path || 'package.json'} does not pin ${name}: ${range}`),
      ];
    });
  process.stderr.write(complaints.map((complaint) => `${complaint}\n`).join(''));
  return complaints.length === 0;
}

/** Fails on outdated generated pages, dead links, references to missing files, and private words. */
async function documentation() {
  const ok = await Promise.all([
    script('test/documentation/write-pages.mjs', ['--check']),
    ...['check-links.mjs', 'check-references.mjs', 'check-words.mjs'].map((file) =>
      script(`test/documentation/${file}`, []),
    ),
  ]);
  return ok.every(Boolean);
}

/** Fails when a rule that is due has no test. */
function rules() {
  return script('test/rules.mjs', []);
}

/** Fails when a linter of others complains of the interface documents or of the client's package. */
async function interfaces() {
  const { command, args, shell } = npm(['run', '--silent', 'check:interfaces']);
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit', shell });
  const [code] = await once(child, 'exit');
  return code === 0;
}

/** Jest's workers where the default of jest.config.mjs is not the best. @type {Record<string, string[]>} */
const WORKERS = {
  // They wait for processes a quarter of their time.
  integration: ['--maxWorkers=3'],
  // They need the machine for themselves: what happens at the same time is what they test.
  races: ['--runInBand'],
};

/** @param {string[]} projects tiers of jest.config.mjs, which run at the same time */
async function tests(...projects) {
  const file = join(results, `${projects.join('-')}.json`);
  const ok = await tool('jest/bin/jest.js', [
    ...['--selectProjects', ...projects, '--passWithNoTests', '--ci', '--json', `--outputFile=${file}`],
    ...(WORKERS[projects[0] ?? ''] ?? []),
  ]);
  return count(file) && ok;
}

/** Tiers that share a run of jest: the last long file of one leaves no processor idle. */
const TOGETHER = [
  ['integration', 'conformance'],
  ['e2e', 'crash'],
];

/** @param {[string, Stage][]} separate @returns {[string, Stage][]} */
function together(separate) {
  const names = separate.map(([name]) => name);
  return separate.flatMap(([name, stage]) => {
    const group = TOGETHER.find((each) => each.includes(name) && each.every((other) => names.includes(other)));
    if (group === undefined) return [[name, stage]];
    return group[0] === name ? [[group.join(' with '), () => tests(...group)]] : [];
  });
}

/** Adds the numbers of jest's report. A file that cannot be loaded counts as one failure. @param {string} file */
function count(file) {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    totals.passed += result.numPassedTests;
    totals.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    totals.skipped += result.numPendingTests + result.numTodoTests;
    return true;
  } catch {
    // Jest has ended before it wrote a report; its exit code reports the failure.
    return false;
  }
}

/** @type {Record<string, Stage>} */
const stages = {
  lint,
  interfaces,
  rules,
  unit: () => tests('unit'),
  integration: () => tests('integration'),
  conformance: () => tests('conformance'),
  e2e: () => tests('e2e'),
  crash: () => tests('crash'),
  races: () => tests('races'),
};

const named = process.argv.slice(2);
const unknown = named.filter((name) => !(name in stages));
if (unknown.length > 0) {
  process.stderr.write(`There is no stage ${unknown.join(', ')}. There are ${Object.keys(stages).join(', ')}.\n`);
  process.exit(2);
}
const chosen = Object.entries(stages).filter(([name]) => named.length === 0 || named.includes(name));

// Their packages are fetched while everything else is installed and built.
const chromium = chosen.some(([name]) => name === 'e2e') ? script('deploy/local/chromium.mjs', []) : true;
const pgbouncer = chosen.some(([name]) => name === 'integration') ? script('deploy/local/pgbouncer.mjs', []) : true;
let ok = await run('prepare and type check', async () => {
  prepareOrExit();
  return (await pgbouncer) && chromium;
});
/** One stage after the other, up to the first that fails. @param {[string, Stage][]} ones */
async function oneAfterAnother(ones) {
  for (const [name, stage] of ones) if (!(await run(name, stage))) return false;
  return true;
}

// The linters leave much of one processor; what measures nothing and starts no whole platform runs beside them.
const LANES = [
  ['lint', 'interfaces'],
  ['unit', 'rules', 'integration', 'conformance'],
];
const lanes = LANES.map((names) => chosen.filter(([name]) => names.includes(name)));
ok &&= (await Promise.all(lanes.map((lane) => oneAfterAnother(together(lane))))).every(Boolean);
ok &&= await oneAfterAnother(together(chosen.filter((one) => !lanes.flat().includes(one))));
rmSync(results, { recursive: true, force: true });
const any = totals.passed + totals.failed > 0 || ['lint', 'interfaces', 'rules'].some((name) => named.includes(name));
if (ok && !any) process.stderr.write('No test ran.\n');
process.stdout.write(`\n${totals.passed} passed, ${totals.failed} failed, ${totals.skipped} skipped\n`);
process.exitCode = ok && any && totals.failed === 0 ? 0 : 1;
