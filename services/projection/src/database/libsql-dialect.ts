import { TABLE_NAMES } from './migrations.js';

/** libSQL has no schemas: the shadow tables have this before their names. */
export const SHADOW_PREFIX = 'beside_';

const TABLE = new RegExp(
  String.raw`\b(read_model\.|read_model_beside\.)?\b(checkpoint|${TABLE_NAMES.join('|')})\b`,
  'g',
);

/** What PostgreSQL words otherwise than libSQL. */
const REWORDED: readonly (readonly [RegExp, string])[] = [
  [/= any\((\$\d+)\)/g, 'in (select value from json_each($1))'],
  [/<> all\((\$\d+)\)/g, 'not in (select value from json_each($1))'],
  [/json_array_elements\(cast\((\$\d+) as json\)\)/g, 'json_each($1)'],
  [/\bjson_agg\(/g, 'json_group_array('],
  [/\bjson_build_object\(/g, 'json_object('],
  // One transaction writes at a time.
  [/ for update( of \w+)?/g, ''],
  // The order in which values are bound is that of their numbers.
  [/\$(\d+)/g, '?$1'],
];

/**
 * A statement for PostgreSQL as one for libSQL.
 * @param unqualified tables that are meant where the statement names no schema
 */
export function toLibsql(sql: string, unqualified: 'live' | 'shadow'): string {
  const named = sql.replace(TABLE, (_, schema: string | undefined, table: string) => {
    const isShadow = schema === undefined ? unqualified === 'shadow' : schema === 'read_model_beside.';
    return isShadow ? `${SHADOW_PREFIX}${table}` : table;
  });
  return REWORDED.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), named);
}

/** Columns of answers, and what their values are: libSQL knows neither JSON nor booleans. */
const ANSWERS: Readonly<Record<string, (value: unknown) => unknown>> = {
  ...Object.fromEntries(
    ['configuration', 'data', 'formation', 'inQuarantine', 'metadata', 'others', 'record', 'system', 'systems'].map(
      (name) => [name, (value: unknown): unknown => JSON.parse(value as string)],
    ),
  ),
  ...Object.fromEntries(['caughtUp', 'hasAnother', 'isBefore', 'waits'].map((name) => [name, Boolean])),
};

/** Changes the rows to what PostgreSQL would have answered. */
export function fromLibsql(rows: readonly object[]): void {
  const [first] = rows;
  if (first === undefined) return;
  const names = Object.keys(first).filter((name) => ANSWERS[name] !== undefined);
  if (names.length === 0) return;
  for (const row of rows as readonly Record<string, unknown>[]) {
    for (const name of names) if (row[name] !== null) row[name] = ANSWERS[name]!(row[name]);
  }
}
