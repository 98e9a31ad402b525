import {
  ConnectionStringError,
  NoServerFits,
  PostgresServers,
  type PostgresAccess,
} from '@system-landscape/postgres-access';
import { SettingsError } from '@system-landscape/service-kit';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate } from 'drizzle-orm/node-postgres/migrator';
import type { Client } from 'pg';
import { Pool } from 'tarn';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Database, Insertion, LeaderOptions, OpenTransaction, Transaction, Writer } from './database.js';
import { isAnswer, unlessUnavailable } from './database-unavailable.js';
import { LIVE, migrateSchemas, SHADOW, TABLE_NAMES } from './migrations.js';
import { insertStatement } from './postgres-insert.js';

/** Keys of advisory locks: the same in every release. The leader's lease is a lock of its session. */
const LEADER_LOCK = 5_413_870_001;
const MIGRATION_LOCK = 5_413_870_002;
/** Held by every transaction, so that a switch never happens within a batch. */
const TRANSACTION_LOCK = 5_413_870_003;

/** How often a standby tries to become leader, and the leader checks its connection; milliseconds. */
const LEASE_CHECK_MS = 500;
/** How often it is asked whether another server has become the primary; milliseconds. */
const LOOK_FOR_NEWER_MS = 5_000;
/** Connections of the pool that no reader takes. */
const OWN_CONNECTIONS = 2;
/** The server ends the lease of a leader that is silent for this long; milliseconds. */
const LEADER_SILENCE_MS = 10_000;
const QUERY_TIMEOUT_MS = 10_000;
/** How long a query waits for a connection; milliseconds. */
const CONNECTION_WITHIN_MS = 5_000;
/** A connection that no query needs ends after this time; milliseconds. */
const IDLE_MS = 10_000;
/** How long the end of a connection is waited for; milliseconds. */
const END_WITHIN_MS = 1_000;

/**
 * PostgreSQL, shared by all instances. The leader writes over the connection that holds its advisory lock. Whoever loses
 * the lock has lost the connection, so two instances can never write at the same time.
 */
export class PostgresDatabase implements Database {
  readonly storage = 'postgresql';
  readonly shared = true;

  private readonly pool: Pool<Client>;
  /** Connections of the pool that have not broken. */
  private readonly usable = new Set<Client>();

  private constructor(
    private readonly servers: PostgresServers,
    connections: number,
    readonly readers: number,
    private readonly onError: (error: Error) => void,
  ) {
    this.pool = new Pool({
      create: () => this.openForPool(),
      validate: (client) => this.usable.has(client) && !servers.isSuperseded(client),
      destroy: (client) => end(client),
      min: 0,
      max: connections,
      acquireTimeoutMillis: CONNECTION_WITHIN_MS,
      propagateCreateError: true,
      idleTimeoutMillis: IDLE_MS,
    });
  }

  /** Connects and brings the tables up to date. @throws SettingsError when no server can be used */
  static async open(
    access: PostgresAccess,
    connections: number,
    onError: (error: Error) => void,
  ): Promise<PostgresDatabase> {
    try {
      // As statements: a pooler does not let them through when a session starts. The server, too, ends what nobody waits for.
      const setUp = `${USE_LIVE_TABLES}; set statement_timeout = ${access.statementTimeoutMs ?? QUERY_TIMEOUT_MS}`;
      const config = { application_name: 'projection', keepAlive: true, query_timeout: QUERY_TIMEOUT_MS };
      const servers = new PostgresServers(access, config, setUp);
      await refusePooler(servers);
      await migrateTables(servers);
      return new PostgresDatabase(servers, connections, Math.max(1, connections - OWN_CONNECTIONS), onError);
    } catch (error) {
      if (!(error instanceof NoServerFits || error instanceof ConnectionStringError)) throw error;
      throw new SettingsError([`DATABASE_URL ${error.message}.`]);
    }
  }

  query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return unlessUnavailable(async () => {
      const client = await this.pool.acquire().promise;
      try {
        return await rowsOf<Row>(client, sql, parameters);
      } catch (error) {
        // The server may stand still, and with it all connections.
        if (!isAnswer(error)) this.usable.clear();
        throw error;
      } finally {
        this.pool.release(client);
      }
    });
  }

  /** Rows and position come from one statement, so from one snapshot. */
  async select<Row extends object>(sql: string, parameters: readonly string[]): Promise<Answer<Row>> {
    const rows = await this.query<Row & Placed>(
      `select checkpoint.position::text as "answeredAt", answer.*
         from checkpoint
         left join (select row_number() over () as place, rows.* from (${sql}) rows) answer on true
        order by answer.place`,
      parameters,
    );
    return { position: rows[0]!.answeredAt, rows: rows.filter(({ place }) => place !== null) };
  }

  contentOf(): string {
    return 'md5(t::text)';
  }

  async runAsLeader({ onStandby, lead, stop }: LeaderOptions): Promise<void> {
    const client = await this.servers.connectToNewest();
    const lost = new AbortController();
    client.on('error', (error) => lost.abort(error));
    client.on('end', () => lost.abort(new Error('The connection that holds the lease has ended')));
    const signal = AbortSignal.any([stop, lost.signal]);
    try {
      // The server then ends the lease soon after this machine vanishes.
      await client.query('set tcp_keepalives_idle = 3; set tcp_keepalives_interval = 1; set tcp_keepalives_count = 3');
      // And that of a leader that stands still: its machine answers for it, but it sends no query. It sends one every 500 ms.
      await client.query(
        `set idle_session_timeout = ${LEADER_SILENCE_MS}; set idle_in_transaction_session_timeout = ${LEADER_SILENCE_MS}`,
      );
      void this.watchForNewer(client, lost, stop);
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
      lost.abort();
      await end(client);
    }
  }

  readonly transaction: Transaction = async (work) => {
    const client = await this.pool.acquire().promise;
    try {
      return await inTransaction(client, work);
    } catch (error) {
      // Its connection may hang, and the next one who gets it would wait for it.
      this.usable.delete(client);
      throw error;
    } finally {
      this.pool.release(client);
    }
  };

  async close(): Promise<void> {
    await this.pool.destroy();
  }

  private async openForPool(): Promise<Client> {
    const client = await this.servers.connect();
    this.usable.add(client);
    // An idle connection broke; the pool opens another one when it needs it.
    client.on('error', this.onError);
    client.on('end', () => this.usable.delete(client));
    return client;
  }

  /** A server that was replaced may still take writes: it does not know. Ends the lease on it. */
  private async watchForNewer(client: Client, lost: AbortController, stop: AbortSignal): Promise<void> {
    const signal = AbortSignal.any([stop, lost.signal]);
    while (!signal.aborted) {
      // Rejects only when the signal aborts, which ends the loop.
      await pause(LOOK_FOR_NEWER_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      // An outage shows on the lease itself.
      await this.servers.lookForNewer().catch(() => undefined);
      if (this.servers.isSuperseded(client)) lost.abort(new Error('Another server has become the primary'));
    }
  }
}

interface Placed {
  readonly answeredAt: string;
  /** Null when the `select` has no rows: the row then holds the position alone. */
  readonly place: unknown;
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

  /** Checks that the server answers, unless a running transaction shows it. */
  check(onLost: (error: Error) => void): void {
    if (this.busy) return;
    this.client.query('select 1').catch(onLost);
  }
}

const USE_LIVE_TABLES = `set search_path to ${LIVE}`;

class PostgresTransaction implements OpenTransaction {
  constructor(private readonly client: Client) {}

  query<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]> {
    return rowsOf<Row>(this.client, sql, parameters);
  }

  async insert(insertions: readonly Insertion[]): Promise<void> {
    const statement = insertStatement(insertions);
    if (statement) await this.query(statement.sql, statement.parameters);
  }

  async inShadow<Result>(work: () => Promise<Result>): Promise<Result> {
    await this.query('savepoint shadow');
    try {
      await this.query(`set local search_path to ${SHADOW}`);
      const result = await work();
      await this.query(`set local search_path to ${LIVE}`);
      return result;
    } catch (error) {
      await this.query('rollback to savepoint shadow');
      throw error;
    }
  }

  async emptyShadow(): Promise<void> {
    await this.query(`truncate ${TABLE_NAMES.map((table) => `${SHADOW}.${table}`).join(', ')}`);
  }

  async analyzeShadow(tables: readonly string[]): Promise<void> {
    for (const table of tables) await this.query(`analyze ${SHADOW}.${table}`);
  }

  /** Exchanges the names of the two schemas. */
  async swapTables(): Promise<void> {
    for (const [from, to] of [
      [LIVE, 'read_model_switching'],
      [SHADOW, LIVE],
      ['read_model_switching', SHADOW],
    ]) {
      await this.query(`alter schema ${from} rename to ${to}`);
    }
  }
}

async function inTransaction<Result>(
  client: Client,
  work: (transaction: OpenTransaction) => Promise<Result>,
): Promise<Result> {
  try {
    await client.query(`begin; select pg_advisory_xact_lock(${TRANSACTION_LOCK})`);
    const result = await work(new PostgresTransaction(client));
    await client.query('commit');
    return result;
  } catch (error) {
    // Fails when the connection is lost; the server rolls back then. One that hangs would only be waited for again.
    if (!isTimeout(error)) await client.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Whether the client has waited for an answer in vain. */
function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.message === 'Query read timeout';
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

/**
 * Leases, search path and time limits belong to a session. A pooler in transaction mode gives every transaction any session.
 * It shows in the process of the server behind a connection: that of another connection, or not always the same one.
 * @throws SettingsError
 */
async function refusePooler(servers: PostgresServers): Promise<void> {
  const one = await servers.connect();
  try {
    const process = await serverProcessOf(one);
    // Without a pooler, the server itself has said so when the connection began.
    if ((one as { processID?: unknown }).processID === process) return;
    const other = await servers.connect();
    try {
      // In the order in which a pooler gives its free sessions away: the newest first, or each in turn.
      if ((await serverProcessOf(one)) === process) {
        const began = await other.query('begin').catch((error: unknown) => {
          // In statement mode, a pooler allows no transactions.
          if (isAnswer(error)) return undefined;
          throw error;
        });
        if (began && (await serverProcessOf(other)) !== process && (await serverProcessOf(one)) === process) return;
      }
    } finally {
      await end(other);
    }
  } finally {
    await end(one);
  }
  throw new SettingsError([
    'DATABASE_URL names a pooler that changes the session between transactions, but the lease of the projection belongs to a ' +
      'session. Name PostgreSQL itself, or give the pooler a database with pool_mode=session.',
  ]);
}

async function serverProcessOf(client: Client): Promise<number> {
  const [row] = await rowsOf<{ process: number }>(client, 'select pg_backend_pid() as process');
  return row!.process;
}

async function migrateTables(servers: PostgresServers): Promise<void> {
  // Instances that start at the same time wait for each other, and a migration may take long.
  const client = await servers.connectToNewest({ query_timeout: 0 });
  try {
    await client.query('set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1::bigint)', [MIGRATION_LOCK]);
    await migrateSchemas(
      (sql) => client.query(sql),
      (config) => migrate(drizzle(client), config),
    );
  } finally {
    await end(client);
  }
}

/** Does not wait longer for a server that may stand still. */
async function end(client: Client): Promise<void> {
  await Promise.race([client.end(), pause(END_WITHIN_MS, undefined, { ref: false })]);
}

async function rowsOf<Row extends object>(
  on: Client,
  sql: string,
  parameters: readonly unknown[] = [],
): Promise<Row[]> {
  return (await on.query<Row>(sql, [...parameters])).rows;
}
