import { systemEntityTag, type GetDeregistrationQuery, type GetDeregistrationReply } from '@system-landscape/contracts';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { deregistrationViewOf, systemAt, type SystemRecord } from '@system-landscape/system-view';
import { Refusal } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';

/** M-24, M-26: whether a system can be deregistered, and the progress of its deregistration. */
@Injectable()
export class GetDeregistration {
  constructor(
    @Inject(ReadModel) private readonly readModel: ReadModel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal NOT_FOUND (also for another account's); ReadModelBehind */
  async execute(query: GetDeregistrationQuery): Promise<GetDeregistrationReply> {
    const { minPosition, systemId, globalAccountId } = query;
    const { position, rows } = await this.readModel.select<{ record: SystemRecord }>(
      minPosition,
      'select record from systems where id = $1 and global_account_id = $2',
      [systemId, globalAccountId],
    );
    const [row] = rows;
    if (!row) throw new Refusal('NOT_FOUND', 'There is no such system.');
    const tag = systemEntityTag(systemAt(row.record.system, this.clock.now()));
    return { deregistration: deregistrationViewOf(row.record), entityTag: tag, position };
  }
}
