import type {
  GetQuarantinedQuery,
  GetQuarantinedReply,
  ListQuarantinedQuery,
  ListQuarantinedReply,
  QuarantinedStream,
} from '@system-landscape/contracts';
import { Refusal } from '@system-landscape/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { decodeCursor, encodeCursor, isTime, matches } from '../queries/cursor.js';
import { DEFAULT_LIMIT, pageOf } from '../queries/page.js';
import { timeText } from '../queries/stored-time.js';
import { SELECT_QUARANTINED, type QuarantineRow } from './select-quarantined.js';

const LIST = 'quarantine';

/** The streams in quarantine of all accounts, the one that waits longest first. */
@Injectable()
export class ListQuarantined {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal VALIDATION_FAILED; ReadModelBehind */
  async list({ minPosition, limit = DEFAULT_LIMIT, cursor }: ListQuarantinedQuery): Promise<ListQuarantinedReply> {
    const [since, stream] =
      cursor === undefined ? ['-infinity', ''] : decodeCursor(LIST, cursor, [isTime, matches(/^[^\0]{1,256}$/)]);
    const answer = await this.readModel.select<QuarantineRow>(
      minPosition,
      `${SELECT_QUARANTINED} where (since, stream) > ($1, $2) order by since, stream limit $3`,
      [since, stream, String(limit + 1)],
    );
    return pageOf(answer, limit, itemOf, ({ openedAt, stream: last }) =>
      encodeCursor(LIST, [timeText(openedAt), last]),
    );
  }

  /** @throws Refusal NOT_FOUND; ReadModelBehind */
  async get({ minPosition, stream }: GetQuarantinedQuery): Promise<GetQuarantinedReply> {
    const { position, rows } = await this.readModel.select<QuarantineRow>(
      minPosition,
      `${SELECT_QUARANTINED} where stream = $1`,
      [stream],
    );
    if (!rows[0]) throw new Refusal('NOT_FOUND', 'No such stream is in quarantine.');
    return { quarantined: itemOf(rows[0]), position };
  }
}

function itemOf({ record, openedAt, ...quarantine }: QuarantineRow): QuarantinedStream {
  const system = record?.system;
  return {
    ...quarantine,
    since: timeText(openedAt),
    ...(system && { globalAccountId: system.globalAccountId, systemId: system.id, systemName: system.name }),
  };
}
