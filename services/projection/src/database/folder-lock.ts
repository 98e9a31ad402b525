import { SettingsError } from '@system-landscape/service-kit';
import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Another process has the data folder. */
export class FolderInUse extends SettingsError {
  constructor(folder: string, pid: number) {
    super([
      `DATA_DIR ${folder} is in use by process ${pid}. Stop that projection, give another folder, or set DATABASE_URL ` +
        'to a PostgreSQL, which several projections can share.',
    ]);
  }
}

export interface FolderLock {
  /** How the last owner ended: without giving the folder back, and with the whole machine. */
  readonly afterMachineCrash: boolean;
  /** Gives the folder back. */
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
 * Takes a data folder for this process; makes it when it is not there. The file `lock` in it names the owner. One
 * whose process has ended (also by a crash) is taken over.
 * @throws FolderInUse
 */
export function lockFolder(folder: string): FolderLock {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'lock');
  const mine = `${JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid), bootId: bootId() })}\n`;
  let afterMachineCrash = false;
  while (!createWhole(file, mine)) {
    const text = readIfThere(file);
    if (text === undefined) continue;
    const owner = parseOwner(text);
    if (owner && isAlive(owner)) throw new FolderInUse(folder, owner.pid);
    if (takeAway(file, text)) afterMachineCrash = owner?.bootId !== bootId();
  }
  return { afterMachineCrash, release: () => rmSync(file, { force: true }) };
}

/** Creates the file with all of its content, or not at all where there is one. */
function createWhole(file: string, text: string): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, text, { mode: 0o600 });
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

/** Removes a lock that was left behind; one that somebody else has made meanwhile is put back. */
function takeAway(file: string, leftBehind: string): boolean {
  const aside = `${file}.${process.pid}.old`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    return false;
  }
  const isLeftBehind = readFileSync(aside, 'utf8') === leftBehind;
  if (!isLeftBehind) linkSync(aside, file);
  rmSync(aside, { force: true });
  return isLeftBehind;
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
