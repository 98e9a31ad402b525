import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '../database/database.js';
import { resetShadow } from './shadow-tables.js';

/** Empties the shadow tables, which contain a rebuild or the previous read model. */
@Injectable()
export class DiscardRebuild {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async execute(): Promise<void> {
    await this.database.transaction((transaction) => resetShadow(transaction, 'empty'));
  }
}
