import { Inject, Injectable } from '@nestjs/common';
import { Positions } from '../positions/positions.js';
import { DATABASE, type Database } from './database.js';

export interface Answer<Row> {
  /** The rows are from exactly this position. */
  readonly position: string;
  readonly rows: Row[];
}

/** Asks the tables, each time with the position that the answer is from. */
@Injectable()
export class ReadModel {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Positions) private readonly positions: Positions,
  ) {}

  /**
   * Rows of one `select` in its order, once the read model has reached `minPosition`. Rows and position come from one
   * statement, so from one snapshot.
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
    this.positions.reached(BigInt(position));
    return { position, rows: rows.filter(({ place }) => place !== null) };
  }
}

/** Text that a column may hold: PostgreSQL has no U+0000, so what contains it finds nothing, as it should. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}

interface Placed {
  readonly answeredAt: string;
  /** Null in the one row that stands for no rows. */
  readonly place: unknown;
}
