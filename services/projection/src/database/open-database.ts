import { Logger } from '@nestjs/common';
import { SettingsError } from '@system-landscape/service-kit';
import type { ProjectionSettings } from '../settings.js';
import { readDataKey } from './data-key.js';
import type { Database } from './database.js';
import { LibsqlDatabase } from './libsql-database.js';
import { PostgresDatabase } from './postgres-database.js';

type DatabaseSettings = Pick<ProjectionSettings, 'database' | 'databasePool' | 'dataDir' | 'dataKeyFile'>;

/** Opens the database of the settings and brings its tables up to date. @throws Error that names the remedy */
export async function openDatabase({
  database,
  databasePool,
  dataDir,
  dataKeyFile,
}: DatabaseSettings): Promise<Database> {
  const logger = new Logger('Database');
  if (database !== undefined) {
    return PostgresDatabase.open(database, databasePool, (err) => logger.warn({ err }, 'A connection broke'));
  }
  if (dataKeyFile === undefined) {
    throw new SettingsError([
      'DATA_KEY_FILE is not set; it must name a file of 32 bytes that the read model is encrypted with, unless DATABASE_URL ' +
        'names a PostgreSQL. Make one with `head -c 32 /dev/urandom`.',
    ]);
  }
  return LibsqlDatabase.open(
    dataDir,
    readDataKey(dataKeyFile),
    (reason) => logger.warn(`The read model in ${dataDir} cannot be used: ${reason}. It is rebuilt from the log.`),
    (err) => logger.warn({ err }, 'Tables that are no longer used could not be dropped'),
  );
}
