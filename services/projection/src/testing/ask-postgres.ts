import type { Postgres } from '@system-landscape/test-support';
import { Client } from 'pg';

/** A query over a connection of its own, past the projection. */
export async function askPostgres<Row extends object>({ url }: Postgres, sql: string): Promise<Row[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<Row>(sql);
  await client.end();
  return rows;
}
