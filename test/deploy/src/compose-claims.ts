import { REPOSITORY_ROOT } from '@system-landscape/local';
import { eventually, temporaryFolder } from '@system-landscape/test-support';
import { match, notStrictEqual, strictEqual } from 'node:assert/strict';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Claims } from './claims.js';
import { imageOf, REGISTRY, TAG } from './images.js';
import { attempt, podman, PROGRAMS, run } from './programs.js';

const NODE = '/usr/local/bin/node';
const SERVICES = [
  ...['gateway', 'token-issuance', 'registration', 'deregistration', 'assignment', 'projection', 'event-relay'],
  ...['event-store', 'identity-provider', 'tenant-simulator'],
];

/** The whole platform from `deploy/compose`, with TLS between its parts, and a caller outside. */
export async function composeClaims(claims: Claims): Promise<void> {
  const temporary = await temporaryFolder('compose');
  const folder = join(temporary.path, 'system-landscape');
  await cp(join(REPOSITORY_ROOT, 'deploy/compose'), folder, { recursive: true });
  const authority = join(folder, 'secrets/ca.pem');
  await resolveHere(temporary.path);
  const files = ['-f', 'compose.yaml', '-f', 'event-store.embedded.yaml'];
  try {
    await claims.check('one command makes keys and certificates and starts the platform', async () => {
      const up = [
        ...[join(folder, 'up.mjs'), '--engine', PROGRAMS.podman, '--compose', PROGRAMS.compose],
        ...['--event-store', 'embedded', '--registry', REGISTRY, '--tag', TAG],
      ];
      await run(process.execPath, up);
    });

    await claims.check('the migrations run as a job, and end', () =>
      eventually(async () => {
        const [state] = JSON.parse(await podman('inspect', container('migrations'))) as { State: State }[];
        return /^(exited|stopped)$/.test(state!.State.Status) && state!.State.ExitCode === 0;
      }, SLOWLY).then(() => undefined),
    );

    await claims.check('every program answers its health check', async () => {
      for (const service of SERVICES)
        await eventually(() => podman('healthcheck', 'run', container(service)).then(() => true), {
          ...SLOWLY,
          what: `${service} to be ready`,
        });
    });

    await claims.check('a caller registers a system over https, and deregisters it', async () => {
      const program = join(REPOSITORY_ROOT, 'test/deploy/dist/register-main.js');
      await run(process.execPath, [program], { env: { NODE_EXTRA_CA_CERTS: authority } });
    });

    await claims.check('NATS refuses clients without a certificate', async () => {
      // A client sends its certificate after the server's greeting; the server ends the connection without one.
      const script = `
        const socket = require('node:net').connect(4222, 'nats-1').once('data', () => {
          const secure = require('node:tls').connect({ socket, rejectUnauthorized: false });
          secure.on('error', (error) => console.log(error.code)).resume();
        });`;
      match(await podman('exec', container('gateway'), NODE, '-e', script), /CERTIFICATE_REQUIRED|BAD_CERTIFICATE/);
    });

    await claims.check('PostgreSQL refuses connections without TLS', async () => {
      const { output, errors, code } = await attempt(PROGRAMS.podman, [
        ...['exec', container('postgres'), 'psql', 'host=postgres user=projection dbname=landscape sslmode=disable'],
      ]);
      notStrictEqual(code, 0);
      match(output + errors, /no pg_hba.conf entry .* no encryption/);
    });

    await claims.check('programs have no rights and nothing to write to', async () => {
      for (const service of SERVICES) {
        const [{ HostConfig, Config }] = JSON.parse(await podman('inspect', container(service))) as [Confinement];
        strictEqual(HostConfig.ReadonlyRootfs, true, service);
        strictEqual(Config.User, '10001:10001', service);
      }
    });

    await claims.check('the operators’ command verifies the log', async () => {
      const settings = await readFile(join(folder, '.env'), 'utf8');
      const password = /^EVENT_STORE_PASSWORD=(.*)$/m.exec(settings)![1]!;
      const url = `esdb://landscape:${password}@event-store:2113?tls=true&tlsCAFile=/ca.pem`;
      const args = ['--network', NETWORK, '--volume', `${authority}:/ca.pem:ro`, '--env', `ESDB_URL=${url}`];
      match(
        await podman('run', '--rm', ...args, imageOf('landscape'), 'events', 'read', '--limit', '3'),
        /SystemAdded/,
      );
    });
  } catch (error) {
    process.stdout.write(await logs());
    throw error;
  } finally {
    if (process.env['KEEP_LOGS']) await writeFile(join(REPOSITORY_ROOT, '.data/deploy.log'), await logs());
    await attempt(PROGRAMS.compose, [...files, 'down', '--volumes'], { cwd: folder, env: { REGISTRY, TAG } });
    await temporary.remove();
  }
}

const NETWORK = 'system-landscape_default';
/** Starting all of it takes two cores a while. */
const SLOWLY = { deadlineMs: 180_000, everyMs: 1_000 };

interface State {
  readonly Status: string;
  readonly ExitCode: number;
}
interface Confinement {
  readonly HostConfig: { readonly ReadonlyRootfs: boolean };
  readonly Config: { readonly User: string };
}

/** As podman-compose names it. */
const container = (service: string) => `system-landscape_${service}_1`;

/** The name of the set leads to this machine, for processes in the mount namespace of the test. */
async function resolveHere(folder: string): Promise<void> {
  const hosts = join(folder, 'hosts');
  await writeFile(hosts, `${await readFile('/etc/hosts', 'utf8')}\n127.0.0.1 landscape.localhost\n`);
  await run('mount', ['--bind', hosts, '/etc/hosts']);
}

async function logs(): Promise<string> {
  const names = (await podman('ps', '--all', '--format', '{{.Names}} {{.Status}}')).split('\n').filter(Boolean);
  const parts = names.map(async (line) => {
    const { output, errors } = await attempt(PROGRAMS.podman, ['logs', '--tail', '15', line.split(' ')[0]!]);
    return `-- ${line}\n${output}${errors}`;
  });
  return (await Promise.all(parts)).join('\n');
}
