import { chartClaims } from './chart-claims.js';
import { Claims } from './claims.js';
import { composeClaims } from './compose-claims.js';
import { imageClaims } from './image-claims.js';
import { needImages, readParts, type Part } from './parts.js';
import { attempt, podman, PROGRAMS, run } from './programs.js';
import { unitClaims } from './unit-claims.js';

const CLAIMS: Readonly<Record<Part, (claims: Claims) => Promise<void>>> = {
  images: imageClaims,
  compose: composeClaims,
  chart: chartClaims,
  units: unitClaims,
};

async function main(): Promise<void> {
  const parts = readParts();
  if (needImages(parts)) await useOwnNamespaces();
  const claims = new Claims();
  for (const part of parts) {
    process.stdout.write(`\n== ${part}\n`);
    await CLAIMS[part](claims);
  }
  if (!claims.report()) process.exitCode = 1;
}

/** Networks, mounts and processes of containers are in the namespaces of this process, and end with them. */
async function useOwnNamespaces(): Promise<void> {
  await run(PROGRAMS.ip, ['link', 'set', 'lo', 'up']);
  await run('mount', ['-t', 'tmpfs', 'tmpfs', PROGRAMS.running]);
  // Of a test that was killed.
  const { output } = await attempt(PROGRAMS.podman, ['ps', '--all', '--external', '--quiet']);
  const left = output.split('\n').filter(Boolean);
  if (left.length > 0) await podman('rm', '--force', ...left);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
});
