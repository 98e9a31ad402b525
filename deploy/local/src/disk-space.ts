import { statfsSync } from 'node:fs';

/** A disk with less counts as full: the read model, for example, writes its log in pieces of 16 MiB. */
const NEEDED_BYTES = 16 * 1024 * 1024;

/** Whether a folder is on a disk that is full. False when that cannot be told. */
export function isDiskFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < NEEDED_BYTES;
  } catch {
    return false;
  }
}
