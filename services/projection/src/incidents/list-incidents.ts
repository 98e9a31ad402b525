import type { IncidentItem, ListIncidentsQuery, ListIncidentsReply } from '@system-landscape/contracts';
import type { SystemRecord } from '@system-landscape/system-view';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { decodeCursor, encodeCursor, isSystemId, isTime } from '../queries/cursor.js';
import { DEFAULT_LIMIT, pageOf } from '../queries/page.js';

const LIST = 'incidents';

/** M-25: the open incidents of all accounts, the oldest first. */
@Injectable()
export class ListIncidents {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal VALIDATION_FAILED; ReadModelBehind */
  async execute({ minPosition, limit = DEFAULT_LIMIT, cursor }: ListIncidentsQuery): Promise<ListIncidentsReply> {
    const [openedAt, id] = cursor === undefined ? ['-infinity', ''] : decodeCursor(LIST, cursor, [isTime, isSystemId]);
    const answer = await this.readModel.select<{ record: SystemRecord }>(
      minPosition,
      `select record from systems
        where incident_opened_at is not null
          and (incident_opened_at, id) > ($1::timestamptz, $2::text)
        order by incident_opened_at, id limit $3::integer`,
      [openedAt, id, String(limit + 1)],
    );
    return pageOf(
      answer,
      limit,
      ({ record }) => itemOf(record),
      ({ record }) => encodeCursor(LIST, [record.incident!.openedAt, record.system.id]),
    );
  }
}

function itemOf({ system, incident }: SystemRecord): IncidentItem {
  const { tenantId, attempt } = system.registration!;
  return {
    globalAccountId: system.globalAccountId,
    systemId: system.id,
    systemName: system.name,
    tenantId,
    attempt,
    ...incident!,
  };
}
