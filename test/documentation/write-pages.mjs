// Writes the generated pages of docs/. With --check it writes nothing and fails when a page differs. A folder as argument
// is used instead of this repository: write-pages.mjs --check FOLDER
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { generatedPages } from './pages.mjs';

const check = process.argv.includes('--check');
const folder = process.argv.slice(2).find((argument) => !argument.startsWith('--'));
const ROOT = folder === undefined ? resolve(dirname(fileURLToPath(import.meta.url)), '../..') : resolve(folder);

const pages = await generatedPages();
/** Pages whose problem code or event does not exist any more. */
const obsolete = ['docs/problems', 'docs/events'].flatMap((each) =>
  readdirSync(join(ROOT, each))
    .map((name) => `${each}/${name}`)
    .filter((path) => !pages.has(path)),
);
if (check) {
  const wrong = [...pages].filter(([path, text]) => textOf(path) !== text).map(([path]) => path);
  for (const path of [...wrong, ...obsolete])
    process.stderr.write(`${path} is not what the code says: npm run documents\n`);
  process.exitCode = wrong.length + obsolete.length > 0 ? 1 : 0;
} else {
  for (const path of obsolete) rmSync(join(ROOT, path));
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
