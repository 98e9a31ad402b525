import { hash } from 'node:crypto';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface FolderLock {
  /** How the last owner ended: without giving the folder back, and with the whole machine. */
  readonly afterMachineCrash: boolean;
  /** Gives the folder back; safe to call again. */
  readonly release: () => void;
}

interface Owner {
  readonly pid: number;
  /** When the kernel started the process, in its own unit: process ids come back, these do not. */
  readonly startedAt: string;
  /** Differs after each start of the machine. */
  readonly bootId: string;
}

/**
 * Takes a data folder for this process; makes it, for its owner alone, when it is not there. The file `lock` in it names
 * the process. One that has ended, also by a crash, is taken over.
 * @param inUse the error for a folder that another process has
 * @throws what `inUse` gives; an error of the file system
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

/** Makes the file, or takes over what a process that has ended left behind; else tells which process has it. */
function take(file: string): { readonly leftBehind?: string } | { readonly by: number } {
  while (!createWhole(file)) {
    const text = readIfThere(file);
    if (text === undefined) continue;
    const owner = parseOwner(text);
    if (owner && isAlive(owner)) return { by: owner.pid };
    if (replace(file, text)) return { leftBehind: text };
  }
  return {};
}

/**
 * Puts this process in the place of one that has ended, unless another was faster. Who does so has first taken the claim
 * to just what was left behind: no two replace it, and none replaces the one that came after it.
 */
function replace(file: string, leftBehind: string): boolean {
  const claim = `${file}.${hash('sha256', leftBehind).slice(0, 16)}`;
  if ('by' in take(claim)) return false;
  try {
    if (readIfThere(file) !== leftBehind) return false;
    renameSync(draftOf(file), file);
    return true;
  } finally {
    rmSync(claim, { force: true });
  }
}

/** Creates the file with all of its content, or not at all where there is one. */
function createWhole(file: string): boolean {
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

/** A file beside it that names this process. */
function draftOf(file: string): string {
  const draft = `${file}.${process.pid}`;
  const mine: Owner = { pid: process.pid, startedAt: startOf(process.pid), bootId: bootId() };
  writeFileSync(draft, `${JSON.stringify(mine)}\n`, { mode: 0o600 });
  return draft;
}

function readIfThere(file: string): string | undefined {
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
    // A machine that went down may leave an empty file.
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

/** Empty where `/proc` does not exist. */
function startOf(pid: number): string {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return '';
  const stat = readFileSync(file, 'utf8');
  // The second field is the program's name in parentheses and may hold spaces; the start time is the 22nd.
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

function bootId(): string {
  const file = '/proc/sys/kernel/random/boot_id';
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
}
