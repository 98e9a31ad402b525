// Builds the images, or those that are named, with podman or docker: `--help` has the options.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ROOT } from '../local/preparation.mjs';

const CONTAINERFILE = join(ROOT, 'deploy/images/Containerfile');
const IMAGES = [...readFileSync(CONTAINERFILE, 'utf8').matchAll(/^FROM platform AS (\S+)$/gm)].map(
  ([, name = '']) => name,
);
const USAGE = `node deploy/images/build.mjs [options] [<image>…]
  --engine    podman or docker, or the path of one; default: podman
  --registry  what the names of the images begin with; default: system-landscape
  --tag       default: the version in package.json
  --network   of the build, such as host
Images: ${IMAGES.join(', ')}; default: all.
NODE_EXTRA_CA_CERTS names the authority of a proxy in front of the npm registry.
`;

const { options, images } = readOptions();
for (const image of images) build(image);

/** @param {string} image */
function build(image) {
  const { engine, registry, tag, network } = options;
  const name = `${registry}/${image}:${tag}`;
  const about = {
    VERSION: tag,
    REVISION: git('rev-parse', 'HEAD'),
    CREATED: new Date(Number(git('log', '-1', '--format=%ct')) * 1_000).toISOString(),
  };
  // The format of the OCI has no health checks. Layers of the build before are used again.
  const ofPodman = ['--format', 'docker', '--layers', '--ignorefile', `${CONTAINERFILE}.dockerignore`];
  const authority = process.env['NODE_EXTRA_CA_CERTS'];
  const args = [
    ...['build', '--file', CONTAINERFILE, '--target', image, '--tag', name],
    ...Object.entries(about).flatMap(([key, value]) => ['--build-arg', `${key}=${value}`]),
    ...(engine.endsWith('docker') ? [] : ofPodman),
    ...(authority && existsSync(authority) ? ['--secret', `id=ca,src=${authority}`] : []),
    ...(network === undefined ? [] : ['--network', network]),
    ROOT,
  ];
  const { status, error } = spawnSync(engine, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status === 0) return;
  process.stderr.write(`${name} cannot be built${error === undefined ? '' : `: ${error.message}`}.\n`);
  process.exit(1);
}

/** @param {string[]} args */
function git(...args) {
  return execFileSync('git', args, { cwd: ROOT, encoding: 'utf8' }).trim();
}

function readOptions() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        engine: { type: 'string', default: 'podman' },
        registry: { type: 'string', default: 'system-landscape' },
        tag: { type: 'string', default: JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')).version },
        network: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    const unknown = positionals.filter((name) => !IMAGES.includes(name));
    if (unknown.length > 0) throw new Error(`There is no image ${unknown.join(', ')}.`);
    if (values.help) {
      process.stdout.write(USAGE);
      process.exit(0);
    }
    return { options: values, images: positionals.length > 0 ? positionals : IMAGES };
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}
