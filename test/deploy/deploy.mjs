// npm run test:deploy: makes the checkout able to run, builds the images (src/build-main.ts), then tries what is in deploy/
// in namespaces of its own (src/main.ts).
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepareOrExit } from '../../deploy/local/prepare.mjs';
import { PreparationError, ROOT, run } from '../../deploy/local/preparation.mjs';
import { provideChartTools } from './chart-tools.mjs';
import { provideContainers } from './containers.mjs';

prepareOrExit();
// Everything that runs is gone when the first process in them ends.
const isolated = ['--net', '--mount', '--pid', '--fork', '--kill-child', '--mount-proc'];
if (!run('unshare', [...isolated, 'true']).ok) {
  process.stderr.write('This machine does not let this user run containers: run `npm run test:deploy` as root.\n');
  process.exit(1);
}
try {
  const containers = provideContainers();
  const env = { ...process.env, DEPLOY_PROGRAMS: JSON.stringify({ ...containers, helm: provideChartTools() }) };
  const program = (/** @type {string} */ name) => join(ROOT, 'test/deploy/dist', name);
  const run = (/** @type {string} */ command, /** @type {string[]} */ args) =>
    spawnSync(command, args, { stdio: 'inherit', env }).status ?? 1;
  const args = process.argv.slice(2);
  process.exitCode =
    run('nice', [process.execPath, program('build-main.js'), ...args]) ||
    // The first process of a namespace has to look after those whose parents have ended: what watches containers.
    run('unshare', [...isolated, containers.init, '--', process.execPath, program('main.js'), ...args]);
} catch (error) {
  if (!(error instanceof PreparationError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
