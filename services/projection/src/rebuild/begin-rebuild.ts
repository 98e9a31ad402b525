import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '../database/database.js';
import { lockShadowState, resetShadow } from './shadow-tables.js';

/** Requests a rebuild of the read model in the shadow tables. The leader runs it (`Rebuild`). */
@Injectable()
export class BeginRebuild {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /** Empties the shadow tables, unless a rebuild is running already. */
  async execute(): Promise<void> {
    await this.database.transaction(async (transaction) => {
      const { role } = await lockShadowState(transaction);
      if (role !== 'building') await resetShadow(transaction, 'building');
    });
  }
}
