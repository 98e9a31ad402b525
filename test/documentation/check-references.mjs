// Finds references to files that do not exist: in backticks of Markdown, in comments of code, by the number of a decision
// (ADR 7), or by the bare name of a page. check-links.mjs checks links. An argument is the folder to check instead of this
// repository: check-references.mjs FOLDER
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ourFiles } from './our-files.mjs';

const ROOT = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../..'));
const CODE = new Set(['.ts', '.tsx', '.mts', '.mjs', '.js', '.cjs', '.sh', '.yml', '.yaml', '.sql', '.css']);

const files = ourFiles(ROOT);
const pages = new Set(files.filter((file) => file.endsWith('.md')).map((file) => basename(file)));
const decisions = new Set(
  files.filter((file) => dirname(file).endsWith('docs/adr')).map((file) => parseInt(basename(file), 10)),
);
const COMMENT = /\/\*[^]*?\*\/|(?<=^|[\s;{}(),])\/\/[^\n]*|^\s*#[^\n]*/gm;
const IN_BACKTICKS = /(?<!`)`([^`\n]+)`(?!`)/g;
/** A path from the root of the repository: a folder or a file. */
const FROM_ROOT =
  /(?<![\w./@*-])(?:\.\.?\/)*((?:docs|libs|services|deploy|test)\/[\w@.-]+(?:\/[\w@.-]+)*)(?![\w/-]*[*<{$…])/g;
/** A path from the folder of a package. */
const FROM_PACKAGE = /^[\w.-]+(?:\/[\w.-]+)+\.(?:ts|tsx|mts|mjs|js|json|sql|md)$/;

/** @param {string} file @returns {string[]} its references to files that do not exist */
function undefinedReferences(file) {
  const text = readFileSync(file, 'utf8');
  const isPage = file.endsWith('.md');
  if (!isPage && !CODE.has(extname(file))) return [];
  // A changelog names files of earlier versions.
  if (basename(file) === 'CHANGELOG.md') return [];
  const quoted = [...text.matchAll(IN_BACKTICKS)].map(([, code]) => code ?? '');
  const prose = isPage ? quoted : [...text.matchAll(COMMENT)].map(([comment]) => comment);
  const fromRoot = prose.flatMap((each) =>
    [...each.matchAll(FROM_ROOT)].map(([, path]) => (path ?? '').replace(/\.$/, '')),
  );
  const all = isPage ? [text] : prose;
  return [
    ...fromRoot.filter((path) => !isBuilt(path) && !existsSync(join(ROOT, path)) && !isThere(file, path)),
    ...(isPage ? quoted.filter((path) => FROM_PACKAGE.test(path) && !isBuilt(path) && !isThere(file, path)) : []),
    ...all
      .flatMap((each) => [...each.matchAll(/(?<![\w/.-])[\w-]+\.md\b/g)].map(([name]) => name))
      .filter((name) => !pages.has(name)),
    ...all
      .flatMap((each) => [...each.matchAll(/\bADRs? (\d+)/g)])
      .filter(([, number]) => !decisions.has(Number(number)))
      .map(([reference]) => reference),
  ];
}

const isBuilt = (/** @type {string} */ path) => /(^|\/)(dist|node_modules|results)(\/|$)/.test(path);

/** Whether the path exists next to the file, in a folder above it, or in the `src` of one of these. @param {string} file @param {string} path */
function isThere(file, path) {
  for (let folder = dirname(file); folder.startsWith(ROOT); folder = dirname(folder)) {
    if (existsSync(join(folder, path)) || existsSync(join(folder, 'src', path))) return true;
  }
  return false;
}

const complaints = files.flatMap((file) =>
  [...new Set(undefinedReferences(file))].map((name) => `${relative(ROOT, file)} names ${name}, which is not there`),
);
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.exitCode = complaints.length > 0 ? 1 : 0;
