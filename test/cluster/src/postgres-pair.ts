import { eventually, postgresPrograms, startProcess, type RunningProcess } from '@system-landscape/test-support';
import { execFile, execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Disk } from './disk.js';
import type { NetworkHost } from './network.js';
import type { Part } from './part.js';

const PORT = 5432;
const USER = 'landscape';
const run = promisify(execFile);

/** The user that PostgreSQL runs as, since it refuses to run as root. */
export function postgresUser(): { readonly uid: number; readonly gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** A PostgreSQL server on a host. */
export class PostgresServer implements Part {
  private running?: RunningProcess;

  constructor(
    readonly host: NetworkHost,
    readonly disk: Disk,
    private readonly folder: string,
  ) {}

  get name(): string {
    return this.host.name;
  }

  get data(): string {
    return join(this.disk.path, 'data');
  }

  async initialise(): Promise<void> {
    await this.program('initdb', ['-D', this.data, '-U', USER, '--auth=trust', '-E', 'UTF8', '--locale=C.UTF-8']);
    const subnet = this.host.address.replace(/\d+$/, '0/24');
    await writeFile(
      join(this.data, 'pg_hba.conf'),
      `host all all ${subnet} trust\nhost replication all ${subnet} trust\n`,
    );
  }

  /** Its data become those of another server, which it follows from now on. */
  async copyFrom(primary: PostgresServer): Promise<void> {
    await rm(this.data, { recursive: true, force: true });
    await this.program('pg_basebackup', [
      ...['-D', this.data, '--checkpoint=fast', '--write-recovery-conf', '--wal-method=stream'],
      ...['-h', primary.host.address, '-p', String(PORT), '-U', USER],
    ]);
    // It must not wait for a standby when it is promoted.
    const file = join(this.data, 'postgresql.auto.conf');
    const lines = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, lines.filter((line) => !line.startsWith('synchronous_standby_names')).join('\n'));
  }

  async start(): Promise<void> {
    this.running = await startProcess({
      name: this.name,
      ...this.asUser('postgres', [
        ...['-D', this.data, '-p', String(PORT), '-c', `listen_addresses=${this.host.address}`],
        ...['-c', 'unix_socket_directories=', '-c', 'max_wal_size=128MB', '-c', 'wal_keep_size=64MB'],
        // A connection to a server that is cut off ends in seconds.
        ...['-c', 'wal_receiver_timeout=5s', '-c', 'wal_sender_timeout=5s', '-c', 'wal_receiver_status_interval=1s'],
      ]),
      readyLine: /database system is ready to accept (read-only )?connections/,
      logFile: join(this.folder, `${this.name}.log`),
    });
  }

  async kill(): Promise<void> {
    const { running } = this;
    if (running === undefined) return;
    try {
      // SIGQUIT: it and its child processes end at once, as in a crash.
      process.kill(running.pid, 'SIGQUIT');
    } catch {
      // It has ended by itself.
    }
    await running.ended;
  }

  async sql(text: string): Promise<string> {
    const { stdout } = await this.program('psql', [
      ...['-h', this.host.address, '-p', String(PORT), '-U', USER, '-d', 'postgres', '-Atc', text],
    ]);
    return stdout.trim();
  }

  private program(name: string, args: readonly string[]) {
    const { command, args: all } = this.asUser(name, args);
    return run(command, [...all], { cwd: '/' });
  }

  private asUser(name: string, args: readonly string[]) {
    const { uid, gid } = postgresUser();
    const programs = postgresPrograms();
    if (programs === undefined)
      throw new Error('There is no PostgreSQL on this machine: install the package `postgresql`.');
    const as = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
    return this.host.command('setpriv', [...as, join(programs, name), ...args]);
  }
}

/** A primary, and a standby without which it commits nothing. */
export class PostgresPair {
  private constructor(
    private primaryServer: PostgresServer,
    private standbyServer: PostgresServer,
  ) {}

  static async start(first: PostgresServer, second: PostgresServer): Promise<PostgresPair> {
    await first.initialise();
    await first.start();
    const pair = new PostgresPair(first, second);
    await pair.rebuildStandby();
    return pair;
  }

  get primary(): PostgresServer {
    return this.primaryServer;
  }

  get standby(): PostgresServer {
    return this.standbyServer;
  }

  get servers(): readonly PostgresServer[] {
    return [this.primaryServer, this.standbyServer];
  }

  get url(): string {
    const hosts = this.servers.map(({ host }) => `${host.address}:${PORT}`);
    return `postgresql://${USER}@${hosts.join(',')}/postgres?target_session_attrs=read-write`;
  }

  /** What an operator does when the primary is lost. */
  async promoteStandby(): Promise<void> {
    const lost = this.primaryServer;
    this.primaryServer = this.standbyServer;
    this.standbyServer = lost;
    await this.primaryServer.sql('SELECT pg_promote(true, 60)');
  }

  /** Makes the other server a standby of the primary. */
  async rebuildStandby(): Promise<void> {
    await this.standbyServer.kill();
    await this.standbyServer.copyFrom(this.primaryServer);
    await this.standbyServer.start();
    await this.primaryServer.sql(`ALTER SYSTEM SET synchronous_standby_names = '*'`);
    await this.primaryServer.sql('SELECT pg_reload_conf()');
    await this.untilSynchronous();
  }

  async untilSynchronous(): Promise<void> {
    const state = 'SELECT sync_state FROM pg_stat_replication';
    await eventually(async () => (await this.primaryServer.sql(state)) === 'sync', {
      what: 'the standby to be synchronous',
    });
  }
}
