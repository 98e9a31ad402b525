/**
 * Runs SQL; parameters are `$1`, `$2`, …. It is PostgreSQL's, limited to what `libsql-dialect.ts` can translate for libSQL.
 * The queries of a `Database` throw `DatabaseUnavailable`.
 */
export interface Queryable {
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** Values by column: the value of the same index belongs to the same row. */
export type Columns = Readonly<Record<string, readonly (string | null)[]>>;

/** Rows that are added to a table. */
export interface Insertion {
  readonly table: string;
  readonly columns: Columns;
  /** Whether they replace rows with the same `id`. */
  readonly replaces?: boolean;
}

/** An open transaction. It is about the live tables, unless the SQL names others. */
export interface OpenTransaction extends Queryable {
  insert(insertions: readonly Insertion[]): Promise<void>;
  /** Meanwhile the transaction is about the shadow tables. When `work` fails, what it has changed is undone, and nothing else. */
  inShadow<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Removes all rows of the shadow tables, but for the checkpoint. */
  emptyShadow(): Promise<void>;
  /** Prepares shadow tables that were filled for their first queries. */
  analyzeShadow(tables: readonly string[]): Promise<void>;
  /** Exchanges live and shadow tables. Running queries end on the tables that they began with. */
  swapTables(): Promise<void>;
}

/** Commits all changes of `work` or none of them; one transaction runs at a time. */
export type Transaction = <Result>(work: (transaction: OpenTransaction) => Promise<Result>) => Promise<Result>;

/** Write access of the leader. */
export interface Writer {
  readonly transaction: Transaction;
}

export interface LeaderOptions {
  /** Called once when another process is the leader and this one waits as its standby. */
  readonly onStandby: () => void;
  /** Runs until its signal aborts: because of `stop`, or because the lease was lost. */
  readonly lead: (writer: Writer, signal: AbortSignal) => Promise<void>;
  readonly stop: AbortSignal;
}

/** The read model's database: libSQL or PostgreSQL. */
export interface Database extends Queryable {
  readonly storage: 'libsql' | 'postgresql';
  /** Queries of readers that may run at the same time: fewer than it can run, since the platform's own need places. */
  readonly readers: number;
  /** Whether other processes may commit to it. */
  readonly shared: boolean;
  /** One `select` on the live tables, and the position of the snapshot that its rows are from; keeps their order. */
  select<Row extends object>(sql: string, parameters: readonly string[]): Promise<Answer<Row>>;
  /** SQL of a text that differs wherever two rows `t` of the table do. */
  contentOf(table: string): string;
  /**
   * Waits until this process is the leader, the only one that projects events, and calls `lead`.
   * Resolves when `lead` does; throws when the database is unreachable or the lease was lost.
   */
  runAsLeader(options: LeaderOptions): Promise<void>;
  /** For changes that do not come from the log, such as a switch. Any process may use it, the standbys too. */
  readonly transaction: Transaction;
  close(): Promise<void>;
}

export interface Answer<Row> {
  /** Position of the snapshot that the rows are from. */
  readonly position: string;
  readonly rows: Row[];
}

/** Nest token of the `Database`. */
export const DATABASE = Symbol('Database');
