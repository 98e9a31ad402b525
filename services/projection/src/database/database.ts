/** Runs SQL; parameters are `$1`, `$2`, …. The queries of a `Database` throw `DatabaseUnavailable`. */
export interface Queryable {
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** Commits all changes of `work` or none of them; one transaction runs at a time. */
export type Transaction = <Result>(work: (transaction: Queryable) => Promise<Result>) => Promise<Result>;

/** Write access of the leader. */
export interface Writer {
  readonly transaction: Transaction;
  /**
   * Vacuums and analyzes tables where the database does not do so itself.
   * @param events how many events were committed since the last call
   */
  maintainTables(events: number): Promise<void>;
}

export interface LeaderOptions {
  /** Called once when another process is the leader and this one waits as its standby. */
  readonly onStandby: () => void;
  /** Runs until its signal aborts: because of `stop`, or because the lease was lost. */
  readonly lead: (writer: Writer, signal: AbortSignal) => Promise<void>;
  readonly stop: AbortSignal;
}

/** The read model's database: PGlite or PostgreSQL, with the same tables and queries. */
export interface Database extends Queryable {
  readonly storage: 'pglite' | 'postgresql';
  /** Queries of readers that may run at the same time: fewer than it can run, since the platform's own need places. */
  readonly readers: number;
  /** Whether other processes may commit to it. */
  readonly shared: boolean;
  /**
   * Waits until this process is the leader, the only one that projects events, and calls `lead`.
   * Resolves when `lead` does; throws when the database is unreachable or the lease was lost.
   */
  runAsLeader(options: LeaderOptions): Promise<void>;
  /** For changes that do not come from the log, such as a switch. Any process may use it, the standbys too. */
  readonly transaction: Transaction;
  close(): Promise<void>;
}

/** Nest token of the `Database`. */
export const DATABASE = Symbol('Database');
