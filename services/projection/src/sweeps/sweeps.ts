import type {
  CountLiveTokensQuery,
  CountLiveTokensReply,
  ListDueAttemptsQuery,
  ListDueAttemptsReply,
  ListOverdueTokensQuery,
  ListOverdueTokensReply,
} from '@system-landscape/contracts';
import type { SystemRecord, Waiting } from '@system-landscape/system-view';
import { SYSTEM_STREAM_PREFIX } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { requireInstant } from '../queries/instant.js';

const DEFAULT_LIMIT = 100;

/** Commands about systems in quarantine would be refused, sweep by sweep. */
const NOT_IN_QUARANTINE = `not exists (select 1 from quarantine where stream = '${SYSTEM_STREAM_PREFIX}' || systems.name_id)`;

/** Queries of the services' sweeps; they only list candidates, the most overdue first. */
@Injectable()
export class Sweeps {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** Attempts of a saga whose next action is due. @throws Refusal VALIDATION_FAILED; ReadModelBehind */
  async listDueAttempts(query: ListDueAttemptsQuery): Promise<ListDueAttemptsReply> {
    const { minPosition, saga, dueAt, limit = DEFAULT_LIMIT } = query;
    const { position, rows } = await this.readModel.select<{ id: string; record: SystemRecord & { waiting: Waiting } }>(
      minPosition,
      `select id, record from systems where saga = $1 and due_at <= $2 and ${NOT_IN_QUARANTINE}
        order by due_at, id limit $3`,
      [saga, requireInstant('dueAt', dueAt), String(limit)],
    );
    const items = rows.map(({ id, record: { waiting } }) => ({
      systemId: id,
      tenantId: waiting.tenantId,
      attempt: waiting.attempt,
      dueAt: waiting.dueAt,
    }));
    return { items, position };
  }

  /** M-13: live tokens whose validity has ended. @throws Refusal VALIDATION_FAILED; ReadModelBehind */
  async listOverdueTokens(query: ListOverdueTokensQuery): Promise<ListOverdueTokensReply> {
    const { minPosition, dueAt, limit = DEFAULT_LIMIT } = query;
    const { position, rows } = await this.readModel.select<{ systemId: string; tokenId: string }>(
      minPosition,
      `select id as "systemId", token_id as "tokenId" from systems
        where token_state = 'LIVE' and token_expires_at <= $1 and ${NOT_IN_QUARANTINE}
        order by token_expires_at, id limit $2`,
      [requireInstant('dueAt', dueAt), String(limit)],
    );
    return { items: rows.map(({ systemId, tokenId }) => ({ systemId, tokenId })), position };
  }

  /** live and unexpired tokens. @throws Refusal VALIDATION_FAILED; ReadModelBehind */
  async countLiveTokens(query: CountLiveTokensQuery): Promise<CountLiveTokensReply> {
    const { minPosition, globalAccountId, type, at } = query;
    const { position, rows } = await this.readModel.select<{ count: number }>(
      minPosition,
      `select cast(count(*) as integer) as count from systems
        where global_account_id = $1 and type = $2 and token_state = 'LIVE' and token_expires_at > $3`,
      [globalAccountId, type, requireInstant('at', at)],
    );
    return { count: rows[0]!.count, position };
  }
}
