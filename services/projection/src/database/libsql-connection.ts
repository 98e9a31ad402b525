import Libsql from 'libsql';
import { parseInstant } from '@system-landscape/system-view';
import type { Insertion } from './database.js';
import { ValueRefused } from './libsql-errors.js';
import { fromLibsql, SHADOW_PREFIX, toLibsql } from './libsql-dialect.js';

/** KiB of pages that a connection keeps decrypted. */
const PAGE_CACHE_KB = 16_384;
/** Bytes of the log of changed pages that stay after a large transaction. */
const LARGEST_IDLE_WAL = 32 * 1024 * 1024;
/** How long a call waits for a lock on the file; milliseconds. Nothing holds one for long. */
const BUSY_MS = 1_000;
/** More than there are statements in the code, with all variants of the lists. */
const MOST_PREPARED = 500;

const TIMES = new Set([
  ...['created_at', 'due_at', 'extension_created_at', 'incident_opened_at', 'occurred_at', 'since'],
  ...['status_changed_at', 'token_expires_at'],
]);

type Statement = ReturnType<Libsql.Database['prepare']>;

/** A connection to the file of the read model, with statements that are prepared once. All calls are synchronous. */
export class LibsqlConnection {
  private readonly database: Libsql.Database;
  private readonly statements = new Map<string, Statement>();

  /** @param key what the file is encrypted with; it reaches no SQL, so no error names it */
  constructor(file: string, key: Buffer) {
    const options = { timeout: BUSY_MS, encryptionCipher: 'aes256cbc', encryptionKey: key.toString('hex') };
    this.database = new Libsql(file, options);
  }

  /**
   * For the first connection. Readers see the last commit, and never wait for the next one. What a crash of the machine
   * takes away of the last commits is read from the log again, so commits do not wait for the disk.
   */
  setUp(): void {
    this.execute('pragma page_size = 8192; pragma journal_mode = wal');
    this.execute(`pragma synchronous = normal; pragma journal_size_limit = ${LARGEST_IDLE_WAL}`);
    this.limitMemory();
  }

  /** For connections that only read. */
  setUpReader(): void {
    this.execute('pragma query_only = on');
    this.limitMemory();
  }

  /** Runs statements that have no parameters and no rows. @throws SqliteError */
  execute(sql: string): void {
    this.database.exec(sql);
  }

  get isInTransaction(): boolean {
    return this.database.inTransaction;
  }

  /** Runs a statement of PostgreSQL's. @throws SqliteError */
  query<Row extends object>(
    sql: string,
    parameters: readonly unknown[] = [],
    unqualified: 'live' | 'shadow' = 'live',
  ): Row[] {
    const statement = this.prepared(`${unqualified} ${sql}`, () => toLibsql(sql, unqualified));
    const rows = statement.all(parameters.map(bindable)) as Row[];
    fromLibsql(rows);
    return rows;
  }

  /** @throws SqliteError; ValueRefused */
  insert({ table, columns, replaces }: Insertion, into: 'live' | 'shadow'): void {
    const names = Object.keys(columns);
    const count = columns[names[0]!]!.length;
    if (count === 0) return;
    const name = `${into === 'shadow' ? SHADOW_PREFIX : ''}${table}`;
    const statement = this.prepared(`insert ${name} ${names.join(' ')}`, () => {
      const assignments = names.filter((column) => column !== 'id').map((column) => `${column} = excluded.${column}`);
      return `insert into ${name} (${names.join(', ')}) values (${names.map(() => '?').join(', ')})
        ${replaces ? `on conflict (id) do update set ${assignments.join(', ')}` : ''}`;
    });
    for (let row = 0; row < count; row += 1) {
      statement.run(names.map((column) => storable(column, columns[column]![row]!)));
    }
  }

  close(): void {
    this.statements.clear();
    this.database.close();
  }

  private limitMemory(): void {
    this.execute(`pragma temp_store = memory; pragma cache_size = -${PAGE_CACHE_KB}`);
  }

  private prepared(key: string, sql: () => string): Statement {
    const known = this.statements.get(key);
    if (known) return known;
    if (this.statements.size >= MOST_PREPARED) this.statements.clear();
    const statement = this.database.prepare(sql());
    this.statements.set(key, statement);
    return statement;
  }
}

/** Lists go as JSON. */
function bindable(value: unknown): unknown {
  if (Array.isArray(value)) return JSON.stringify(value);
  return value === undefined ? null : value;
}

function storable(column: string, value: string | null): string | null {
  if (value === null) return null;
  if (value.includes('\0')) throw new ValueRefused(`The text for ${column} contains U+0000`);
  if (!TIMES.has(column)) return value;
  const instant = parseInstant(value);
  if (instant === undefined) throw new ValueRefused(`The value for ${column} is no time`);
  return instant;
}
