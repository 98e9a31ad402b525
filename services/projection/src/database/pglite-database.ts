import { lockFolder } from '@system-landscape/folder-lock';
import { SettingsError } from '@system-landscape/service-kit';
import { PGlite } from '@electric-sql/pglite';
import { Logger } from '@nestjs/common';
import { existsSync } from 'node:fs';
import type { DataKey } from './data-key.js';
import type { Database, LeaderOptions, Transaction } from './database.js';
import { unlessUnavailable } from './database-unavailable.js';
import { emptyReadModel } from './empty-read-model.js';
import { EncryptedFilesystem } from './encrypted-filesystem.js';
import { PgliteFolder } from './pglite-folder.js';
import { PgliteSession } from './pglite-session.js';
import { makeTables } from './pglite-tables.js';
import { countEvents, TableMaintenance } from './table-maintenance.js';

/** PostgreSQL inside the process, in a folder that belongs to this process alone. */
export class PgliteDatabase implements Database {
  readonly storage = 'pglite';
  readonly shared = false;
  /** It runs one at a time; all others of readers wait where accounts take turns. */
  readonly readers = 1;

  private constructor(
    private readonly pglite: PGlite,
    private readonly session: PgliteSession,
    private readonly maintenance: TableMaintenance,
    private readonly release: () => void,
  ) {}

  /**
   * Opens the folder, or creates it; its files are encrypted with the key (M-06). A killed process loses nothing. PGlite
   * does not wait for the disk, though, so after a crash of the machine its files are not trusted. A folder that was
   * created with another key or without one cannot be read. In both cases the read model is rebuilt from the log.
   * @param onDiscarded called with the reason when the read model is rebuilt from scratch
   * @throws SettingsError that says what to do with a folder that is in use or cannot be opened
   */
  static async open(path: string, key: DataKey, onDiscarded: (reason: string) => void): Promise<PgliteDatabase> {
    const lock = lockFolder(path, (owner) => inUse(path, owner));
    try {
      const folder = new PgliteFolder(path, key);
      const unusable = lock.afterMachineCrash ? 'the machine went down while it was in use' : folder.unusable();
      if (unusable !== undefined && folder.discard()) onDiscarded(unusable);
      const pglite = await opened(folder);
      await makeTables(pglite);
      // Planning for the values of each call takes longer than what it finds saves. A plan that is kept must not read
      // whole tables because they were empty when it was made. Statistics of a small sample tell enough for that; the
      // usual ones stop everybody for up to 400 ms whenever they are made. And 16 MB of zeros need not be written
      // before each 16 MB of WAL.
      await pglite.exec(
        `set plan_cache_mode = force_generic_plan; set enable_seqscan = off; set default_statistics_target = 2;
         set wal_init_zero = off`,
      );
      folder.seal();
      const session = new PgliteSession(pglite);
      return new PgliteDatabase(pglite, session, await maintenanceOf(session), lock.release);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return unlessUnavailable(() => this.session.query<Row>(sql, parameters));
  }

  /** The folder belongs to this process alone, so it is always the leader. */
  runAsLeader({ lead, stop }: LeaderOptions): Promise<void> {
    const maintainTables = (events: number) => this.maintenance.afterCommit(events);
    return lead({ transaction: this.transaction, maintainTables }, stop);
  }

  readonly transaction: Transaction = (work) => this.session.transaction(work);

  async close(): Promise<void> {
    if (this.pglite.closed) return;
    await this.maintenance.stop();
    await this.pglite.close();
    this.release();
  }
}

function inUse(path: string, owner: string): SettingsError {
  return new SettingsError([
    `DATA_DIR ${path} is in use by ${owner}. Stop that projection, give another folder, or set DATABASE_URL to a ` +
      'PostgreSQL, which several projections can share.',
  ]);
}

async function maintenanceOf(session: PgliteSession): Promise<TableMaintenance> {
  const query = (sql: string) => session.query(sql);
  const logger = new Logger('ReadModel');
  return new TableMaintenance(query, await countEvents(query), (err) => {
    logger.warn({ err }, 'The maintenance of the read model’s tables failed');
  });
}

async function opened({ files, keys }: PgliteFolder): Promise<PGlite> {
  try {
    const isNew = !existsSync(files);
    const filesystem = new EncryptedFilesystem(files, keys);
    const empty = isNew ? await emptyReadModel() : undefined;
    if (empty !== undefined) filesystem.importFolder(empty);
    return await PGlite.create({ fs: filesystem });
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new SettingsError([
      `DATA_DIR holds a read model that cannot be opened (${cause}). Remove ${files}: the projection rebuilds it from the log.`,
    ]);
  }
}
