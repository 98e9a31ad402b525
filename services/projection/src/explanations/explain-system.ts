import type { ExplainSystemQuery, ExplainSystemReply } from '@system-landscape/contracts';
import { Refusal, type SystemEvent } from '@system-landscape/domain';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import {
  explainStatus,
  MOST_EVENTS,
  STATUS_AFTER,
  type HistoricEvent,
  type SystemRecord,
} from '@system-landscape/system-view';
import { Inject, Injectable } from '@nestjs/common';
import type { Database } from '../database/database.js';
import { ReadModel } from '../database/read-model.js';
import { readHistoryEvent, type HistoryRow } from '../history/history-event.js';

interface EventRow extends HistoryRow {
  readonly record: null;
  readonly id: string;
  readonly position: string;
  readonly version: number;
  /** Whether it is the request before the latest events. */
  readonly isBefore: boolean;
}

/** The system's record, which comes first, or an event of it, oldest first. */
type Row = EventRow | { readonly record: SystemRecord };

/** Why a system of any account is in its status. */
@Injectable()
export class ExplainSystem {
  constructor(
    @Inject(ReadModel) private readonly readModel: ReadModel,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws Refusal NOT_FOUND; ReadModelBehind */
  async execute({ minPosition, systemId }: ExplainSystemQuery): Promise<ExplainSystemReply> {
    const { position, rows } = await this.readModel.select<Row>(
      minPosition,
      selectEventsOfStatus(this.readModel.storage),
      [systemId],
    );
    const [first, ...events] = rows;
    if (!first?.record) throw new Refusal('NOT_FOUND', 'There is no such system.');
    const rowsOfEvents = events.filter((row) => row.record === null);
    const latest = rowsOfEvents.filter(({ isBefore }) => !isBefore).map(historicEvent);
    const [request] = rowsOfEvents.filter(({ isBefore }) => isBefore).map(historicEvent);
    const eventsOfStatus = { latest: latest.at(-1) ? latest.filter((event) => event !== undefined) : [], request };
    return { position, explanation: explainStatus(first.record.system, eventsOfStatus, this.clock.now()) };
  }
}

/** Undefined when this release cannot read the event, because a later one has projected it. */
function historicEvent({ id, position, version, ...row }: EventRow): HistoricEvent | undefined {
  const event = readHistoryEvent<SystemEvent>(row);
  return event && { id, position, revision: version - 1, event };
}

const STATUSES = Object.entries(STATUS_AFTER)
  .map(([type, status]) => `('${type}', '${status}')`)
  .join(', ');
const TYPES = Object.keys(STATUS_AFTER)
  .map((type) => `'${type}'`)
  .join(', ');
/** Of one type that sets the status; the list of types is that of the index `history_by_status`. */
const OF_TYPE = `history.system_id = $1 and history.type = kind.type and history.type in (${TYPES})`;

/** The id of an event's request, and (1) whether the request itself has made the event. */
interface RequestColumns {
  readonly correlation: string;
  readonly isOfRequest: string;
}

const idInMetadata = (name: string) => `split_part(split_part(history.metadata::text, '"${name}":"', 2), '"', 1)`;

/** As in the index `history_by_correlation`. */
const REQUEST_COLUMNS: Readonly<Record<Database['storage'], RequestColumns>> = {
  postgresql: {
    correlation: idInMetadata('$correlationId'),
    isOfRequest: `(${idInMetadata('$correlationId')} = ${idInMetadata('$causationId')})::integer`,
  },
  libsql: { correlation: 'history.correlation_id', isOfRequest: 'history.is_of_request' },
};

/**
 * The event that changed the status is the first of those that set the present status and come after all that set another
 * one. Then the events of its request up to it, and the one of the request before them. Each part is a look into an index.
 */
export function selectEventsOfStatus(storage: Database['storage']): string {
  const { correlation, isOfRequest } = REQUEST_COLUMNS[storage];
  const ofRequest = `history.system_id = $1 and ${correlation} = (select correlation from changed)`;
  const latestEvents = (is: 0 | 1) =>
    `select * from (
       select * from history
        where ${ofRequest} and ${isOfRequest} = ${is} and version <= (select version from changed)
        order by version desc limit ${MOST_EVENTS}) latest_${is}`;
  return `
  with kind (type, status) as (values ${STATUSES}), latest_of_type as materialized (
    select status, (select version from history where ${OF_TYPE} order by version desc limit 1) as version from kind
  ), present as materialized (
    select status from latest_of_type where version is not null order by version desc limit 1
  ), changed as materialized (
    select version, ${correlation} as correlation from history
     where system_id = $1 and version = (
       select min(first) from (
         select (select version from history
                  where ${OF_TYPE} and version > (
                    select coalesce(max(version), 0) from latest_of_type where status <> (select status from present)
                  )
                  order by version limit 1) as first
           from kind where kind.status = (select status from present)) firsts)
  ), latest as materialized (
    select * from (${latestEvents(0)} union all ${latestEvents(1)}) history order by version desc limit ${MOST_EVENTS}
  ), request as materialized (
    select * from history
     where ${ofRequest} and ${isOfRequest} = 1 and version < (select min(version) from latest)
     order by version desc limit 1
  )
  select * from (
    select record, null as id, null as stream, null as type, null as data, null as metadata, null as position,
           0 as version, null as "isBefore"
      from systems where id = $1
     union all
    select null, event_id, stream, type, data, metadata, cast(position as text), version, false from latest
     union all
    select null, event_id, stream, type, data, metadata, cast(position as text), version, true from request) rows
   order by version`;
}
