import { Client } from 'pg';
import type { BenchScale } from '../bench-scale.js';

/** Inserts the same number of systems into the rival's table by SQL, spread over the same accounts. */
export async function fillRival(database: string, { manySystems, perAccount }: BenchScale): Promise<void> {
  const client = new Client(database);
  await client.connect();
  await client.query(
    `insert into systems
     select gen_random_uuid(), 'ga-' || lpad((number % $2::integer + 1)::text, 4, '0'),
       'System ' || lpad(number::text, 7, '0'), 's4hana-cloud', 'all', 'PENDING', now(), now(), 'ga-0001', 1
       from generate_series(1, $1::integer) number`,
    [manySystems, Math.ceil(manySystems / perAccount)],
  );
  await client.query('vacuum (analyze) systems');
  await client.end();
}
