// npm run documents: generates AsyncAPI, OpenAPI, the types of the client, and pages of docs/ from the code.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');

/** @param {string[]} args @param {Record<string, string>} env */
function run(args, env = {}) {
  const { status } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (status !== 0) process.exit(status ?? 1);
}

run(
  [
    'node_modules/jest/bin/jest.js',
    '--selectProjects',
    'unit',
    'integration',
    '--testPathPatterns',
    'asyncapi/asyncapi.spec',
    'openapi/kept-document',
  ],
  { WRITE_DOCUMENTS: '1' },
);
run([
  'node_modules/prettier/bin/prettier.cjs',
  '--write',
  '--log-level',
  'warn',
  'libs/contracts/asyncapi.json',
  'libs/api-client/openapi.json',
]);
run(['libs/api-client/generate.mjs']);
run(['node_modules/@typescript/native/bin/tsc', '-b', 'libs/contracts']);
run(['test/documentation/write-pages.mjs']);
