import { Logger } from '@nestjs/common';
import { SettingsError } from '@system-landscape/service-kit';
import type { ProjectionSettings } from '../settings.js';
import { DataKey } from './data-key.js';
import type { Database } from './database.js';
import { PgliteDatabase } from './pglite-database.js';
import { PostgresDatabase } from './postgres-database.js';

type DatabaseSettings = Pick<ProjectionSettings, 'database' | 'databasePool' | 'dataDir' | 'dataKeyFile'>;

/** Opens the database of the settings and brings its tables up to date. @throws Error that names the remedy */
export function openDatabase({ database, databasePool, dataDir, dataKeyFile }: DatabaseSettings): Promise<Database> {
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
  return PgliteDatabase.open(dataDir, DataKey.read(dataKeyFile), (reason) =>
    logger.warn({ reason, dataDir }, 'The read model cannot be used; it is rebuilt from the log'),
  );
}
