import type { ListFormationsQuery, ListFormationsReply } from '@system-landscape/contracts';
import { isFormationId } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { decodeCursor, encodeCursor, matches } from '../queries/cursor.js';
import { DEFAULT_LIMIT, pageOf } from '../queries/page.js';
import { formationOf, MEMBERS, type FormationRow } from './members.js';

const isName = matches(/^[ -~]{1,128}$/);

/** The formations of an account by name, with their members; including those that are being deleted. */
@Injectable()
export class ListFormations {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal VALIDATION_FAILED; ReadModelBehind */
  async execute(query: ListFormationsQuery): Promise<ListFormationsReply> {
    const { minPosition, globalAccountId, limit = DEFAULT_LIMIT, cursor } = query;
    const list = `formations/${globalAccountId}`;
    const [name, id] = cursor === undefined ? ['', ''] : decodeCursor(list, cursor, [isName, isFormationId]);
    const answer = await this.readModel.select<FormationRow>(
      minPosition,
      `select record, ${MEMBERS} from formations
        where global_account_id = $1 and status <> 'DELETED' and (name, id) > ($2, $3)
        order by name, id limit $4`,
      [globalAccountId, name, id, String(limit + 1)],
    );
    return pageOf(answer, limit, formationOf, ({ record }) => encodeCursor(list, [record.name, record.id]));
  }
}
