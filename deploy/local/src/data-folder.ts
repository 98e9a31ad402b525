import { mkdirSync, readFileSync, rmSync, writeFileSync, renameSync } from 'node:fs';
import { join } from 'node:path';

/** What `run.json` tells about one process. */
export interface RunningPart {
  pid: number;
  port: number;
  url: string;
}

interface Owner {
  pid: number;
  /** Tells a process from a later one with the same pid; only known on Linux. */
  startedAt?: string;
}

export interface DataFolder {
  /** Writes `run.json`: which processes run, for tests and the curious. */
  note(parts: Record<string, RunningPart>): void;
  /** Gives the folder back; safe to call again. */
  release(): void;
}

/**
 * Takes a data folder for this process; a lock of a process that is gone does not count.
 * @throws Error with cause and cure when another platform runs on it, or it cannot be written
 */
export function takeDataFolder(path: string): DataFolder {
  const lockFile = join(path, 'lock.json');
  const runFile = join(path, 'run.json');
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    takeLock(lockFile);
  } catch (error) {
    if (error instanceof FolderInUse) {
      throw new Error(
        `A platform (process ${error.pid}) already runs on ${path}. Stop it first, or choose another folder: DATA_DIR=….`,
      );
    }
    throw new Error(
      `The data folder ${path} cannot be used: ${messageOf(error)}. Correct DATA_DIR or its permissions.`,
    );
  }
  let released = false;
  return {
    note(parts) {
      writeFileSync(`${runFile}.new`, `${JSON.stringify({ pid: process.pid, parts }, null, 2)}\n`);
      renameSync(`${runFile}.new`, runFile);
    },
    release() {
      if (released) return;
      released = true;
      rmSync(runFile, { force: true });
      rmSync(lockFile, { force: true });
    },
  };
}

class FolderInUse extends Error {
  constructor(readonly pid: number) {
    super(`in use by ${pid}`);
  }
}

function takeLock(lockFile: string): void {
  const mine: Owner = { pid: process.pid, startedAt: startOf(process.pid) };
  const create = () => writeFileSync(lockFile, JSON.stringify(mine), { flag: 'wx' });
  try {
    create();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = readOwner(lockFile);
    if (owner !== undefined && lives(owner)) throw new FolderInUse(owner.pid);
    rmSync(lockFile, { force: true });
    create();
  }
}

function readOwner(lockFile: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(lockFile, 'utf8')) as Owner;
    return Number.isInteger(owner.pid) ? owner : undefined;
  } catch {
    // Cut off while it was written: whoever wrote it is gone.
    return undefined;
  }
}

function lives({ pid, startedAt }: Owner): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return false;
  }
  return startedAt === undefined || startOf(pid) === startedAt;
}

/** Boot and start time of a process; undefined where the system does not tell. */
function startOf(pid: number): string | undefined {
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    // proc(5): field 22 is the start time; the fields after the name begin with number 3.
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${afterName.split(' ')[19]}`;
  } catch {
    return undefined;
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
