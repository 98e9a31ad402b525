import type { SwitchReadModelCommand } from '@system-landscape/contracts';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DATABASE, type Database, type Queryable } from '../database/database.js';
import { BESIDE, LIVE } from '../database/migrations.js';
import { CommitFeed } from '../projector/commit-feed.js';
import { lockedStanding } from './beside.js';
import type { Role } from './role.js';

/** There is no rebuilt read model that could take the live one's place. */
export class RebuildNotReady extends Error {
  override readonly name = 'RebuildNotReady';
  readonly code = 'REBUILD_NOT_READY';
}

/** The read model of before a switch is not there. */
export class NoWayBack extends Error {
  override readonly name = 'NoWayBack';
  readonly code = 'NO_WAY_BACK';
}

/** Has the other set of tables answer: the one that was made anew, or the one of before. */
@Injectable()
export class SwitchReadModel {
  private readonly logger = new Logger('Rebuild');

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CommitFeed) private readonly feed: CommitFeed,
  ) {}

  /**
   * In one transaction, and never to an earlier position. The other one is kept, and fed, as the way back.
   * @throws RebuildNotReady, NoWayBack
   */
  async execute({ to }: SwitchReadModelCommand): Promise<void> {
    const { position, readModel } = await this.database.transaction(async (transaction) => {
      const { role, position, readModel, live } = await lockedStanding(transaction);
      if (to === 'rebuilt' && role !== 'ready') {
        throw new RebuildNotReady(
          role === 'building'
            ? 'The rebuild has not caught up with the log yet. Wait until it is ready.'
            : 'No rebuilt read model is there. Begin a rebuild first.',
        );
      }
      if (to === 'before' && role !== 'before') throw new NoWayBack('The read model of before a switch is not there.');
      // Both take the same batches in, in the same transactions.
      if (BigInt(position) < BigInt(live))
        throw new Error(`The read model at ${position} is behind the one at ${live}`);
      await swap(transaction, to === 'rebuilt' ? 'before' : 'ready');
      return { position, readModel };
    });
    this.logger.log(
      `The ${to === 'rebuilt' ? 'rebuilt read model' : 'read model of before'} answers from ${position} on`,
    );
    // Who remembers answers learns of it now, before the next sign of life would say it.
    this.feed.tell({ readModel, previousPosition: position, position, ids: [], globalAccountIds: [] });
  }
}

/** What asks by name meets the other tables from the commit on; what is being answered ends on those it began with. */
async function swap(transaction: Queryable, roleOfLive: Role): Promise<void> {
  await transaction.query(`update ${LIVE}.checkpoint set role = $1::text`, [roleOfLive]);
  await transaction.query(`update ${BESIDE}.checkpoint set role = 'live'`);
  for (const [from, to] of [
    [LIVE, 'read_model_switching'],
    [BESIDE, LIVE],
    ['read_model_switching', BESIDE],
  ]) {
    await transaction.query(`alter schema ${from} rename to ${to}`);
  }
}
