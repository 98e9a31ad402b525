import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from './free-port.js';
import { pgbouncerBinary } from './programs.js';
import type { Postgres } from './start-postgres.js';
import { startProcess } from './start-process.js';
import { temporaryFolder } from './temporary-folder.js';

export interface Pooler {
  /** For a connection that keeps its session as long as it is open, for a transaction, or for a statement. */
  readonly url: (mode: 'session' | 'transaction' | 'statement') => string;
  readonly stop: () => Promise<void>;
}

/** Starts PgBouncer before a PostgreSQL, with one database for each mode. */
export async function startPgbouncer({ port: server }: Postgres): Promise<Pooler> {
  const folder = await temporaryFolder('pgbouncer');
  const port = await freePort();
  const users = join(folder.path, 'users.txt');
  await writeFile(users, '"landscape" ""\n', { mode: 0o644 });
  const modes = ['session', 'transaction', 'statement'] as const;
  const config = join(folder.path, 'pgbouncer.ini');
  await writeFile(
    config,
    [
      '[databases]',
      ...modes.map((mode) => `${mode} = host=127.0.0.1 port=${server} dbname=postgres pool_mode=${mode}`),
      '[pgbouncer]',
      'listen_addr = 127.0.0.1',
      `listen_port = ${port}`,
      'unix_socket_dir =',
      'auth_type = trust',
      `auth_file = ${users}`,
      '',
    ].join('\n'),
  );
  const running = await startProcess({
    name: 'PgBouncer',
    command: pgbouncerBinary(),
    // It refuses to run as root.
    args: [...(process.getuid?.() === 0 ? ['-u', 'postgres'] : []), config],
    cwd: folder.path,
    readyLine: /process up/,
  });
  return {
    url: (mode) => `postgresql://landscape@127.0.0.1:${port}/${mode}`,
    async stop() {
      await running.stop();
      await folder.remove();
    },
  };
}
