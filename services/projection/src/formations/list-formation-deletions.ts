import type { ListFormationDeletionsQuery, ListFormationDeletionsReply } from '@system-landscape/contracts';
import { FORMATION_STREAM_PREFIX } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { DEFAULT_LIMIT } from '../queries/page.js';

/** Formations whose deletion has begun and not ended, the oldest first. */
@Injectable()
export class ListFormationDeletions {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws ReadModelBehind */
  async execute({
    minPosition,
    limit = DEFAULT_LIMIT,
  }: ListFormationDeletionsQuery): Promise<ListFormationDeletionsReply> {
    const { position, rows } = await this.readModel.select<ListFormationDeletionsReply['items'][number]>(
      minPosition,
      `select global_account_id as "globalAccountId", id as "formationId" from formations
        where status = 'DELETING'
          and not exists (select 1 from quarantine where stream = '${FORMATION_STREAM_PREFIX}' || formations.id)
        order by position limit $1`,
      [String(limit)],
    );
    return { items: rows.map(({ globalAccountId, formationId }) => ({ globalAccountId, formationId })), position };
  }
}
