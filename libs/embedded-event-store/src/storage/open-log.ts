import { asDamage } from './damage.js';
import { openDatabase, type Database, type DatabaseOptions } from './database.js';
import { EventLog } from './event-log.js';

/**
 * Opens the log in a data folder, or makes one.
 * @throws FolderInUse, DamagedData, or another Error with one clear message; the folder is free again then
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
