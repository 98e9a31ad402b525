// Writes the pages of docs/ that are made from the code. With --check it writes nothing and fails where one differs.
// A folder as argument stands for the repository: write-pages.mjs --check FOLDER
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedPages } from './pages.mjs';

const check = process.argv.includes('--check');
const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const ROOT = folder === undefined ? resolve(dirname(fileURLToPath(import.meta.url)), '../..') : resolve(folder);

const pages = await generatedPages();
/** Pages of what is there no more. */
const left = ['docs/problems', 'docs/events'].flatMap((each) =>
  readdirSync(join(ROOT, each))
    .map((name) => `${each}/${name}`)
    .filter((path) => !pages.has(path)),
);
if (check) {
  const wrong = [...pages].filter(([path, text]) => textOf(path) !== text).map(([path]) => path);
  for (const path of [...wrong, ...left])
    process.stderr.write(`${path} is not what the code says: npm run documents\n`);
  process.exitCode = wrong.length + left.length > 0 ? 1 : 0;
} else {
  for (const path of left) rmSync(join(ROOT, path));
  for (const [path, text] of pages) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), text);
  }
}

/** @param {string} path */
function textOf(path) {
  try {
    return readFileSync(join(ROOT, path), 'utf8');
  } catch {
    return undefined;
  }
}
