import { parentPort, workerData } from 'node:worker_threads';
import { LibsqlConnection } from './libsql-connection.js';
import { DISCARDED } from './libsql-tables.js';

/** Rows that are deleted together; it takes some 50 ms. */
const ROWS = 2_000;

export interface DropDiscarded {
  readonly file: string;
  readonly key: Uint8Array;
}

/**
 * A thread that drops discarded tables. Each message asks for one step, and is answered with whether there are more. All
 * pages are read for it, which takes a second for the index of a million events.
 */
function start(port: NonNullable<typeof parentPort>, { file, key }: DropDiscarded): void {
  const connection = new LibsqlConnection(file, Buffer.from(key));
  port.on('message', () => port.postMessage(dropNext(connection)));
}

function dropNext(connection: LibsqlConnection): boolean {
  const [next] = connection.query<{ type: string; name: string; definition: string }>(
    `select type, name, sql as definition from sqlite_schema where tbl_name glob '${DISCARDED}*' and sql is not null
      order by type limit 1`,
  );
  if (next === undefined) return false;
  const { type, name, definition } = next;
  // Indexes come first: then the rows lie in the order in which they are deleted.
  const deleted = /without rowid/.test(definition) || type === 'index' ? 0 : deleteSome(connection, name);
  if (deleted < ROWS) connection.execute(`drop ${type} ${name}`);
  return true;
}

function deleteSome(connection: LibsqlConnection, table: string): number {
  const sql = `delete from ${table} where rowid in (select rowid from ${table} limit ${ROWS}) returning 1 as one`;
  return connection.query(sql).length;
}

if (parentPort) start(parentPort, workerData as DropDiscarded);
