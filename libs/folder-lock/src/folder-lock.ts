import Database from 'libsql';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';

export interface FolderLock {
  /** Whether the last owner ended without releasing the lock because the whole machine went down. */
  readonly afterMachineCrash: boolean;
  /** Releases the lock; safe to call again. */
  readonly release: () => void;
}

/** Content of the file `lock`: for people, for releases that know only this file, and for `afterMachineCrash`. */
interface Owner {
  readonly pid: number;
  /** Start time of the process in the kernel's unit; distinguishes a reused process id from the owner's. */
  readonly startedAt: string;
  /** Changes with each boot of the machine. */
  readonly bootId: string;
  /** Absent in files of releases whose lock was this file alone, as is `since`. */
  readonly host?: string;
  /** RFC 3339 in UTC. */
  readonly since?: string;
}

/**
 * Locks a data folder for this process, and creates it if needed (mode 0700). The kernel holds the lock, on the file
 * `lock.held`, and ends it with the process, however that ends; so it holds between containers, too. The file `lock`
 * names the owner.
 * @param inUse creates the error for a folder that another process has locked; `owner` is such as
 * `process 7 on host-1 since 2026-01-31T10:00:00Z`
 * @throws the error of `inUse`; an error of the file system
 */
export function lockFolder(folder: string, inUse: (owner: string) => Error): FolderLock {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, 'lock');
  const letGo = holdInKernel(join(folder, 'lock.held'));
  const previous = readOwner(file);
  if (letGo === undefined) throw inUse(describe(previous));
  try {
    if (previous && previous.since === undefined && isAlive(previous)) throw inUse(describe(previous));
    writeOwner(file);
  } catch (error) {
    letGo();
    throw error;
  }
  let released = false;
  const release = () => {
    if (released) return;
    released = true;
    rmSync(file, { force: true });
    letGo();
  };
  return { afterMachineCrash: previous !== undefined && previous.bootId !== bootId(), release };
}

/**
 * Locks a file by a transaction of SQLite that stays open and never writes, since Node has no call for the kernel's
 * file locks. The file stays empty, and is never removed: a lock on a removed file holds nothing.
 * @returns a function that ends the lock; undefined when another process holds it
 */
function holdInKernel(file: string): (() => void) | undefined {
  const database = new Database(file, { timeout: 0 });
  try {
    // A journal in memory: without it, each start would leave a file behind.
    database.exec('PRAGMA journal_mode = memory; BEGIN EXCLUSIVE');
    return () => database.close();
  } catch (error) {
    database.close();
    if ((error as { code?: string }).code === 'SQLITE_BUSY') return undefined;
    throw error;
  }
}

function describe(owner: Owner | undefined): string {
  if (!owner?.pid) return 'another process';
  const { pid, host, since } = owner;
  return [`process ${pid}`, host && `on ${host}`, since && `since ${since}`].filter(Boolean).join(' ');
}

/** Atomically, since another process may be reading it to name the owner. */
function writeOwner(file: string): void {
  const owner: Owner = {
    pid: process.pid,
    startedAt: startOf(process.pid),
    bootId: bootId(),
    host: hostname(),
    since: new Date().toISOString(),
  };
  writeFileSync(`${file}.new`, `${JSON.stringify(owner)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}

/** @returns undefined without the file; an owner without members when a crash of the machine left no valid content */
function readOwner(file: string): Owner | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return (JSON.parse(readFileSync(file, 'utf8')) as Owner | null) ?? NOBODY;
  } catch {
    return NOBODY;
  }
}

const NOBODY: Owner = { pid: 0, startedAt: '', bootId: 'unknown' };

/** Whether a process of this process id namespace that has locked the folder in the way of earlier releases still runs. */
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
