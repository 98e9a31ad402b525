import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { appendFile, chown, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from './free-port.js';
import { freezeProcess } from './freeze-process.js';
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

export interface PostgresOptions {
  /** Of `postgresql.conf`, such as `ssl=on`; file names are relative to the data folder. */
  readonly settings?: readonly string[];
  /** `pg_hba.conf`; by default every user of this machine is who they say. */
  readonly hba?: readonly string[];
  /** Content of files in its data folder, by name. */
  readonly files?: Readonly<Record<string, string>>;
}

export interface Postgres {
  readonly url: string;
  readonly port: number;
  /** Of its Unix socket. */
  readonly socketFolder: string;
  readonly pid: () => number;
  /** Ends it as in a crash, and starts it again on its data, after what is to happen while it is down. */
  readonly restart: (whileDown?: () => Promise<void>) => Promise<void>;
  /** Ends it as in a crash; its data stay. */
  readonly crash: () => Promise<void>;
  /** Has it and all its sessions stand still, as on a machine that does. */
  readonly freeze: () => Promise<void>;
  /** Has it go on where it stood still. */
  readonly thaw: () => Promise<void>;
  /** Starts a server that replicates this one. From now on a commit of this one waits for it. */
  readonly startStandby: () => Promise<Postgres>;
  /** Makes a standby the primary. */
  readonly promote: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Who connects to it: its superuser. */
const SUPERUSER = 'landscape';

/** Starts a new PostgreSQL on loopback. Its collation is not "C", so that no query relies on the default collation. */
export async function startPostgres({ settings = [], hba, files = {} }: PostgresOptions = {}): Promise<Postgres> {
  return startServer(async (data, run) => {
    const encoding = ['-E', 'UTF8', '--locale=C.UTF-8'];
    await run('initdb', ['-D', data, '-U', SUPERUSER, '--auth=trust', ...encoding, '--no-sync']);
    const all = { ...files, ...(hba && { 'pg_hba.conf': `${hba.join('\n')}\n` }) };
    for (const [name, content] of Object.entries(all)) {
      await writeFile(join(data, name), content, { mode: 0o600 });
      const { uid, gid } = serverUser();
      if (uid !== undefined && gid !== undefined) await chown(join(data, name), uid, gid);
    }
    await appendFile(join(data, 'postgresql.conf'), settings.map((setting) => `${setting}\n`).join(''));
  });
}

type Run = (program: string, args: readonly string[]) => Promise<void>;

async function startServer(prepare: (data: string, run: Run) => Promise<void>): Promise<Postgres> {
  const programs = postgresPrograms();
  if (programs === undefined) throw new Error('There is no PostgreSQL on this machine');
  const folder = await temporaryFolder('postgres');
  const user = serverUser();
  if (user.uid !== undefined && user.gid !== undefined) await chown(folder.path, user.uid, user.gid);
  const data = join(folder.path, 'data');
  const run: Run = async (program, args) => {
    await promisify(execFile)(join(programs, program), [...args], { ...user, cwd: folder.path });
  };
  await prepare(data, run);
  const port = await freePort();
  const start = (): Promise<RunningProcess> =>
    startProcess({
      name: 'PostgreSQL',
      command: join(programs, 'postgres'),
      args: ['-D', data, '-p', String(port), '-k', folder.path, '-c', 'listen_addresses=127.0.0.1,127.0.0.2'],
      cwd: folder.path,
      readyLine: /database system is ready to accept (read-only )?connections/,
      ...user,
    });
  let running = await start();
  let isFrozen = false;
  const thaw = async () => {
    isFrozen = false;
    for (const pid of [...(await childrenOf(running.pid)), running.pid]) process.kill(pid, 'SIGCONT');
  };
  const crash = async () => {
    if (isFrozen) await thaw();
    // SIGQUIT: it and its child processes end at once, as in a crash.
    if (isRunning(running.pid)) process.kill(running.pid, 'SIGQUIT');
    await running.ended;
  };
  return {
    url: `postgresql://${SUPERUSER}@127.0.0.1:${port}/postgres`,
    port,
    socketFolder: folder.path,
    pid: () => running.pid,
    crash,
    async freeze() {
      isFrozen = true;
      // First the one that starts the others.
      await freezeProcess(running.pid);
      for (const pid of await childrenOf(running.pid)) await freezeProcess(pid);
    },
    thaw,
    async restart(whileDown) {
      await crash();
      await whileDown?.();
      running = await start();
    },
    async startStandby() {
      const standby = await startServer(async (copy, runThere) => {
        await runThere('pg_basebackup', [
          ...['-D', copy, '--checkpoint=fast', '--write-recovery-conf', '--wal-method=stream'],
          ...['-h', '127.0.0.1', '-p', String(port), '-U', SUPERUSER],
        ]);
        // From its start on: after a reload, nothing says when commits begin to wait.
        await appendFile(join(data, 'postgresql.conf'), "synchronous_standby_names = '*'\n");
        await crash();
        running = await start();
      });
      return standby;
    },
    promote: () => run('pg_ctl', ['promote', '-D', data, '-w', '-t', '120']),
    async stop() {
      await crash();
      await folder.remove();
    },
  };
}

async function childrenOf(pid: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** PostgreSQL refuses to run as root. */
function serverUser(): { uid?: number; gid?: number } {
  return process.getuid?.() === 0 ? userOf('postgres') : {};
}

function userOf(name: string): { uid?: number; gid?: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}
