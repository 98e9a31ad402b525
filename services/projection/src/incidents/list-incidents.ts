import type { IncidentItem, ListIncidentsQuery, ListIncidentsReply } from '@system-landscape/contracts';
import type { SystemRecord } from '@system-landscape/system-view';
import { Inject, Injectable } from '@nestjs/common';
import { ReadModel } from '../database/read-model.js';
import { decodeCursor, encodeCursor, isTime, matches } from '../queries/cursor.js';
import { SELECT_QUARANTINED, timeOf, type StoredQuarantine } from '../quarantine/select-quarantined.js';
import { DEFAULT_LIMIT, pageOf } from '../queries/page.js';

const LIST = 'incidents';
const isId = matches(/^[^\0]{1,256}$/);

interface Row {
  /** Of the system, or the stream. */
  readonly id: string;
  readonly record: SystemRecord | null;
  readonly quarantine: StoredQuarantine | null;
  readonly openedAt: string;
}

/** M-25: the open incidents of all accounts, the oldest first; and streams in quarantine, which operators resolve, too. */
@Injectable()
export class ListIncidents {
  constructor(@Inject(ReadModel) private readonly readModel: ReadModel) {}

  /** @throws Refusal VALIDATION_FAILED; ReadModelBehind */
  async execute({ minPosition, limit = DEFAULT_LIMIT, cursor }: ListIncidentsQuery): Promise<ListIncidentsReply> {
    const [openedAt, id] = cursor === undefined ? ['-infinity', ''] : decodeCursor(LIST, cursor, [isTime, isId]);
    const answer = await this.readModel.select<Row>(
      minPosition,
      `select id, record, null as quarantine, ${timeOf('incident_opened_at')} as "openedAt" from systems
        where incident_opened_at is not null
          and (incident_opened_at, id) > ($1::timestamptz, $2::text)
       union all
       ${SELECT_QUARANTINED}
        where (since, stream) > ($1::timestamptz, $2::text)
       order by "openedAt", id limit $3::integer`,
      [openedAt, id, String(limit + 1)],
    );
    return pageOf(answer, limit, itemOf, (row) => encodeCursor(LIST, [row.openedAt, row.id]));
  }
}

function itemOf({ record, quarantine, openedAt }: Row): IncidentItem {
  if (quarantine) return quarantineIncident(quarantine, record, openedAt);
  const { system, incident } = record!;
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
function quarantineIncident(quarantine: StoredQuarantine, record: SystemRecord | null, openedAt: string): IncidentItem {
  const { stream, position, eventId, reason } = quarantine;
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
    openedAt,
    quarantine: { stream, position, eventId },
  };
}
