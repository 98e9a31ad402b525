import { ownerOf } from '@system-landscape/messaging';
import { currentContext, FairQueue, requireTimeLeft } from '@system-landscape/service-kit';
import { Inject, Injectable } from '@nestjs/common';
import { Positions } from '../positions/positions.js';
import { DATABASE, type Answer, type Database } from './database.js';
import { DatabaseUnavailable } from './database-unavailable.js';

/**
 * Runs queries on the live tables, each together with the position that its rows are from. Accounts take turns, and some
 * of the database's places are left for what the platform asks for itself, such as sweeps, and for its writes.
 */
@Injectable()
export class ReadModel {
  private readonly turns: FairQueue;

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Positions) private readonly positions: Positions,
  ) {
    this.turns = new FairQueue(database.readers);
  }

  /**
   * Runs one `select` once the read model has reached `minPosition`; keeps the order of its rows. Rows and position are from
   * one snapshot, which is never older than one that this process knew before.
   * @throws ReadModelBehind; DatabaseUnavailable; DeadlineExpired when the caller has given up before its turn
   */
  async select<Row extends object>(
    minPosition: string | undefined,
    sql: string,
    parameters: readonly string[],
  ): Promise<Answer<Row>> {
    await this.positions.waitFor(minPosition);
    let reached = 0n;
    const beforeQuery = () => (reached = this.positions.reached);
    const answer = await this.fairly<Row>(sql, parameters.map(storable), beforeQuery);
    const { position } = answer;
    // A database that has lost commits, or that another one has replaced. The projection makes up for them from the log.
    if (BigInt(position) < reached) {
      throw new DatabaseUnavailable(new Error(`The database is at ${position}, and was at ${reached} before`));
    }
    this.positions.advanceTo(BigInt(position));
    return answer;
  }

  get storage(): Database['storage'] {
    return this.database.storage;
  }

  private fairly<Row extends object>(
    sql: string,
    parameters: readonly string[],
    beforeQuery: () => void,
  ): Promise<Answer<Row>> {
    const actor = currentContext()?.actor;
    const query = () => {
      beforeQuery();
      return this.database.select<Row>(sql, parameters);
    };
    if (!actor) return query();
    return this.turns.run(ownerOf(actor), () => {
      requireTimeLeft();
      return query();
    });
  }
}

/** A text of PostgreSQL cannot contain U+0000. Its replacement matches no stored text, which is the right result. */
function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}
