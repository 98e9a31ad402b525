import { Inject, Injectable } from '@nestjs/common';
import { Positions } from '../positions/positions.js';
import { DATABASE, type Database } from './database.js';

export interface Answer<Row> {
  /** Position of the snapshot that the rows are from. */
  readonly position: string;
  readonly rows: Row[];
}

/** Runs queries on the live tables, each together with the position that its rows are from. */
@Injectable()
export class ReadModel {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Positions) private readonly positions: Positions,
  ) {}

  /**
   * Runs one `select` once the read model has reached `minPosition`; keeps the order of its rows. Rows and position come
   * from one statement, so from one snapshot.
   * @throws ReadModelBehind
   */
  async select<Row extends object>(
    minPosition: string | undefined,
    sql: string,
    parameters: readonly string[],
  ): Promise<Answer<Row>> {
    await this.positions.waitFor(minPosition);
    const rows = await this.database.query<Row & Placed>(
      `select checkpoint.position::text as "answeredAt", answer.*
         from checkpoint
         left join (select row_number() over () as place, rows.* from (${sql}) rows) answer on true
        order by answer.place`,
      parameters.map(storable),
    );
    const { answeredAt: position } = rows[0]!;
    this.positions.advanceTo(BigInt(position));
    return { position, rows: rows.filter(({ place }) => place !== null) };
  }
}

/** A text of PostgreSQL cannot contain U+0000. Its replacement matches no stored text, which is the right result. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}

interface Placed {
  readonly answeredAt: string;
  /** Null when the `select` has no rows: the row then holds the position alone. */
  readonly place: unknown;
}
