import { execFile } from 'node:child_process';
import { chown, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const CHUNK = Buffer.alloc(1_048_576);

/** A disk in memory that can be filled. */
export class Disk {
  private constructor(readonly path: string) {}

  static async mount(
    path: string,
    megabytes: number,
    owner?: { readonly uid: number; readonly gid: number },
  ): Promise<Disk> {
    await mkdir(path, { recursive: true });
    await run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'disk', path]);
    if (owner) await chown(path, owner.uid, owner.gid);
    return new Disk(path);
  }

  /** Until nothing more fits. */
  async fill(): Promise<void> {
    const file = await open(this.filler, 'w');
    try {
      for (let size = CHUNK.length; size > 0;) {
        const written = await file.write(CHUNK, 0, size).then(
          ({ bytesWritten }) => bytesWritten,
          (error: NodeJS.ErrnoException) => {
            if (error.code !== 'ENOSPC') throw error;
            return 0;
          },
        );
        if (written === 0) size = size > 1 ? Math.floor(size / 2) : 0;
      }
    } finally {
      await file.close();
    }
  }

  async free(): Promise<void> {
    await rm(this.filler, { force: true });
  }

  async unmount(): Promise<void> {
    await run('umount', ['--lazy', this.path]);
  }

  private get filler(): string {
    return join(this.path, 'filler');
  }
}
