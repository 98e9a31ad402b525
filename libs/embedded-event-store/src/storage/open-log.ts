import { asDamage } from './damage.js';
import { openDatabase, type Database, type DatabaseOptions } from './database.js';
import { EventLog } from './event-log.js';

/**
 * Opens the log in a data folder, and creates it if needed. On an error the folder is released.
 * @throws FolderInUse; DamagedData; Error with a message for the operator
 */
export async function openLog(
  options: DatabaseOptions,
  now: () => number,
  onBroken: (error: Error) => void,
): Promise<EventLog> {
  let database: Database | undefined;
  try {
    database = openDatabase(options);
    return new EventLog(database, now, onBroken);
  } catch (error) {
    await database?.close();
    throw asDamage(error);
  }
}
