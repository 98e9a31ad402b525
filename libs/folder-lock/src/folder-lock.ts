import { hash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FolderLock {
  /** Whether the last owner ended without releasing the lock because the whole machine went down. */
  readonly afterMachineCrash: boolean;
  /** Releases the lock; safe to call again. */
  readonly release: () => void;
}

interface Owner {
  readonly pid: number;
  /** Start time of the process in the kernel's unit; distinguishes a reused process id from the owner's. */
  readonly startedAt: string;
  /** Changes with each boot of the machine. */
  readonly bootId: string;
}

/**
 * Locks a data folder for this process, and creates it if needed (mode 0700). The file `lock` in it names the process.
 * The lock of a process that has ended, even by a crash, is taken over.
 * @param inUse creates the error for a folder that another process has locked
 * @throws the error of `inUse`; an error of the file system
 */
export function lockFolder(folder: string, inUse: (pid: number) => Error): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'lock');
  const taken = take(file);
  if ('by' in taken) throw inUse(taken.by);
  let released = false;
  const release = () => {
    if (released) return;
    released = true;
    rmSync(file, { force: true });
  };
  const afterMachineCrash = taken.leftBehind !== undefined && parseOwner(taken.leftBehind)?.bootId !== bootId();
  return { afterMachineCrash, release };
}

/** Creates the lock file, or takes over that of a process that has ended; otherwise returns the owner's process id. */
function take(file: string): { readonly leftBehind?: string } | { readonly by: number } {
  while (!createAtomically(file)) {
    const text = readIfExists(file);
    if (text === undefined) continue;
    const owner = parseOwner(text);
    if (owner && isAlive(owner)) return { by: owner.pid };
    if (replace(file, text)) return { leftBehind: text };
  }
  return {};
}

/**
 * Replaces the lock file of a process that has ended, unless another process was faster. A process first locks a claim
 * file whose name depends on the old content, so that no two processes replace the same file, and none replaces a newer
 * one.
 */
function replace(file: string, leftBehind: string): boolean {
  const claim = `${file}.${hash('sha256', leftBehind).slice(0, 16)}`;
  if ('by' in take(claim)) return false;
  try {
    if (readIfExists(file) !== leftBehind) return false;
    renameSync(draftOf(file), file);
    return true;
  } finally {
    rmSync(claim, { force: true });
  }
}

/** Creates the file with its content atomically; false when it exists. */
function createAtomically(file: string): boolean {
  const draft = draftOf(file);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft, { force: true });
  }
}

/** Writes a file next to it that names this process. */
function draftOf(file: string): string {
  const draft = `${file}.${process.pid}`;
  const mine: Owner = { pid: process.pid, startedAt: startOf(process.pid), bootId: bootId() };
  writeFileSync(draft, `${JSON.stringify(mine)}\n`, { mode: 0o600 });
  return draft;
}

function readIfExists(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

function parseOwner(text: string): Owner | undefined {
  try {
    return (JSON.parse(text) as Owner | null) ?? undefined;
  } catch {
    // After a crash of the machine the file may be empty.
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
  return startedAt === startOf(pid);
}

/** Start time of a process; empty on systems without `/proc`. */
function startOf(pid: number): string {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return '';
  const stat = readFileSync(file, 'utf8');
  // The second field is the program's name in parentheses and may contain spaces; the start time is the 22nd.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function bootId(): string {
  const file = '/proc/sys/kernel/random/boot_id';
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}
