import { readConnectionString } from '@system-landscape/postgres-access';
import { postgresPrograms, startPostgres, temporaryFolder, type Postgres } from '@system-landscape/test-support';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Database } from '../database/database.js';
import { openDatabase } from '../database/open-database.js';
import { askPostgres } from './ask-postgres.js';

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

export async function libsqlFolder(): Promise<Storage> {
  const folder = await temporaryFolder('read-model');
  const dataKeyFile = join(folder.path, 'read-model.key');
  writeFileSync(dataKeyFile, randomBytes(32), { mode: 0o600 });
  return { settings: { dataDir: join(folder.path, 'data'), dataKeyFile, databasePool: 4 }, remove: folder.remove };
}

/** Runs as long as the spec file. Nothing crashes it, so that its data need not be on disk. */
let postgres: Promise<Postgres> | undefined;
let databases = 0;

async function postgresDatabase(): Promise<Storage> {
  postgres ??= startPostgres({ settings: ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] });
  const server = await postgres;
  const url = new URL(server.url);
  url.pathname = `read_model_${(databases += 1)}`;
  await askPostgres(server, `create database ${url.pathname.slice(1)}`);
  // It ends with its server.
  const remove = () => Promise.resolve();
  return { settings: { dataDir: '', databaseUrl: url.href, databasePool: 4 }, remove };
}

afterAll(async () => (await postgres)?.stop());

/** Databases that must answer every query alike: libSQL, and PostgreSQL if it is installed. */
export const STORAGES: readonly (readonly [string, () => Promise<Storage>])[] = [
  ['libSQL', libsqlFolder],
  ...(postgresPrograms() === undefined ? [] : [['PostgreSQL', postgresDatabase] as const]),
];

export function openStorage({ settings }: Storage): Promise<Database> {
  const { databaseUrl, ...others } = settings;
  return openDatabase({
    ...others,
    ...(databaseUrl !== undefined && { database: readConnectionString(databaseUrl, process.env) }),
  });
}
