// Finds private words that standard terms have replaced (words.mjs). An argument is the folder to check instead of this
// repository.
import { readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ourFiles } from './our-files.mjs';
import { WORDS } from './words.mjs';

const ROOT = resolve(process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), '../..'));
const TEXTS = /\.(md|ts|tsx|mts|mjs|json|sh|css)$/;
/** The list itself, its tests, and the changelog, which describes earlier versions. */
const NOT_CHECKED = /(^|\/)(words\.mjs|checks\.spec\.ts|CHANGELOG\.md|package-lock\.json)$/;

const complaints = ourFiles(ROOT)
  .filter((file) => TEXTS.test(file) && !NOT_CHECKED.test(file))
  .flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .flatMap((line, index) =>
        WORDS.flatMap(([word, standard]) => {
          const found = word.exec(line)?.[0];
          return found === undefined ? [] : [`${relative(ROOT, file)}:${index + 1} says "${found}": ${standard}`];
        }),
      ),
  );
for (const complaint of complaints) process.stderr.write(`${complaint}\n`);
process.exitCode = complaints.length > 0 ? 1 : 0;
