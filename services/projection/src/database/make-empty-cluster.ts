import { PGlite } from '@electric-sql/pglite';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';

/** Run by `emptyCluster`: makes the folder that is named, whole or not at all. */
async function makeEmptyCluster(folder: string): Promise<void> {
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    const pglite = await PGlite.create({ dataDir: unfinished });
    await pglite.close();
    renameSync(unfinished, folder);
  } finally {
    // Also when another process was first.
    rmSync(unfinished, { recursive: true, force: true });
  }
}

void makeEmptyCluster(process.argv[2]!);
