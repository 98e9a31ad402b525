import type { ListFormationMembersQuery, ListFormationMembersReply } from '@system-landscape/contracts';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { decodeCursor, encodeCursor, isSystemId } from '../queries/cursor.js';
import { DEFAULT_LIMIT, pageOf } from '../queries/page.js';

type Member = ListFormationMembersReply['items'][number];

/** The systems in a formation, by id. A system that leaves between two pages neither repeats nor hides others. */
@Injectable()
export class ListFormationMembers {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal VALIDATION_FAILED; ReadModelBehind */
  async execute(query: ListFormationMembersQuery): Promise<ListFormationMembersReply> {
    const { minPosition, globalAccountId, formationId, limit = DEFAULT_LIMIT, cursor } = query;
    const list = `formation-members/${formationId}`;
    const [after] = cursor === undefined ? [''] : decodeCursor(list, cursor, [isSystemId]);
    const answer = await this.readModel.select<Member>(
      minPosition,
      `select systems.id as "systemId" from formation_members join systems on systems.id = formation_members.system_id
        where formation_members.formation_id = $1 and systems.global_account_id = $2
          and formation_members.system_id > $3
        order by formation_members.system_id limit $4`,
      [formationId, globalAccountId, after, String(limit + 1)],
    );
    return pageOf(
      answer,
      limit,
      ({ systemId }) => ({ systemId }),
      ({ systemId }) => encodeCursor(list, [systemId]),
    );
  }
}
