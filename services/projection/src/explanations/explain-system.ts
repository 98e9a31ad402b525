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
    const { position, rows } = await this.readModel.select<Row>(minPosition, SELECT_EVENTS_OF_STATUS, [systemId]);
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

/** As in the index `history_by_correlation`. */
const id = (name: string) => `split_part(split_part(history.metadata::text, '"${name}":"', 2), '"', 1)`;
const CORRELATION = id('$correlationId');
const IS_OF_REQUEST = `(${CORRELATION} = ${id('$causationId')})::integer`;
const OF_REQUEST = `history.system_id = $1 and ${CORRELATION} = (select correlation from changed)`;

const latestEvents = (isOfRequest: 0 | 1) =>
  `(select * from history
     where ${OF_REQUEST} and ${IS_OF_REQUEST} = ${isOfRequest} and version <= (select version from changed)
     order by version desc limit ${MOST_EVENTS})`;

/**
 * The event that changed the status is the first of those that set the present status and come after all that set another
 * one. Then the events of its request up to it, and the one of the request before them. Each part is a look into an index.
 */
export const SELECT_EVENTS_OF_STATUS = `
  with latest_of_type as materialized (
    select status, (select version from history where ${OF_TYPE} order by version desc limit 1) as version
      from (values ${STATUSES}) kind (type, status)
  ), present as materialized (
    select status from latest_of_type where version is not null order by version desc limit 1
  ), changed as materialized (
    select version, ${CORRELATION} as correlation from history
     where system_id = $1 and version = (
       select min(first.version)
         from (values ${STATUSES}) kind (type, status)
         join present on present.status = kind.status
        cross join lateral (
           select version from history
            where ${OF_TYPE} and version > (
              select coalesce(max(version), 0) from latest_of_type where status <> (select status from present)
            )
            order by version limit 1) first)
  ), latest as materialized (
    select * from (${latestEvents(0)} union all ${latestEvents(1)}) history order by version desc limit ${MOST_EVENTS}
  ), request as materialized (
    select * from history
     where ${OF_REQUEST} and ${IS_OF_REQUEST} = 1 and version < (select min(version) from latest)
     order by version desc limit 1
  )
  select * from (
    select record, null as id, null as stream, null as type, null as data, null as metadata, null as position,
           0 as version, null as "isBefore"
      from systems where id = $1
     union all
    select null, event_id, stream, type, data, metadata, position::text, version, false from latest
     union all
    select null, event_id, stream, type, data, metadata, position::text, version, true from request) rows
   order by version`;
