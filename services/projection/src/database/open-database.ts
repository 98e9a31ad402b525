import { Logger } from '@nestjs/common';
import type { ProjectionSettings } from '../settings.js';
import type { Database } from './database.js';
import { PgliteDatabase } from './pglite-database.js';
import { PostgresDatabase } from './postgres-database.js';

type DatabaseSettings = Pick<ProjectionSettings, 'databaseUrl' | 'databasePool' | 'dataDir'>;

/** The database that the settings ask for, with its tables up to date. @throws Error that says what to do */
export function openDatabase({ databaseUrl, databasePool, dataDir }: DatabaseSettings): Promise<Database> {
  if (databaseUrl === undefined) return PgliteDatabase.open(dataDir);
  const logger = new Logger('Database');
  return PostgresDatabase.open(databaseUrl, databasePool, (err) => logger.warn({ err }, 'A connection broke'));
}
