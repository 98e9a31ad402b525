import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '../database/database.js';
import { emptyBeside, lockedStanding } from './beside.js';

/** Has the read model made anew from the log, beside the one that answers. */
@Injectable()
export class BeginRebuild {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** One that is under way goes on; whatever else was beside the live one is gone. */
  async execute(): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const { role } = await lockedStanding(transaction);
      if (role !== 'building') await emptyBeside(transaction, 'building');
    });
  }
}
