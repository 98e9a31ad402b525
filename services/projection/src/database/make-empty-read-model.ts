import { PGlite } from '@electric-sql/pglite';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { makeTables } from './pglite-tables.js';

/** Run by `emptyReadModel`: makes the folder that is named, whole or not at all. */
async function makeEmptyReadModel(folder: string): Promise<void> {
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    const pglite = await PGlite.create({ dataDir: unfinished });
    await makeTables(pglite);
    // The default, 128 MB, is memory of this one process. What is not in it is in the memory of the machine.
    await pglite.exec("alter system set shared_buffers = '48MB'");
    // Nobody makes another database out of them, and they are two thirds of all files.
    for (const template of ['template0', 'template1']) {
      await pglite.exec(`alter database ${template} is_template false`);
      await pglite.exec(`drop database ${template}`);
    }
    await pglite.close();
    renameSync(unfinished, folder);
  } finally {
    // Also when another process was first.
    rmSync(unfinished, { recursive: true, force: true });
  }
}

void makeEmptyReadModel(process.argv[2]!);
