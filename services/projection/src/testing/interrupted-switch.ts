import { loadSettings } from '@system-landscape/service-kit';
import { openDatabase } from '../database/open-database.js';
import { ProjectionSettings } from '../settings.js';

/** More than a connection keeps in memory, so that pages of the open transaction are in the files. */
const ROWS = 300;
const TEXT = 'x'.repeat(100_000);

/** Switches the tables and changes both sets of them, and is killed before it commits. */
async function start(): Promise<void> {
  const database = await openDatabase(loadSettings(ProjectionSettings, process.env));
  await database.transaction(async (transaction) => {
    await transaction.query("update checkpoint set role = 'before'");
    await transaction.swapTables();
    await transaction.query('delete from read_model_beside.systems');
    const keys = Array.from({ length: ROWS }, (_, index) => String(index));
    const all = (value: string) => keys.map(() => value);
    await transaction.insert([
      {
        table: 'quarantine',
        columns: {
          ...{ stream: keys, position: all('1'), revision: all('0'), event_id: keys, event_type: all('Any') },
          ...{ reason: all(TEXT), since: all('2026-01-05T10:00:00.000Z') },
        },
      },
    ]);
    process.kill(process.pid, 'SIGKILL');
  });
}

void start();
