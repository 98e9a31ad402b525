import {
  PROJECTION_COMMITTED,
  type ProjectionCommitted,
  type SwitchReadModelCommand,
} from '@system-landscape/contracts';
import { NATS } from '@system-landscape/messaging';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { DATABASE, type Database, type Queryable } from '../database/database.js';
import { BESIDE, LIVE } from '../database/migrations.js';
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
    @Inject(NATS) private readonly connection: NatsConnection,
  ) {}

  /**
   * In one transaction, and never to an earlier position. The other one is kept, and fed, as the way back.
   * @throws RebuildNotReady, NoWayBack
   */
  async execute({ to }: SwitchReadModelCommand): Promise<void> {
    const { position, readModel } = await this.database.transaction(async (transaction) => {
      const { live, beside, inStep, role, readModel } = await standing(transaction);
      if (to === 'rebuilt' && role !== 'ready') {
        throw new RebuildNotReady(
          role === 'building'
            ? 'The rebuild has not caught up with the log yet. Wait until it is ready.'
            : 'No rebuilt read model is there. Begin a rebuild first.',
        );
      }
      if (to === 'before' && role !== 'before') throw new NoWayBack('The read model of before a switch is not there.');
      // Both take the same batches in. Beyond the last event of both, one may know of more events of others.
      const position = inStep && BigInt(live) > BigInt(beside) ? live : beside;
      if (BigInt(position) < BigInt(live)) throw new Error(`The read model at ${beside} is behind the one at ${live}`);
      await transaction.query(`update ${BESIDE}.checkpoint set position = $1::numeric`, [position]);
      await swap(transaction, to === 'rebuilt' ? 'before' : 'ready');
      return { position, readModel };
    });
    this.logger.log(
      `The ${to === 'rebuilt' ? 'rebuilt read model' : 'read model of before'} answers from ${position} on`,
    );
    this.tell(readModel, position);
  }

  /** To those who remember answers, before the next sign of life tells them anyway. */
  private tell(readModel: string, position: string): void {
    const told: ProjectionCommitted = { readModel, previousPosition: position, position, ids: [] };
    this.connection.publish(PROJECTION_COMMITTED, JSON.stringify(told));
  }
}

interface Standing {
  readonly live: string;
  readonly beside: string;
  /** Whether both hold the same events. */
  readonly inStep: boolean;
  readonly role: Role;
  /** As the tables beside the live ones are called once they answer. */
  readonly readModel: string;
}

async function standing(transaction: Queryable): Promise<Standing> {
  const [row] = await transaction.query<Standing>(
    `select live.position::text as live, beside.position::text as beside, live.events = beside.events as "inStep",
            beside.role, beside.tableoid::text as "readModel"
       from ${LIVE}.checkpoint live, ${BESIDE}.checkpoint beside for update`,
  );
  return row!;
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
