// npm run test:rolling: makes this checkout and the release before able to run, then rolls from one to the other.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepareOrExit } from '../../deploy/local/prepare.mjs';
import { ROOT } from '../../deploy/local/preparation.mjs';
import { provideReleaseBefore } from './release-before.mjs';

prepareOrExit();
const releaseBefore = provideReleaseBefore();
const { status } = spawnSync(
  process.execPath,
  [join(ROOT, 'node_modules/jest/bin/jest.js'), '--selectProjects', 'rolling', '--runInBand', ...process.argv.slice(2)],
  { cwd: ROOT, stdio: 'inherit', env: { ...process.env, RELEASE_BEFORE: releaseBefore } },
);
process.exitCode = status ?? 1;
