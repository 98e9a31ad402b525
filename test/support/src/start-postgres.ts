import { execFileSync } from 'node:child_process';
import { chownSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { startProcess, type RunningProcess } from './start-process.js';
import { temporaryFolder } from './temporary-folder.js';

const INSTALLED = '/usr/lib/postgresql';

/** Folder of PostgreSQL's programs on this machine: `POSTGRES_BIN`, else Debian's newest; undefined without any. */
export function postgresPrograms(): string | undefined {
  const given = process.env['POSTGRES_BIN'];
  if (given) return given;
  const versions = existsSync(INSTALLED) ? readdirSync(INSTALLED).map(Number).filter(Number.isFinite) : [];
  const newest = Math.max(...versions);
  return versions.length === 0 ? undefined : join(INSTALLED, String(newest), 'bin');
}

export interface Postgres {
  readonly url: string;
  /** Ends it as in a crash, and starts it again on its data, after what is to happen while it is down. */
  readonly restart: (whileDown?: () => Promise<void>) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts a new PostgreSQL on loopback. Its collation is not "C", so that no query relies on the default collation. */
export async function startPostgres(): Promise<Postgres> {
  const programs = postgresPrograms();
  if (programs === undefined) throw new Error('There is no PostgreSQL on this machine');
  const folder = await temporaryFolder('postgres');
  // PostgreSQL refuses to run as root.
  const user = process.getuid?.() === 0 ? userOf('postgres') : {};
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder.path, user.uid, user.gid);
  const data = join(folder.path, 'data');
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'landscape', '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8'],
    { ...user, cwd: folder.path, stdio: 'pipe' },
  );
  const port = await freePort();
  const start = (): Promise<RunningProcess> =>
    startProcess({
      name: 'PostgreSQL',
      command: join(programs, 'postgres'),
      args: ['-D', data, '-p', String(port), '-k', folder.path, '-c', 'listen_addresses=127.0.0.1'],
      cwd: folder.path,
      readyLine: /database system is ready to accept connections/,
      ...user,
    });
  let running = await start();
  const crash = async () => {
    // SIGQUIT: it and its child processes end at once, as in a crash.
    process.kill(running.pid, 'SIGQUIT');
    await running.ended;
  };
  return {
    url: `postgresql://landscape@127.0.0.1:${port}/postgres`,
    async restart(whileDown) {
      await crash();
      await whileDown?.();
      running = await start();
    },
    async stop() {
      await crash();
      await folder.remove();
    },
  };
}

function userOf(name: string): { uid?: number; gid?: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
