import { nameIdOf } from '@system-landscape/domain';
import type { Placed } from './fill-log.js';
import type { SqlExecutor } from './sql-executor.js';

const ROWS_AT_A_TIME = 20_000;

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
 * the accounts in rotation. Makes the indexes afterwards.
 */
export async function fillReadModel(executor: SqlExecutor, many: Many): Promise<void> {
  const columns = await columnsOf(executor, 'systems');
  const others: Readonly<Record<string, string>> = {
    id: "made.name_id || '-1'",
    name_id: 'made.name_id',
    global_account_id: 'made.account',
    name: 'made.name',
    record: `replace(replace(replace(example.record, example.name_id, made.name_id),
      example.name, made.name), example.global_account_id, made.account)`,
  };
  const values = columns.map((column) => others[column] ?? `example.${column}`);
  const indexes = await executor.query<{ name: string; definition: string }>(
    `select name, sql as definition from sqlite_schema where type = 'index' and tbl_name = 'systems' and sql is not null`,
  );
  for (const { name } of indexes) await executor.query(`drop index ${name}`);
  const systems = systemsOf(many);
  for (let from = 0; from < systems.length; from += ROWS_AT_A_TIME) {
    await executor.query(
      `insert into systems (${columns.join(', ')})
       select ${values.join(', ')} from systems example,
         (select value ->> 0 as name_id, value ->> 1 as account, value ->> 2 as name from json_each($1)) made
        where example.id = $2`,
      [JSON.stringify(systems.slice(from, from + ROWS_AT_A_TIME)), many.like],
    );
  }
  for (const { definition } of indexes) await executor.query(definition);
}

/** Id of the name, account and name of each system, in the order of the ids, which is the one of the table's key. */
function systemsOf({ systems, accounts, account }: Many): readonly (readonly [string, string, string])[] {
  return Array.from({ length: systems }, (_, index) => {
    const name = `System ${String(index + 1).padStart(7, '0')}`;
    const of = account ?? `ga-${String(((index + 1) % accounts) + 1).padStart(4, '0')}`;
    return [nameIdOf(of, name), of, name] as const;
  }).sort(([one], [other]) => (one < other ? -1 : 1));
}

/** Sets the checkpoint of the read model as if it had applied everything up to an event: its history ends with that one. */
export async function moveCheckpoint(executor: SqlExecutor, to: Placed): Promise<void> {
  const position = String(to.position);
  const others: Readonly<Record<string, string>> = {
    stream: '$1',
    version: '$2',
    position: '$3',
    event_id: '$4',
  };
  const columns = await columnsOf(executor, 'history');
  await executor.query(
    `insert into history (${columns.join(', ')})
     select ${columns.map((column) => others[column] ?? column).join(', ')} from history order by position desc limit 1`,
    [to.stream, to.revision + 1, position, to.id],
  );
  await executor.query('update checkpoint set position = $1', [position]);
}

async function columnsOf(executor: SqlExecutor, table: string): Promise<readonly string[]> {
  const columns = await executor.query<{ name: string }>('select name from pragma_table_info($1)', [table]);
  return columns.map(({ name }) => name);
}
