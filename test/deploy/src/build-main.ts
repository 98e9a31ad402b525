import { REPOSITORY_ROOT } from '@system-landscape/local';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { REGISTRY, TAG } from './images.js';
import { needImages, readParts } from './parts.js';
import { PROGRAMS } from './programs.js';
import { composeStandIns, nodeStandIn } from './stand-ins.js';

/** Builds the images of this repository, on a base image that is made here. Layers of the build before are used again. */
async function main(): Promise<void> {
  if (!needImages(readParts())) return;
  const began = performance.now();
  process.stdout.write('Building the images …\n');
  await composeStandIns(await nodeStandIn());
  const args = ['--engine', PROGRAMS.podman, '--registry', REGISTRY, '--tag', TAG, '--network', 'host'];
  const script = join(REPOSITORY_ROOT, 'deploy/images/build.mjs');
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    encoding: 'utf8',
    maxBuffer: 64e6,
  });
  if (status !== 0) throw new Error(`The images cannot be built:\n${(stdout + stderr).slice(-4_000)}`);
  process.stdout.write(`… built within ${((performance.now() - began) / 1_000).toFixed(0)} s.\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
