import { Mutex, protocol, type PGlite } from '@electric-sql/pglite';
import type { Queryable, Transaction } from './database.js';

const { serialize } = protocol;
type Sent = ReturnType<typeof serialize.sync>;

/** More than there are statements in the code, with all variants of the lists. */
const MOST_PREPARED = 500;

interface Prepared {
  readonly name: string;
  /** Types of the parameters. */
  readonly types: readonly number[];
}

/**
 * The one session of a PGlite, whose owner asks nobody else. PGlite's own `query` parses and plans each statement anew
 * and goes into WebAssembly six times for it; this prepares a statement once and from then on goes there once.
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
      await this.run('begin');
      try {
        const result = await work({ query: (sql, parameters = []) => this.run(sql, parameters) });
        await this.run('commit');
        return result;
      } catch (error) {
        // When PGlite is gone, so is the transaction.
        await this.run('rollback').catch(() => undefined);
        throw error;
      }
    });

  private async run<Row extends object>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const { name, types } = this.prepared.get(sql) ?? (await this.prepare(sql));
    const values = parameters.map((value, index) => this.serialized(value, types[index]!));
    const messages = await this.send(
      serialize.bind({ statement: name, values }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
    );
    return this.rowsOf(messages) as Row[];
  }

  private async prepare(sql: string): Promise<Prepared> {
    if (this.prepared.size >= MOST_PREPARED) {
      this.prepared.clear();
      await this.send(serialize.query('deallocate all'));
    }
    const name = `s${this.prepared.size}`;
    const messages = await this.send(serialize.parse({ name, text: sql }), serialize.describe({ type: 'S', name }));
    const types = messages.find((message) => message instanceof protocol.messages.ParameterDescriptionMessage);
    const prepared = { name, types: types?.dataTypeIDs ?? [] };
    this.prepared.set(sql, prepared);
    return prepared;
  }

  /** All in one go, with the sync that ends them. */
  private async send(...parts: readonly Sent[]) {
    const bytes = Buffer.concat([...parts, serialize.sync()].map((part) => new Uint8Array(part)));
    return (await this.pglite.execProtocol(bytes)).messages;
  }

  private serialized(value: unknown, type: number): string | null {
    if (value === null || value === undefined) return null;
    const serializer = this.pglite.serializers[type];
    // Types that PGlite does not know are given as text.
    return serializer ? serializer(value) : (value as string);
  }

  private rowsOf(messages: Awaited<ReturnType<typeof this.send>>): object[] {
    const description = messages.find((message) => message instanceof protocol.messages.RowDescriptionMessage);
    if (!description) return [];
    const columns = description.fields.map(({ name, dataTypeID }) => ({
      name,
      parse: this.pglite.parsers[dataTypeID],
    }));
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
}
