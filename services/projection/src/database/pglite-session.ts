import { Mutex, protocol, type PGlite } from '@electric-sql/pglite';
import type { Queryable, Transaction } from './database.js';

const { serialize } = protocol;
type Sent = ReturnType<typeof serialize.sync>;
type Messages = Awaited<ReturnType<PGlite['execProtocol']>>['messages'];

/** More than there are statements in the code, with all variants of the lists. */
const MOST_PREPARED = 500;

const BEGIN = [serialize.parse({ text: 'begin' }), serialize.bind({}), serialize.execute({})];

interface Prepared {
  readonly name: string;
  /** Types of the parameters. */
  readonly types: readonly number[];
  readonly columns: readonly { readonly name: string; readonly parse: PGlite['parsers'][number] | undefined }[];
}

/**
 * The one session of a PGlite, whose owner asks nobody else. PGlite's own `query` parses and plans each statement anew
 * and goes into WebAssembly six times for it; this prepares a statement once and from then on goes there once. A
 * transaction begins on the way of its first statement.
 */
export class PgliteSession implements Queryable {
  private readonly turn = new Mutex();
  private readonly prepared = new Map<string, Prepared>();

  constructor(private readonly pglite: PGlite) {}

  /** Waits until no transaction is open. @throws DatabaseError */
  query<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return this.turn.runExclusive(() => this.run<Row>(sql, parameters));
  }

  readonly transaction: Transaction = (work) =>
    this.turn.runExclusive(async () => {
      let first: Promise<object[]> | undefined;
      const query: Queryable['query'] = async <Row extends object>(
        sql: string,
        parameters: readonly unknown[] = [],
      ) => {
        if (first === undefined) {
          first = this.run(sql, parameters, true);
          return first as Promise<Row[]>;
        }
        // Whether or not it could be carried out: the transaction is open.
        await first.catch(() => undefined);
        return this.run<Row>(sql, parameters);
      };
      try {
        const result = await work({ query });
        if (first) await this.run('commit');
        return result;
      } catch (error) {
        // When PGlite is gone, so is the transaction.
        if (first) await this.run('rollback').catch(() => undefined);
        throw error;
      }
    });

  /** @param opens begins a transaction before it */
  private async run<Row extends object>(
    sql: string,
    parameters: readonly unknown[] = [],
    opens = false,
  ): Promise<Row[]> {
    const known = this.prepared.get(sql);
    // What cannot be prepared fails within its transaction, too.
    if (opens && !known) await this.send(...BEGIN);
    const prepared = known ?? (await this.prepare(sql));
    const values = parameters.map((value, index) => this.serialized(value, prepared.types[index]!));
    const messages = await this.send(
      ...(opens && known ? BEGIN : []),
      serialize.bind({ statement: prepared.name, values }),
      serialize.execute({}),
    );
    return rowsOf(prepared, messages) as Row[];
  }

  private async prepare(sql: string): Promise<Prepared> {
    if (this.prepared.size >= MOST_PREPARED) {
      this.prepared.clear();
      await this.send(serialize.query('deallocate all'));
    }
    const name = `s${this.prepared.size}`;
    const messages = await this.send(serialize.parse({ name, text: sql }), serialize.describe({ type: 'S', name }));
    const types = messages.find((message) => message instanceof protocol.messages.ParameterDescriptionMessage);
    const rows = messages.find((message) => message instanceof protocol.messages.RowDescriptionMessage);
    const columns = (rows?.fields ?? []).map((field) => ({
      name: field.name,
      parse: this.pglite.parsers[field.dataTypeID],
    }));
    const prepared = { name, types: types?.dataTypeIDs ?? [], columns };
    this.prepared.set(sql, prepared);
    return prepared;
  }

  /** All in one go, with the sync that ends them. */
  private async send(...parts: readonly Sent[]): Promise<Messages> {
    const bytes = Buffer.concat([...parts, serialize.sync()].map((part) => new Uint8Array(part)));
    return (await this.pglite.execProtocol(bytes)).messages;
  }

  private serialized(value: unknown, type: number): string | null {
    if (value === null || value === undefined) return null;
    const serializer = this.pglite.serializers[type];
    // Types that PGlite does not know are given as text.
    return serializer ? serializer(value) : (value as string);
  }
}

function rowsOf({ columns }: Prepared, messages: Messages): object[] {
  return messages
    .filter((message) => message instanceof protocol.messages.DataRowMessage)
    .map(({ fields }) =>
      Object.fromEntries(
        columns.map(({ name, parse }, index) => {
          const text = fields[index] ?? null;
          return [name, text === null || !parse ? text : (parse(text) as unknown)];
        }),
      ),
    );
}
