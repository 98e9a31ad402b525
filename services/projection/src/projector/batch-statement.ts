import type { Queryable } from '../database/database.js';

/** SQL types of the columns that are not text. */
export type ColumnTypes = Readonly<Record<string, string>>;

/** Values by column: the value of the same index belongs to the same row. */
export type Columns = Readonly<Record<string, readonly (string | null)[]>>;

/** Inserts and an update as one SQL statement, which is cheaper than one statement for each of the few usual rows. */
export class BatchStatement {
  private readonly inserts: string[] = [];
  private readonly parameters: unknown[] = [];

  /** Adds rows to a table. */
  insert(table: string, columns: Columns, types: ColumnTypes): void {
    this.add(table, columns, types, '');
  }

  /** Adds rows to a table, or replaces those with the same `id`. */
  upsert(table: string, columns: Columns, types: ColumnTypes): void {
    const others = Object.keys(columns).filter((name) => name !== 'id');
    const assignments = others.map((name) => `${name} = excluded.${name}`);
    this.add(table, columns, types, `on conflict (id) do update set ${assignments.join(', ')}`);
  }

  /** Placeholder of a value, such as `$3`. */
  parameter(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }

  /** Runs all inserts together with an `update` whose values are `parameter`s of this statement. */
  async run(transaction: Queryable, update: string): Promise<void> {
    const inserts = this.inserts.length === 0 ? '' : `with ${this.inserts.join(', ')} `;
    await transaction.query(`${inserts}${update}`, this.parameters);
  }

  /** The values go as one array for each column, so that the statement is the same for any number of rows. */
  private add(table: string, columns: Columns, types: ColumnTypes, onConflict: string): void {
    const names = Object.keys(columns);
    if (columns[names[0]!]!.length === 0) return;
    const values = names.map((name) => (types[name] === undefined ? name : `${name}::${types[name]}`));
    const arrays = names.map((name) => `${this.parameter(columns[name])}::text[]`);
    this.inserts.push(
      `${table}_added as (
         insert into ${table} (${names.join(', ')})
         select ${values.join(', ')} from unnest(${arrays.join(', ')}) as added (${names.join(', ')})
         ${onConflict})`,
    );
  }
}
