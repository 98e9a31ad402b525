import { lockFolder, type FolderLock } from '@system-landscape/folder-lock';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** What `run.json` tells about one process. */
export interface RunningPart {
  pid: number;
  port: number;
  url: string;
}

export interface DataFolder {
  /** Writes `run.json`: which processes run, for tests and the curious. */
  note(parts: Record<string, RunningPart>): void;
  /** Gives the folder back; safe to call again. */
  release(): void;
}

/** Another platform runs on the data folder. */
class FolderInUse extends Error {
  constructor(path: string, pid: number) {
    super(`A platform (process ${pid}) already runs on ${path}. Stop it first, or choose another folder: DATA_DIR=….`);
  }
}

/**
 * Takes a data folder for this process; makes it when it is not there.
 * @throws Error with cause and cure when another platform runs on it, or it cannot be written
 */
export function takeDataFolder(path: string): DataFolder {
  const lock = locked(path);
  const runFile = join(path, 'run.json');
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
      lock.release();
    },
  };
}

function locked(path: string): FolderLock {
  try {
    return lockFolder(path, (pid) => new FolderInUse(path, pid));
  } catch (error) {
    if (error instanceof FolderInUse) throw error;
    throw new Error(
      `The data folder ${path} cannot be used: ${messageOf(error)}. Correct DATA_DIR or its permissions.`,
    );
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));
