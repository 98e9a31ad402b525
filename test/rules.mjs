// npm run rules: lists the number and files of the tests of each domain rule. Fails when a rule that is due has no test.
// npm run rules -- --tests also prints the names of the tests; ids select rules: -- --tests M-13 R4
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const RULE_ID = /\b(?:R(?:1[0-2]|[1-9])|[MNX]-\d\d)\b/g;

/** @typedef {{ id: string, level: string, sentence: string, due: boolean, notYet?: string }} Rule */
/** @typedef {{ file: string, name: string }} Test */

/** The list is TypeScript, which Node 20 does not run. @returns {Promise<readonly Rule[]>} */
async function readRules() {
  const source = readFileSync(join(ROOT, 'libs/domain/src/rules.ts'), 'utf8');
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const module = await import(`data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`);
  return module.RULES;
}

/** @returns {string[]} */
function specs() {
  return ['libs', 'services', 'deploy', 'test'].flatMap((folder) => specsIn(join(ROOT, folder))).sort();
}

/** @param {string} folder @returns {string[]} */
function specsIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ['node_modules', 'dist'].includes(entry.name) ? [] : specsIn(path);
    return entry.name.endsWith('.spec.ts') ? [path] : [];
  });
}

/** Names of the tests and groups of tests of a file. @param {string} file @returns {Test[]} */
function testsIn(file) {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true);
  /** @type {Test[]} */
  const tests = [];
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isCallExpression(node) && ['it', 'test', 'describe'].includes(calledName(node))) {
      const title = node.arguments[0];
      if (title && ts.isStringLiteralLike(title)) tests.push({ file: relative(ROOT, file), name: title.text });
      else if (title && ts.isTemplateExpression(title))
        tests.push({ file: relative(ROOT, file), name: title.getText() });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return tests;
}

/** `it` of `it(…)`, `it.only(…)` and `it.each(…)(…)`; skipped tests do not count. @param {ts.CallExpression} call */
function calledName(call) {
  /** @type {ts.Node} */
  let callee = call.expression;
  while (!ts.isIdentifier(callee)) {
    if (ts.isPropertyAccessExpression(callee)) {
      if (['skip', 'todo', 'failing'].includes(callee.name.text)) return '';
      callee = callee.expression;
    } else if (ts.isCallExpression(callee)) callee = callee.expression;
    else if (ts.isTaggedTemplateExpression(callee)) callee = callee.tag;
    else return '';
  }
  return callee.text;
}

const args = process.argv.slice(2);
const showTests = args.includes('--tests');
const chosen = args.filter((arg) => !arg.startsWith('--'));

const rules = await readRules();
/** @type {Map<string, Test[]>} */
const testsOf = new Map(rules.map(({ id }) => [id, []]));
/** @type {string[]} */
const unknown = [];
for (const test of specs().flatMap(testsIn)) {
  for (const id of new Set(test.name.match(RULE_ID))) {
    if (testsOf.has(id)) testsOf.get(id)?.push(test);
    else unknown.push(`${id} in "${test.name}" (${test.file})`);
  }
}

for (const { id, sentence, due, notYet } of rules) {
  if (chosen.length > 0 && !chosen.includes(id)) continue;
  const tests = testsOf.get(id) ?? [];
  const files = new Set(tests.map(({ file }) => file));
  const count = tests.length > 0 ? `${tests.length} in ${files.size}` : due ? 'MISSING' : 'not due';
  const why = notYet === undefined ? '' : ` (${notYet})`;
  process.stdout.write(`${id.padEnd(5)} ${count.padEnd(8)} ${sentence}${why}\n`);
  for (const file of files) {
    process.stdout.write(`      ${file}\n`);
    if (!showTests) continue;
    for (const test of tests) if (test.file === file) process.stdout.write(`        ${test.name}\n`);
  }
}

const missing = rules.filter(({ id, due }) => due && testsOf.get(id)?.length === 0).map(({ id }) => id);
const due = rules.filter((rule) => rule.due).length;
process.stdout.write(`\n${due - missing.length} of ${due} rules that are due have tests\n`);
if (missing.length > 0) process.stderr.write(`Without a test: ${missing.join(', ')}\n`);
if (unknown.length > 0) process.stderr.write(`Not in libs/domain/src/rules.ts:\n  ${unknown.join('\n  ')}\n`);
process.exitCode = missing.length + unknown.length > 0 ? 1 : 0;
