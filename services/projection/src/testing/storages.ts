import { readConnectionString } from '@system-landscape/postgres-access';
import { postgresPrograms, startPostgres, temporaryFolder } from '@system-landscape/test-support';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';

export interface Storage {
  /** Settings with which the projection opens it. */
  readonly settings: {
    readonly dataDir: string;
    readonly dataKeyFile?: string;
    readonly databaseUrl?: string;
    readonly databasePool: number;
  };
  readonly remove: () => Promise<void>;
}

export async function pgliteFolder(): Promise<Storage> {
  const folder = await temporaryFolder('read-model');
  const dataKeyFile = join(folder.path, 'read-model.key');
  writeFileSync(dataKeyFile, randomBytes(32), { mode: 0o600 });
  return { settings: { dataDir: join(folder.path, 'data'), dataKeyFile, databasePool: 4 }, remove: folder.remove };
}

async function postgresServer(): Promise<Storage> {
  const postgres = await startPostgres();
  return { settings: { dataDir: '', databaseUrl: postgres.url, databasePool: 4 }, remove: postgres.stop };
}

/** Databases that must answer every query alike: PGlite, and PostgreSQL if it is installed. */
export const STORAGES: readonly (readonly [string, () => Promise<Storage>])[] = [
  ['PGlite', pgliteFolder],
  ...(postgresPrograms() === undefined ? [] : [['PostgreSQL', postgresServer] as const]),
];

export function openStorage({ settings }: Storage): Promise<Database> {
  const { databaseUrl, ...others } = settings;
  return openDatabase({
    ...others,
    ...(databaseUrl !== undefined && { database: readConnectionString(databaseUrl, process.env) }),
  });
}
