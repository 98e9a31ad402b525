/** Runs SQL; parameters are `$1`, `$2`, …. */
export interface Queryable {
  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** Does all of it or nothing, while nobody else writes. */
export type Transaction = <Result>(work: (transaction: Queryable) => Promise<Result>) => Promise<Result>;

/** What the one process that may write has. */
export interface Writer {
  readonly transaction: Transaction;
  /** Told of how many events were written, so that tables and statistics are kept in shape where nobody else does. */
  tend(events: number): Promise<void>;
}

export interface WritingTurn {
  /** Told once when somebody else has the turn and this process waits for it. */
  readonly onWaiting: () => void;
  /** Does the writing until its signal aborts: because of `stop`, or because the turn was lost. */
  readonly write: (writer: Writer, signal: AbortSignal) => Promise<void>;
  readonly stop: AbortSignal;
}

/** The read model's database: PGlite or PostgreSQL, with the same tables and queries. */
export interface Database extends Queryable {
  readonly storage: 'pglite' | 'postgresql';
  /** Whether other processes may commit to it. */
  readonly shared: boolean;
  /**
   * Waits for the turn to write, of which there is one at a time over all processes, and writes.
   * Resolves when `write` does; throws when the database is not there or the turn was lost.
   */
  writeInTurn(turn: WritingTurn): Promise<void>;
  /** For changes that are not taken from the log, such as a switch; whoever's turn to write it is. */
  readonly transaction: Transaction;
  close(): Promise<void>;
}

/** Nest token of the `Database`. */
export const DATABASE = Symbol('Database');
