import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ReadableRoot {
  readonly path: string;
  /** Options of Node that make programs see this path instead of the one behind it. */
  readonly options: readonly string[];
  /** Removes what was made for it. */
  readonly remove: () => void;
}

/**
 * The checkout under a path that every package can read: LMDB's takes `#`, `?` and `%` in the path of its own files for
 * parts of a URL. Such a checkout gets a link in the folder for temporary files.
 */
export function readableRoot(root: string): ReadableRoot {
  if (!/[#?%]/.test(root)) return { path: root, options: [], remove: () => undefined };
  const folder = mkdtempSync(join(tmpdir(), 'landscape-'));
  const path = join(folder, 'checkout');
  symlinkSync(root, path);
  return {
    path,
    options: ['--preserve-symlinks', '--preserve-symlinks-main'],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
