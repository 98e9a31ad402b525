import type { GetFormationQuery, GetFormationReply } from '@system-landscape/contracts';
import { Refusal } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { formationOf, MEMBERS, type FormationRow } from './members.js';

@Injectable()
export class GetFormation {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal NOT_FOUND (also for another account's, and for a deleted one); ReadModelBehind */
  async execute({ minPosition, globalAccountId, formationId }: GetFormationQuery): Promise<GetFormationReply> {
    const { position, rows } = await this.readModel.select<FormationRow>(
      minPosition,
      `select record, ${MEMBERS} from formations where id = $1 and global_account_id = $2 and status <> 'DELETED'`,
      [formationId, globalAccountId],
    );
    const [row] = rows;
    if (!row) throw new Refusal('NOT_FOUND', 'There is no such formation.');
    return { formation: formationOf(row), position };
  }
}
