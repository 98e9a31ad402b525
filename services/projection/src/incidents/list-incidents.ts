import type { IncidentItem, ListIncidentsQuery, ListIncidentsReply } from '@system-landscape/contracts';
import type { SystemRecord } from '@system-landscape/system-view';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { decodeCursor, encodeCursor, isTime, matches } from '../queries/cursor.js';
import { SELECT_QUARANTINED, type QuarantineRow } from '../quarantine/select-quarantined.js';
import { DEFAULT_LIMIT, pageOf } from '../queries/page.js';
import { timeText, type StoredTime } from '../queries/stored-time.js';

const LIST = 'incidents';
const isId = matches(/^[^\0]{1,256}$/);

/** A system with an incident, or a stream in quarantine. */
type Row = QuarantineRow | { readonly record: SystemRecord; readonly openedAt: StoredTime; readonly stream: null };

/** M-25: the open incidents of all accounts, the oldest first; and streams in quarantine, which operators resolve, too. */
@Injectable()
export class ListIncidents {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal VALIDATION_FAILED; ReadModelBehind */
  async execute({ minPosition, limit = DEFAULT_LIMIT, cursor }: ListIncidentsQuery): Promise<ListIncidentsReply> {
    const [openedAt, id] = cursor === undefined ? ['-infinity', ''] : decodeCursor(LIST, cursor, [isTime, isId]);
    const answer = await this.readModel.select<Row>(
      minPosition,
      `select record, incident_opened_at as "openedAt", null as stream, null as position, null as revision,
              null as "eventId", null as "eventType", null as reason, null as "leftOut", id
         from systems
        where incident_opened_at is not null and (incident_opened_at, id) > ($1, $2)
       union all
       select quarantined.*, stream from (${SELECT_QUARANTINED} where (since, stream) > ($1, $2)) quarantined
       order by "openedAt", id limit $3`,
      [openedAt, id, String(limit + 1)],
    );
    return pageOf(answer, limit, itemOf, (row) =>
      encodeCursor(LIST, [timeText(row.openedAt), row.stream ?? row.record.system.id]),
    );
  }
}

function itemOf(row: Row): IncidentItem {
  if (row.stream !== null) return quarantineIncident(row);
  const { system, incident } = row.record;
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

/** A stream in quarantine, as an incident of the platform itself. */
function quarantineIncident({ stream, position, eventId, reason, record, openedAt }: QuarantineRow): IncidentItem {
  const system = record?.system;
  return {
    kind: 'quarantine',
    globalAccountId: system?.globalAccountId ?? '',
    systemId: system?.id ?? '',
    systemName: system?.name ?? '',
    tenantId: system?.registration?.tenantId ?? '',
    attempt: system?.registration?.attempt ?? 0,
    component: 'system-landscape',
    correlationId: '',
    step: null,
    lastAnswer: { code: 'QUARANTINED', message: reason },
    openedAt: timeText(openedAt),
    quarantine: { stream, position, eventId },
  };
}
