import { eventually } from '@system-landscape/test-support';
import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import type { Claims } from './claims.js';
import { imageOf, IMAGES } from './images.js';
import { attempt, podman, PROGRAMS } from './programs.js';

/** As `podman image inspect` tells it. */
interface Inspected {
  readonly Size: number;
  readonly Labels: Readonly<Record<string, string>>;
  readonly RootFS: { readonly Layers: readonly string[] };
  readonly Config: { readonly User: string };
  readonly Healthcheck?: { readonly Test: readonly string[] };
}

const LIMIT_MB = 250;
/** Nothing but reading: no capability, no new privileges, no writable file system. */
const CONFINED = ['--read-only', '--read-only-tmpfs=false', '--cap-drop=all', '--security-opt=no-new-privileges'];

/** What every image is, and that programs run in it without rights and without writing. */
export async function imageClaims(claims: Claims): Promise<void> {
  const images = new Map(await Promise.all(IMAGES.map(async (name) => [name, await inspect(name)] as const)));

  await claims.check(`each image has less than ${LIMIT_MB} MB`, () => {
    const sizes = [...images].map(([name, { Size }]) => [name, Math.round(Size / 1e6)] as const);
    for (const [name, size] of sizes) ok(size < LIMIT_MB, `${name} has ${size} MB`);
    return Promise.resolve(sizes.map(([name, size]) => `${name} ${size}`).join(', '));
  });

  await claims.check('images share the layers of Node and of the programs', () => {
    const [first, ...others] = [...images.values()].map(({ RootFS }) => RootFS.Layers.slice(0, 2));
    for (const each of others) deepStrictEqual(each, first);
    return Promise.resolve();
  });

  await claims.check('images have labels, a health check and a user without rights', () => {
    for (const [name, { Labels, Config, Healthcheck }] of images) {
      strictEqual(Config.User, '10001:10001', name);
      strictEqual(Labels['org.opencontainers.image.title'], name);
      for (const label of ['version', 'revision', 'created', 'licenses', 'description'])
        ok(Labels[`org.opencontainers.image.${label}`], `${name}: ${label}`);
      // The operators' command ends by itself.
      if (name !== 'landscape') ok(Healthcheck?.Test.includes('/app/health.mjs'), `${name}: health check`);
    }
    return Promise.resolve();
  });

  await claims.check('images have a bill of materials with npm and Debian packages', async () => {
    const read = "console.log(require('fs').readFileSync('/app/sbom.cdx.json', 'utf8'))";
    for (const name of ['gateway', 'embedded-event-store']) {
      const { output } = await inContainer(name, ['-e', read]);
      const { bomFormat, components } = JSON.parse(output) as { bomFormat: string; components: { purl: string }[] };
      strictEqual(bomFormat, 'CycloneDX');
      const purls = components.map(({ purl }) => purl).join('\n');
      match(purls, /^pkg:npm\/prom-client@/m);
      match(purls, /^pkg:deb\/debian\/libc6@/m);
      match(purls, /^pkg:generic\/node@/m);
    }
  });

  await claims.check('images have no shell', async () => {
    for (const name of IMAGES) {
      const { code } = await attempt(PROGRAMS.podman, [
        'run',
        '--rm',
        '--entrypoint',
        '/bin/sh',
        imageOf(name),
        '-c',
        ':',
      ]);
      strictEqual(code, 127, name);
    }
  });

  await claims.check('services refuse what is not for production, with one message that lists it', async () => {
    const { code, errors } = await attempt(PROGRAMS.podman, ['run', '--rm', ...CONFINED, imageOf('gateway')]);
    strictEqual(code, 1);
    for (const setting of ['OIDC_ISSUER', 'INTEGRATION_TOKEN_JWKS', 'PUBLIC_URL', 'NATS_URL'])
      match(errors, new RegExp(`gateway: ${setting} `));
  });

  await claims.check('a program answers its health check without rights and on a read-only root', async () => {
    const env = ['--env', 'PLATFORM_PROFILE=development', '--env', 'ISSUER=http://127.0.0.1:8080'];
    const volume = ['--volume', 'identity-provider:/data'];
    const args = ['--detach', '--name', 'identity-provider', ...CONFINED, ...volume, ...env];
    await podman('run', ...args, imageOf('identity-provider'));
    try {
      await eventually(() => podman('healthcheck', 'run', 'identity-provider').then(() => true), { everyMs: 500 });
      strictEqual(
        (await podman('exec', 'identity-provider', '/usr/local/bin/node', '-p', 'process.getuid()')).trim(),
        '10001',
      );
      const write = "try { require('fs').writeFileSync('/app/x', '') } catch (e) { console.log(e.code) }";
      strictEqual((await podman('exec', 'identity-provider', '/usr/local/bin/node', '-e', write)).trim(), 'EROFS');
    } finally {
      await podman('rm', '--force', '--volumes', 'identity-provider');
    }
  });

  await claims.check('the operators’ command runs in its image', async () => {
    match(await podman('run', '--rm', ...CONFINED, imageOf('landscape'), '--help'), /landscape/);
  });
}

async function inspect(name: string): Promise<Inspected> {
  const [image] = JSON.parse(await podman('image', 'inspect', imageOf(name))) as Inspected[];
  return image!;
}

function inContainer(name: string, args: readonly string[]) {
  return attempt(PROGRAMS.podman, [
    'run',
    '--rm',
    ...CONFINED,
    '--entrypoint',
    '/usr/local/bin/node',
    imageOf(name),
    ...args,
  ]);
}
