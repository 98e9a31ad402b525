// npm run check:interfaces: what linters of others say of the interface documents and of the client's package. One line each.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const HERE = dirname(fileURLToPath(import.meta.url));
const CLIENT = join(HERE, '../../libs/api-client');
const OPENAPI = join(CLIENT, 'openapi.json');
const ASYNCAPI = join(HERE, '../../libs/contracts/asyncapi.json');
const packages = mkdtempSync(join(tmpdir(), 'landscape-interfaces-'));

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} [cwd]
 */
async function run(command, args, cwd = HERE) {
  // Redocly asks npm for a newer release of itself, and says that old releases of Node end.
  const env = { ...process.env, REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', REDOCLY_TELEMETRY: 'off', NO_COLOR: '1' };
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const [code] = await once(child, 'close');
  return { code, output };
}

/** @param {string} name @param {string[]} args */
const tool = (name, args) => run(join(HERE, 'node_modules/.bin', name), args);

/**
 * @param {string} what
 * @param {Promise<{ code: number, output: string }>} running
 * @param {RegExp} [clean] of an output without complaints, for tools whose exit code does not count warnings
 */
async function check(what, running, clean) {
  const { code, output } = await running;
  const ok = code === 0 && (clean === undefined || clean.test(output));
  process.stdout.write(ok ? `ok      ${what}\n` : `FAILED  ${what}\n${output}\n`);
  return ok;
}

const packing = await run('npm', ['pack', '--silent', '--pack-destination', packages], CLIENT);
const [archive = ''] = readdirSync(packages);
const tarball = join(packages, archive);
const results = [
  await check('the api-client can be packed', Promise.resolve(packing)),
  await check(
    'Redocly: OpenAPI document',
    tool('redocly', ['lint', '--format', 'stylish', 'http-api']),
    /valid\.(?![\s\S]*warning)/,
  ),
  await check(
    'Redocly: AsyncAPI document',
    tool('redocly', ['lint', '--format', 'stylish', 'nats']),
    /valid\.(?![\s\S]*warning)/,
  ),
  await check(
    'Spectral: OpenAPI document',
    tool('spectral', ['lint', '-r', 'openapi.spectral.yaml', '--fail-severity', 'hint', OPENAPI]),
  ),
  await check(
    'Spectral: AsyncAPI document',
    tool('spectral', ['lint', '-r', 'asyncapi.spectral.yaml', '--fail-severity', 'hint', ASYNCAPI]),
  ),
  await check('publint: package of the api-client', tool('publint', ['run', tarball, '--strict', '--pack', 'npm'])),
  await check('attw: types of the api-client', tool('attw', [tarball, '--quiet'])),
];
rmSync(packages, { recursive: true, force: true });
process.exitCode = results.every(Boolean) ? 0 : 1;
