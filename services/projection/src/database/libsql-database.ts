import { lockFolder } from '@system-landscape/folder-lock';
import { SettingsError } from '@system-landscape/service-kit';
import { Mutex } from 'async-mutex';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Answer, Database, Insertion, LeaderOptions, OpenTransaction, Transaction } from './database.js';
import { unlessUnavailable } from './database-unavailable.js';
import { LibsqlConnection } from './libsql-connection.js';
import { SHADOW_PREFIX } from './libsql-dialect.js';
import { isOfLibsql } from './libsql-errors.js';
import type { DropDiscarded } from './drop-discarded.js';
import { createTables, DISCARDED, emptyShadowTables, TABLES_VERSION } from './libsql-tables.js';
import { TABLE_NAMES } from './migrations.js';

const FILE = 'read-model.db';
/** What earlier releases kept their read model in. */
const OF_PGLITE = ['pglite', 'read-model.json'];

/**
 * libSQL inside the process, in a folder that belongs to this process alone. One connection writes, another one reads: what
 * is committed, also while a transaction is open.
 */
export class LibsqlDatabase implements Database {
  readonly storage = 'libsql';
  readonly shared = false;
  /** A query ends before the next one begins; all others of readers wait where accounts take turns. */
  readonly readers = 1;

  private readonly turn = new Mutex();
  private readonly contents: ReadonlyMap<string, string>;
  private isOpen = true;
  private dropping: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly writer: LibsqlConnection,
    private readonly reader: LibsqlConnection,
    private readonly files: DropDiscarded,
    private readonly release: () => void,
    private readonly onError: (error: unknown) => void,
  ) {
    this.contents = new Map(TABLE_NAMES.map((table) => [table, contentOf(table, reader)]));
    this.dropDiscarded();
  }

  /**
   * Opens the folder, or creates it; its files are encrypted with the key (M-06). A process or a machine that crashes leaves
   * a read model of an earlier position at most. One that cannot be used is rebuilt from the log.
   * @param key 32 bytes
   * @param onDiscarded called with the reason when the read model is rebuilt from scratch
   * @param onError called when tables that are no longer used cannot be dropped; that is tried again after the next start
   * @throws SettingsError that says what to do with a folder that is in use
   */
  static open(
    path: string,
    key: Buffer,
    onDiscarded: (reason: string) => void,
    onError: (error: unknown) => void,
  ): LibsqlDatabase {
    const lock = lockFolder(path, (owner) => inUse(path, owner));
    try {
      const file = join(path, FILE);
      const unusable = OF_PGLITE.some((name) => existsSync(join(path, name)))
        ? 'an earlier release has written it'
        : existsSync(file)
          ? whyUnusable(file, key)
          : undefined;
      if (unusable !== undefined) {
        for (const name of [...OF_PGLITE, FILE, `${FILE}-wal`, `${FILE}-shm`]) {
          rmSync(join(path, name), { recursive: true, force: true });
        }
        onDiscarded(unusable);
      }
      // The files next to it get its access rights.
      closeSync(openSync(file, 'a', 0o600));
      const writer = new LibsqlConnection(file, key);
      writer.setUp();
      if (versionOf(writer) === 0) writer.execute(`begin; ${createTables()} commit`);
      const reader = new LibsqlConnection(file, key);
      reader.setUpReader();
      return new LibsqlDatabase(writer, reader, { file, key }, lock.release, onError);
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return unlessUnavailable(() => promiseOf(() => this.reader.query<Row>(sql, parameters)));
  }

  select<Row extends object>(sql: string, parameters: readonly string[]): Promise<Answer<Row>> {
    return unlessUnavailable(() =>
      promiseOf(() => {
        this.reader.execute('begin');
        try {
          const [checkpoint] = this.reader.query<{ position: string }>(POSITION);
          return { position: checkpoint!.position, rows: this.reader.query<Row>(sql, parameters) };
        } finally {
          // Ends the snapshot whatever the query has come to.
          this.reader.execute('rollback');
        }
      }),
    );
  }

  contentOf(table: string): string {
    return this.contents.get(table)!;
  }

  /** The folder belongs to this process alone, so it is always the leader. */
  runAsLeader({ lead, stop }: LeaderOptions): Promise<void> {
    return lead({ transaction: this.transaction }, stop);
  }

  readonly transaction: Transaction = (work) =>
    this.turn.runExclusive(async () => {
      this.writer.execute('begin immediate');
      try {
        const transaction = new LibsqlTransaction(this.writer);
        const result = await work(transaction);
        this.writer.execute('commit');
        if (transaction.hasDiscarded) this.dropDiscarded();
        return result;
      } catch (error) {
        // After some errors, such as a full disk, it has been rolled back already.
        if (this.writer.isInTransaction) this.writer.execute('rollback');
        throw error;
      }
    });

  async close(): Promise<void> {
    const wasOpen = await this.turn.runExclusive(() => {
      const was = this.isOpen;
      this.isOpen = false;
      return was;
    });
    await this.dropping;
    if (!wasOpen) return;
    this.reader.close();
    this.writer.close();
    this.release();
  }

  private dropDiscarded(): void {
    this.dropping = this.dropping.then(() => this.dropAllDiscarded()).catch(this.onError);
  }

  /** Step by step in a thread of its own, so that queries are answered meanwhile; between the steps others write. */
  private async dropAllDiscarded(): Promise<void> {
    const isLeft = this.isOpen && this.reader.query(ANY_DISCARDED).length > 0;
    if (!isLeft) return;
    const thread = new Worker(DROP_DISCARDED, { workerData: this.files });
    try {
      const step = async () => {
        if (!this.isOpen) return false;
        const answer = once(thread, 'message') as Promise<[boolean]>;
        thread.postMessage('next');
        return (await answer)[0];
      };
      while (await this.turn.runExclusive(step));
    } finally {
      await thread.terminate();
    }
  }
}

/** From the compiler's output, also in a bundle. */
const DROP_DISCARDED = join(__dirname, '../../dist/database/drop-discarded.js');
const ANY_DISCARDED = `select 1 from sqlite_schema where name glob '${DISCARDED}*' limit 1`;
const POSITION = 'select cast(position as text) as position from checkpoint';

class LibsqlTransaction implements OpenTransaction {
  hasDiscarded = false;
  private unqualified: 'live' | 'shadow' = 'live';

  constructor(private readonly writer: LibsqlConnection) {}

  query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return promiseOf(() => this.writer.query<Row>(sql, parameters, this.unqualified));
  }

  insert(insertions: readonly Insertion[]): Promise<void> {
    return promiseOf(() => {
      for (const insertion of insertions) this.writer.insert(insertion, this.unqualified);
    });
  }

  async inShadow<Result>(work: () => Promise<Result>): Promise<Result> {
    this.writer.execute('savepoint shadow');
    this.unqualified = 'shadow';
    try {
      return await work();
    } catch (error) {
      if (this.writer.isInTransaction) this.writer.execute('rollback to shadow');
      throw error;
    } finally {
      this.unqualified = 'live';
      if (this.writer.isInTransaction) this.writer.execute('release shadow');
    }
  }

  /** Makes new tables: to remove all rows of large ones takes seconds. */
  emptyShadow(): Promise<void> {
    return promiseOf(() => {
      const hasRows = (table: string) => this.writer.query(`select 1 from ${SHADOW_PREFIX}${table} limit 1`).length > 0;
      if (!TABLE_NAMES.some(hasRows)) return;
      const [schema] = this.writer.query<{ schema_version: number }>('pragma schema_version');
      this.writer.execute(emptyShadowTables(schema!.schema_version));
      this.hasDiscarded = true;
    });
  }

  /** Does nothing: the order of the indexes decides how libSQL answers a query, not statistics. */
  analyzeShadow(): Promise<void> {
    return Promise.resolve();
  }

  swapTables(): Promise<void> {
    return promiseOf(() => {
      for (const table of ['checkpoint', ...TABLE_NAMES]) {
        const shadow = `${SHADOW_PREFIX}${table}`;
        this.writer.execute(
          `alter table ${table} rename to switching; alter table ${shadow} rename to ${table};
           alter table switching rename to ${shadow}`,
        );
      }
    });
  }
}

function inUse(path: string, owner: string): SettingsError {
  return new SettingsError([
    `DATA_DIR ${path} is in use by ${owner}. Stop that projection, give another folder, or set DATABASE_URL to a ` +
      'PostgreSQL, which several projections can share.',
  ]);
}

/** Why the read model cannot be used; undefined when it can. */
function whyUnusable(file: string, key: Buffer): string | undefined {
  let connection: LibsqlConnection | undefined;
  try {
    connection = new LibsqlConnection(file, key);
    const version = versionOf(connection);
    if (version !== TABLES_VERSION && version !== 0) return `its tables have version ${version}, not ${TABLES_VERSION}`;
    if (version === TABLES_VERSION) connection.query(POSITION);
    return undefined;
  } catch (error) {
    if (isOfLibsql(error, 'notADatabase')) return 'it is encrypted with another key, or damaged';
    if (isOfLibsql(error, 'corrupt')) return 'it is damaged';
    throw error;
  } finally {
    connection?.close();
  }
}

/** 0 before its tables were created. */
function versionOf(connection: LibsqlConnection): number {
  const [row] = connection.query<{ user_version: number }>('pragma user_version');
  return row!.user_version;
}

function contentOf(table: string, connection: LibsqlConnection): string {
  const columns = connection.query<{ name: string }>('select name from pragma_table_info($1)', [table]);
  return columns.map(({ name }) => `quote(t.${name})`).join(` || ',' || `);
}

/** Whatever `work` throws, the promise rejects with. */
function promiseOf<Result>(work: () => Result): Promise<Result> {
  return new Promise((resolve) => resolve(work()));
}
