// Finds dead links and anchors in Markdown files. An argument is the folder to check instead of this repository.
import { spawnSync } from 'node:child_process';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const OURS = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

const { status } = spawnSync(
  process.execPath,
  [
    join(OURS, 'node_modules/remark-cli/cli.js'),
    ...['--frail', '--quiet', '--no-stdout', '--no-config'],
    ...['--use', `${fileURLToPath(import.meta.resolve('remark-validate-links'))}=repository:false`],
    // What git ignores is not ours: packages, builds, fetched programs.
    ...['--ignore-path', join(OURS, '.gitignore'), '--ignore-path-resolve-from', 'cwd'],
    '.',
  ],
  { cwd: resolve(process.argv[2] ?? OURS), stdio: ['ignore', 'inherit', 'inherit'] },
);
process.exitCode = status ?? 1;
