import { PGlite } from '@electric-sql/pglite';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { makeTables } from './pglite-tables.js';

/** Run by `emptyReadModel`: creates the named folder, completely or not at all. */
async function makeEmptyReadModel(folder: string): Promise<void> {
  const unfinished = mkdtempSync(`${folder}-`);
  try {
    const pglite = await PGlite.create({ dataDir: unfinished });
    await makeTables(pglite);
    // The default, 128 MB, is memory of this process; the page cache of the machine serves the rest.
    await pglite.exec("alter system set shared_buffers = '48MB'");
    // No database is created from the templates, and they are two thirds of all files.
    for (const template of ['template0', 'template1']) {
      await pglite.exec(`alter database ${template} is_template false`);
      await pglite.exec(`drop database ${template}`);
    }
    await pglite.close();
    renameSync(unfinished, folder);
  } finally {
    // It is still there when another process was faster.
    rmSync(unfinished, { recursive: true, force: true });
  }
}

void makeEmptyReadModel(process.argv[2]!);
