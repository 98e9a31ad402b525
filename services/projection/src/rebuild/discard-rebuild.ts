import { Inject, Injectable } from '@nestjs/common';
import { DATABASE, type Database } from '../database/database.js';
import { emptyBeside } from './beside.js';

/** Gives up what is beside the live read model: a rebuild, or the way back. */
@Injectable()
export class DiscardRebuild {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  async execute(): Promise<void> {
    await this.database.transaction((transaction) => emptyBeside(transaction, 'empty'));
  }
}
