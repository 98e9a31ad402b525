import { SettingsError } from '@system-landscape/service-kit';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import { Client, Pool, type ClientBase, type ClientConfig } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database, LeaderOptions, Queryable, Transaction, Writer } from './database.js';
import { unlessUnavailable } from './database-unavailable.js';
import { migrateSchemas, LIVE } from './migrations.js';

/** Keys of advisory locks: the same in every release. The leader's lease is a lock of its session. */
const LEADER_LOCK = 5_413_870_001;
const MIGRATION_LOCK = 5_413_870_002;
/** Held by every transaction, so that a switch never happens within a batch. */
const TRANSACTION_LOCK = 5_413_870_003;

/** How often a standby tries to become leader, and the leader checks its connection; milliseconds. */
const LEASE_CHECK_MS = 500;
/** Connections of the pool that no reader takes. */
const OWN_CONNECTIONS = 2;
/** The server ends the lease of a leader that is silent for this long; milliseconds. */
const LEADER_SILENCE_MS = 10_000;
const QUERY_TIMEOUT_MS = 10_000;

/**
 * PostgreSQL, shared by all instances. The leader writes over the connection that holds its advisory lock. Whoever loses
 * the lock has lost the connection, so two instances can never write at the same time.
 */
export class PostgresDatabase implements Database {
  readonly storage = 'postgresql';
  readonly shared = true;

  private constructor(
    private readonly pool: Pool,
    private readonly config: ClientConfig,
    readonly readers: number,
  ) {}

  /** Connects and brings the tables up to date. @throws SettingsError when the server is unreachable */
  static async open(url: string, connections: number, onError: (error: Error) => void): Promise<PostgresDatabase> {
    const config: ClientConfig = {
      connectionString: url,
      application_name: 'projection',
      keepAlive: true,
      connectionTimeoutMillis: 5_000,
      query_timeout: QUERY_TIMEOUT_MS,
      // The server, too, ends what nobody waits for any more.
      statement_timeout: QUERY_TIMEOUT_MS,
    };
    await migrateTables(config);
    // Missing in the types of pg-pool.
    const onConnect = (client: ClientBase) => client.query(USE_LIVE_TABLES);
    const pool = new Pool(Object.assign({}, config, { max: connections, onConnect }));
    // An idle connection broke; the pool opens another one when it needs it.
    pool.on('error', onError);
    return new PostgresDatabase(pool, config, Math.max(1, connections - OWN_CONNECTIONS));
  }

  query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return unlessUnavailable(() => rowsOf<Row>(this.pool, sql, parameters));
  }

  async runAsLeader({ onStandby, lead, stop }: LeaderOptions): Promise<void> {
    const client = new Client(this.config);
    const lost = new AbortController();
    client.on('error', (error) => lost.abort(error));
    client.on('end', () => lost.abort(new Error('The connection that holds the lease has ended')));
    const signal = AbortSignal.any([stop, lost.signal]);
    await client.connect();
    try {
      await client.query(USE_LIVE_TABLES);
      // The server then ends the lease soon after this machine vanishes.
      await client.query('set tcp_keepalives_idle = 3; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 3');
      // And that of a leader that stands still: its machine answers for it, but it sends no query. It sends one every 500 ms.
      await client.query(
        `set idle_session_timeout = ${LEADER_SILENCE_MS}; set idle_in_transaction_session_timeout = ${LEADER_SILENCE_MS}`,
      );
      if (!(await acquireLease(client, onStandby, signal))) return lost.signal.throwIfAborted();
      const connection = new WritingConnection(client);
      const watch = setInterval(() => connection.check((error) => lost.abort(error)), LEASE_CHECK_MS);
      try {
        await lead(connection, signal);
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
      const result = await inTransaction(client, work);
      client.release();
      return result;
    } catch (error) {
      // Its connection may hang, and the next one who gets it would wait for it.
      client.release(true);
      throw error;
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

  /** Transactions run one after the other, since they share one connection. */
  readonly transaction: Transaction = (work) => {
    const mine = this.last.then(async () => {
      this.busy = true;
      try {
        return await inTransaction(this.client, work);
      } finally {
        this.busy = false;
      }
    });
    // The caller handles its failure.
    this.last = mine.catch(() => undefined);
    return mine;
  };

  /** Does nothing: PostgreSQL has autovacuum. */
  maintainTables(): Promise<void> {
    return Promise.resolve();
  }

  /** Checks that the server answers, unless a running transaction shows it. */
  check(onLost: (error: Error) => void): void {
    if (this.busy) return;
    this.client.query('select 1').catch(onLost);
  }
}

const USE_LIVE_TABLES = `set search_path to ${LIVE}`;

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
    // Fails when the connection is lost; the server rolls back then.
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** @returns false when the signal aborted before */
async function acquireLease(client: Client, onStandby: () => void, signal: AbortSignal): Promise<boolean> {
  for (let tries = 0; !signal.aborted; tries += 1) {
    const [lock] = await rowsOf<{ mine: boolean }>(client, 'select pg_try_advisory_lock($1::bigint) as mine', [
      LEADER_LOCK,
    ]);
    if (lock!.mine) return true;
    if (tries === 0) onStandby();
    // Rejects only when the signal aborts, which ends the loop.
    await pause(LEASE_CHECK_MS, undefined, { signal }).catch(() => undefined);
  }
  return false;
}

async function migrateTables(config: ClientConfig): Promise<void> {
  // Instances that start at the same time wait for each other, and a migration may take long.
  const client = new Client({ ...config, query_timeout: 0, statement_timeout: 0 });
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
    await migrateSchemas(
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
