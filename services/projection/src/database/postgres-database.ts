import { SettingsError } from '@system-landscape/service-kit';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, Pool, type ClientBase, type ClientConfig } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database, Queryable, Transaction, Writer, WritingTurn } from './database.js';
import { bringUpToDate, LIVE } from './migrations.js';

/** Advisory locks are numbers of our own choice, the same in every release. */
const WRITE_LOCK = 5_413_870_001;
const MIGRATION_LOCK = 5_413_870_002;
/** Held by a transaction, so that a switch comes between two batches and never into one. */
const TRANSACTION_LOCK = 5_413_870_003;

/** How often who waits asks for the turn, and who has it looks whether its connection still stands. */
const TURN_CHECK_MS = 500;
const QUERY_TIMEOUT_MS = 10_000;

/**
 * PostgreSQL, shared by all instances. Writing is done over the very connection that holds the advisory lock: who has
 * lost the lock has lost the connection, so two can never write, however late one learns of it.
 */
export class PostgresDatabase implements Database {
  readonly storage = 'postgresql';
  readonly shared = true;

  private constructor(
    private readonly pool: Pool,
    private readonly config: ClientConfig,
  ) {}

  /** Connects and brings the tables up to date. @throws SettingsError when the server refuses or is not there */
  static async open(url: string, connections: number, onError: (error: Error) => void): Promise<PostgresDatabase> {
    const config: ClientConfig = {
      connectionString: url,
      application_name: 'projection',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: QUERY_TIMEOUT_MS,
    };
    await migrateTables(config);
    // In pg-pool, but not in its types yet.
    const onConnect = (client: ClientBase) => client.query(MEAN_LIVE);
    const pool = new Pool(Object.assign({}, config, { max: connections, onConnect }));
    // A connection that breaks while idle; the pool makes another one when it is needed.
    pool.on('error', onError);
    return new PostgresDatabase(pool, config);
  }

  query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return rowsOf<Row>(this.pool, sql, parameters);
  }

  async writeInTurn({ onWaiting, write, stop }: WritingTurn): Promise<void> {
    const client = new Client(this.config);
    const lost = new AbortController();
    client.on('error', (error) => lost.abort(error));
    client.on('end', () => lost.abort(new Error('The connection that holds the turn to write has ended')));
    const signal = AbortSignal.any([stop, lost.signal]);
    await client.connect();
    try {
      await client.query(MEAN_LIVE);
      // So that the server gives the turn to another one soon after this machine has vanished.
      await client.query('set tcp_keepalives_idle = 3; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 3');
      if (!(await waitForTurn(client, onWaiting, signal))) return lost.signal.throwIfAborted();
      const connection = new WritingConnection(client);
      const watch = setInterval(() => connection.check((error) => lost.abort(error)), TURN_CHECK_MS);
      try {
        await write(connection, signal);
      } finally {
        clearInterval(watch);
      }
      lost.signal.throwIfAborted();
    } finally {
      await client.end();
    }
  }

  readonly transaction: Transaction = async (work) => {
    const client = await this.pool.connect();
    try {
      return await inTransaction(client, work);
    } finally {
      client.release();
    }
  };

  async close(): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
  }
}

class WritingConnection implements Writer {
  private busy = false;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly client: Client) {}

  /** One after the other, since all of them are on one connection. */
  readonly transaction: Transaction = (work) => {
    const mine = this.last.then(async () => {
      this.busy = true;
      try {
        return await inTransaction(this.client, work);
      } finally {
        this.busy = false;
      }
    });
    // Whoever asked for it deals with its failure.
    this.last = mine.catch(() => undefined);
    return mine;
  };

  /** PostgreSQL does it by itself. */
  tend(): Promise<void> {
    return Promise.resolve();
  }

  /** Asks the server for a sign of life, unless a transaction does that anyway. */
  check(onLost: (error: Error) => void): void {
    if (this.busy) return;
    this.client.query('select 1').catch(onLost);
  }
}

const MEAN_LIVE = `set search_path to ${LIVE}`;

async function inTransaction<Result>(
  client: ClientBase,
  work: (transaction: Queryable) => Promise<Result>,
): Promise<Result> {
  try {
    await client.query(`begin; select pg_advisory_xact_lock(${TRANSACTION_LOCK})`);
    const result = await work({
      query: <Row extends object>(sql: string, values?: readonly unknown[]) => rowsOf<Row>(client, sql, values),
    });
    await client.query('commit');
    return result;
  } catch (error) {
    // When the connection is gone the server has rolled back already.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

async function waitForTurn(client: Client, onWaiting: () => void, signal: AbortSignal): Promise<boolean> {
  for (let tries = 0; !signal.aborted; tries += 1) {
    const [lock] = await rowsOf<{ mine: boolean }>(client, 'select pg_try_advisory_lock($1::bigint) as mine', [
      WRITE_LOCK,
    ]);
    if (lock!.mine) return true;
    if (tries === 0) onWaiting();
    // It rejects for the abort alone, which the loop deals with.
    await pause(TURN_CHECK_MS, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

async function migrateTables(config: ClientConfig): Promise<void> {
  // Several instances start at the same time, and the first one may take long.
  const client = new Client({ ...config, query_timeout: 0 });
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    const cause = error instanceof Error ? error.message : String(error);
    throw new SettingsError([
      `DATABASE_URL names a PostgreSQL that cannot be reached (${cause}). Check it, and that the server runs.`,
    ]);
  }
  try {
    await client.query('select pg_advisory_lock($1::bigint)', [MIGRATION_LOCK]);
    await bringUpToDate(
      (sql) => client.query(sql),
      (config) => migrate(drizzle(client), config),
    );
  } finally {
    await client.end();
  }
}

async function rowsOf<Row extends object>(
  on: Pool | ClientBase,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  return (await on.query<Row>(sql, [...parameters])).rows;
}
