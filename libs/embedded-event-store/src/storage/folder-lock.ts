import { closeSync, existsSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Another process has the data folder. */
export class FolderInUse extends Error {
  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by process ${pid}. Stop that event store, or give another folder with --data.`,
    );
  }
}

/**
 * Takes a data folder for this process. The file `lock` in it names the owner; one whose process has ended (also by
 * a crash) is taken over.
 * @returns gives the folder back
 * @throws FolderInUse
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, 'lock');
  for (;;) {
    try {
      const handle = openSync(file, 'wx', 0o600);
      writeSync(handle, ownerLine(process.pid));
      closeSync(handle);
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = readOwner(file);
    if (owner && isAlive(owner)) throw new FolderInUse(folder, owner.pid);
    rmSync(file, { force: true });
  }
}

interface Owner {
  readonly pid: number;
  readonly startedAt: string;
}

function readOwner(file: string): Owner | undefined {
  try {
    const [pid, startedAt = ''] = readFileSync(file, 'utf8').trim().split(' ');
    return { pid: Number(pid), startedAt };
  } catch {
    // It was given back in this moment.
    return undefined;
  }
}

function isAlive({ pid, startedAt }: Owner): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false;
  }
  // A process id is given out again some day (in a container: at once), its start time is not.
  return startedAt === processStart(pid);
}

const ownerLine = (pid: number) => `${pid} ${processStart(pid)}\n`;

/** When the kernel started the process, in its own unit; empty where `/proc` does not exist. */
function processStart(pid: number): string {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return '';
  const stat = readFileSync(file, 'utf8');
  // The second field is the program's name in parentheses and may hold spaces; the start time is the 22nd.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}
