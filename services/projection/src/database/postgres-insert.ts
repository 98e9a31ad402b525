import type { Insertion } from './database.js';

/** SQL types of the columns that are not text. */
const TYPES: Readonly<Record<string, string>> = {
  caught_up: 'boolean',
  configuration: 'json',
  created_at: 'timestamptz',
  data: 'json',
  due_at: 'timestamptz',
  events: 'bigint',
  extension_created_at: 'timestamptz',
  incident_opened_at: 'timestamptz',
  metadata: 'json',
  occurred_at: 'timestamptz',
  position: 'numeric',
  record: 'json',
  revision: 'integer',
  since: 'timestamptz',
  status_changed_at: 'timestamptz',
  token_expires_at: 'timestamptz',
  version: 'integer',
};

/** All insertions as one statement, which is cheaper than one for each of the few usual rows. Undefined without rows. */
export function insertStatement(insertions: readonly Insertion[]) {
  const parameters: unknown[] = [];
  const inserts: string[] = [];
  // The values go as one array for each column, so that the statement is the same for any number of rows.
  for (const { table, columns, replaces } of insertions) {
    const names = Object.keys(columns);
    if (columns[names[0]!]!.length === 0) continue;
    const values = names.map((name) => (TYPES[name] === undefined ? name : `${name}::${TYPES[name]}`));
    const arrays = names.map((name) => `$${parameters.push(columns[name])}::text[]`);
    const assignments = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`);
    inserts.push(
      `${table}_added as (
         insert into ${table} (${names.join(', ')})
         select ${values.join(', ')} from unnest(${arrays.join(', ')}) as added (${names.join(', ')})
         ${replaces ? `on conflict (id) do update set ${assignments.join(', ')}` : ''})`,
    );
  }
  if (inserts.length === 0) return undefined;
  return { sql: `with ${inserts.join(', ')} select 1 as done`, parameters };
}
