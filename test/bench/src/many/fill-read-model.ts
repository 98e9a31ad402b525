import type { Placed } from './fill-log.js';
import type { SqlExecutor } from './sql-executor.js';

const ROWS_AT_A_TIME = 100_000;

/** SQL that formats an MD5 hash as a UUID of version 5, the version of name ids. */
const NAME_ID = `left(hash, 8) || '-' || substr(hash, 9, 4) || '-5' || substr(hash, 14, 3) || '-8' || substr(hash, 18, 3) || '-' || right(hash, 12)`;

export interface Many {
  readonly systems: number;
  /** Number of accounts that the systems are spread over. */
  readonly accounts: number;
  /** The account that gets all systems instead. */
  readonly account?: string;
  /** Id of the existing system that is copied. */
  readonly like: string;
}

/**
 * Inserts systems into the tables of the read model by SQL: copies of an existing one with other ids, accounts and names,
 * the accounts in rotation. Rebuilds the indexes afterwards.
 */
export async function fillReadModel(executor: SqlExecutor, { systems, accounts, account, like }: Many): Promise<void> {
  const columns = await columnsOf(executor, 'systems');
  const others: Readonly<Record<string, string>> = {
    id: "made.name_id || '-1'",
    name_id: 'made.name_id',
    global_account_id: 'made.account',
    name: 'made.name',
    record: `replace(replace(replace(example.record::text, example.name_id, made.name_id),
      example.name, made.name), example.global_account_id, made.account)::json`,
  };
  const values = columns.map((column) => others[column] ?? `example.${column}`);
  const indexes = await executor.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes
      where schemaname = current_schema() and tablename = 'systems' and indexname <> 'systems_pkey'`,
  );
  for (const { name } of indexes) await executor.query(`drop index ${name}`);
  await executor.query('alter table systems drop constraint systems_pkey');
  for (let from = 1; from <= systems; from += ROWS_AT_A_TIME) {
    await executor.query(
      `insert into systems (${columns.join(', ')})
       select ${values.join(', ')} from systems example,
         (select name, account, ${NAME_ID} as name_id from
           (select 'System ' || lpad(number::text, 7, '0') as name, md5('system ' || number) as hash,
              coalesce($5::text, 'ga-' || lpad((number % $3::integer + 1)::text, 4, '0')) as account
              from generate_series($1::integer, $2::integer) number) numbered) made
        where example.id = $4`,
      [from, Math.min(systems, from + ROWS_AT_A_TIME - 1), accounts, like, account ?? null],
    );
  }
  await executor.query("set maintenance_work_mem = '400MB'");
  await executor.query('alter table systems add primary key (id)');
  for (const { definition } of indexes) await executor.query(definition);
  await executor.query('analyze systems');
}

/** Sets the checkpoint of the read model as if it had applied everything up to an event: its history ends with that one. */
export async function moveCheckpoint(executor: SqlExecutor, to: Placed): Promise<void> {
  const position = String(to.position);
  const others: Readonly<Record<string, string>> = {
    stream: '$1::text',
    version: '$2::integer',
    position: '$3::numeric',
    event_id: '$4::text',
  };
  const columns = await columnsOf(executor, 'history');
  await executor.query(
    `insert into history (${columns.join(', ')})
     select ${columns.map((column) => others[column] ?? column).join(', ')} from history order by position desc limit 1`,
    [to.stream, to.revision + 1, position, to.id],
  );
  await executor.query('update checkpoint set position = $1::numeric', [position]);
}

async function columnsOf(executor: SqlExecutor, table: string): Promise<readonly string[]> {
  const columns = await executor.query<{ name: string }>(
    `select column_name as name from information_schema.columns
      where table_schema = current_schema() and table_name = $1 order by ordinal_position`,
    [table],
  );
  return columns.map(({ name }) => name);
}
