import { REPOSITORY_ROOT } from '@system-landscape/local';
import { temporaryFolder } from '@system-landscape/test-support';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { attempt, podman, PROGRAMS, run } from './programs.js';

const MIRROR = 'http://deb.debian.org/debian';
/** The one that comes with the Node of the Containerfile, or a later patch. */
const NPM = 'npm@11.19.1';

const FOLDER = join(REPOSITORY_ROOT, 'test/deploy/stand-ins');
const COMPOSE = join(REPOSITORY_ROOT, 'deploy/compose/compose.yaml');

/** The images of others that the compose set names, made of Debian's packages under the same names. */
export async function composeStandIns(base: string): Promise<void> {
  const compose = await readFile(COMPOSE, 'utf8');
  for (const name of ['nats', 'postgres', 'nginx']) {
    const image = new RegExp(`^ +image: (docker\\.io/library/${name}:\\S+)$`, 'm').exec(compose)![1]!;
    if (await isHere(image)) continue;
    const args = ['--network', 'host', '--format', 'docker', '--build-arg', `BASE=${base}`, '--tag', image];
    await podman('build', ...args, '--file', join(FOLDER, `${name}.Containerfile`), FOLDER);
  }
}

/** Debian's base system with Node and npm from the npm registry, under the name of the image that it stands for. */
export async function nodeStandIn(): Promise<string> {
  const image = await nodeImage();
  if (await isHere(image)) return image;
  const version = /:(\d+\.\d+\.\d+)-/.exec(image)?.[1];
  const { path, remove } = await temporaryFolder('node-image');
  try {
    await run(PROGRAMS.debootstrap, ['--variant=minbase', 'bookworm', join(path, 'root'), MIRROR]);
    const options = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
    const packages = [`node-linux-${process.arch}@${version}`, NPM];
    await run('npm', ['install', '--prefix', path, ...options, ...packages]);
    await writeFile(
      join(path, 'Containerfile'),
      `FROM scratch
COPY root /
COPY node_modules/node-linux-${process.arch}/bin/node /usr/local/bin/node
COPY node_modules/npm /usr/local/lib/node_modules/npm
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm && apt-get clean
`,
    );
    await podman('build', '--squash-all', '--network', 'host', '--format', 'docker', '--tag', image, path);
  } finally {
    await remove();
  }
  return image;
}

async function nodeImage(): Promise<string> {
  const containerfile = await readFile(join(REPOSITORY_ROOT, 'deploy/images/Containerfile'), 'utf8');
  return /^ARG NODE_IMAGE=(\S+)$/m.exec(containerfile)![1]!;
}

async function isHere(image: string): Promise<boolean> {
  return (await attempt(PROGRAMS.podman, ['image', 'exists', image])).code === 0;
}
