// npm run test:cluster: makes the checkout able to run, then starts a cluster of network namespaces (src/main.ts).
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { prepareOrExit } from '../../deploy/local/prepare.mjs';
import { ROOT, run } from '../../deploy/local/preparation.mjs';
import { provideIp } from './ip.mjs';

prepareOrExit();
const ip = provideIp();
// Everything that is made in namespaces of its own is gone when the last process in them ends.
const isolated = ['--net', '--mount'];
if (!run('unshare', [...isolated, 'true']).ok) {
  process.stderr.write(
    'This machine does not let this user make network namespaces: run `npm run test:cluster` as root.\n',
  );
  process.exit(1);
}
const program = [process.execPath, join(ROOT, 'test/cluster/dist/main.js'), ...process.argv.slice(2)];
const { status } = spawnSync('unshare', [...isolated, ...program], {
  stdio: 'inherit',
  env: { ...process.env, IP_PROGRAM: ip },
});
process.exitCode = status ?? 1;
