import { lockFolder, type FolderLock } from '@system-landscape/folder-lock';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { reasonOf } from './reason.js';

/** The entry of one process in `run.json`. */
export interface RunningComponent {
  pid: number;
  port: number;
  url: string;
  /** Where health and metrics are, unless at `url`. */
  metricsUrl?: string;
}

export interface DataFolder {
  /** Writes `run.json`: the running processes, for the operator CLI and for tests. */
  writeRunFile(components: Record<string, RunningComponent>): void;
  /** Releases the lock and removes `run.json`; safe to call again. */
  release(): void;
}

/** Another platform is running on the data folder. */
class FolderInUse extends Error {
  constructor(path: string, owner: string) {
    super(`A platform (${owner}) is already running on ${path}. Stop it first, or choose another folder: DATA_DIR=….`);
  }
}

/**
 * Locks a data folder for this process; creates it when missing.
 * @throws Error with cause and remedy when another platform is running on it, or it cannot be written
 */
export function lockDataFolder(path: string): DataFolder {
  const lock = locked(path);
  const runFile = join(path, 'run.json');
  let released = false;
  return {
    writeRunFile(components) {
      writeFileSync(`${runFile}.new`, `${JSON.stringify({ pid: process.pid, parts: components }, null, 2)}\n`);
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
    return lockFolder(path, (owner) => new FolderInUse(path, owner));
  } catch (error) {
    if (error instanceof FolderInUse) throw error;
    throw new Error(
      `The data folder ${path} cannot be used: ${reasonOf(error)}. Correct DATA_DIR, its permissions or its disk.`,
    );
  }
}
