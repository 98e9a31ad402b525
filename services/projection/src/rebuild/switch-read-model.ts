import type { SwitchReadModelCommand } from '@system-landscape/contracts';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { DATABASE, type Database, type OpenTransaction } from '../database/database.js';
import { LIVE, SHADOW } from '../database/migrations.js';
import { CommitFeed } from '../projector/commit-feed.js';
import { toStoredRole, type Role } from './role.js';
import { lockShadowState } from './shadow-tables.js';

/** The shadow tables contain no rebuilt read model that could replace the live one. */
export class RebuildNotReady extends Error {
  override readonly name = 'RebuildNotReady';
  readonly code = 'REBUILD_NOT_READY';
}

/** The shadow tables do not contain the previous read model. */
export class NoPreviousReadModel extends Error {
  override readonly name = 'NoPreviousReadModel';
  readonly code = 'NO_WAY_BACK';
}

/** Swaps the live and the shadow tables: to the rebuilt read model, or back to the previous one. */
@Injectable()
export class SwitchReadModel {
  private readonly logger = new Logger('Rebuild');

  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CommitFeed) private readonly feed: CommitFeed,
  ) {}

  /**
   * Switches in one transaction, never to an earlier position. The replaced tables stay up to date for a rollback.
   * @throws RebuildNotReady, NoPreviousReadModel
   */
  async execute(command: SwitchReadModelCommand): Promise<void> {
    const to = command.to === 'before' ? 'previous' : 'rebuilt';
    const { position, readModel } = await this.database.transaction(async (transaction) => {
      const { role, position, readModel, livePosition } = await lockShadowState(transaction);
      if (to === 'rebuilt') requireReady(role);
      else requirePrevious(role);
      // Every batch is applied to both in one transaction, so this cannot happen.
      if (BigInt(position) < BigInt(livePosition))
        throw new Error(`The read model at ${position} is behind the one at ${livePosition}`);
      await swap(transaction, to === 'rebuilt' ? 'previous' : 'ready');
      return { position, readModel };
    });
    this.logger.log(`The ${to} read model answers queries from position ${position} on`);
    // Caches learn of the switch now instead of with the next heartbeat.
    this.feed.publishCommit({ readModel, previousPosition: position, position, ids: [], globalAccountIds: [] });
  }
}

function requireReady(role: Role): void {
  if (role === 'ready') return;
  throw new RebuildNotReady(
    role === 'building'
      ? 'The rebuild has not caught up with the log yet. Wait until it is ready.'
      : 'No rebuilt read model is there. Begin a rebuild first.',
  );
}

function requirePrevious(role: Role): void {
  if (role !== 'previous') throw new NoPreviousReadModel('There is no previous read model to go back to.');
}

async function swap(transaction: OpenTransaction, newRoleOfLive: Role): Promise<void> {
  await transaction.query(`update ${LIVE}.checkpoint set role = $1`, [toStoredRole(newRoleOfLive)]);
  await transaction.query(`update ${SHADOW}.checkpoint set role = 'live'`);
  await transaction.swapTables();
}
