import { SYSTEM_STREAM_PREFIX } from '@system-landscape/domain';

/** A stream in quarantine, as queries read it. */
export interface StoredQuarantine {
  readonly stream: string;
  readonly position: string;
  readonly revision: number;
  readonly eventId: string;
  readonly eventType: string;
  readonly reason: string;
  readonly leftOut: number;
}

/** RFC 3339 in UTC. */
export const timeOf = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** `id`, `record` of the newest system of the stream or null, `quarantine`, `openedAt`; without a condition. */
export const SELECT_QUARANTINED = `
  select stream as id,
         (select record from systems
           where systems.id > substr(stream, ${SYSTEM_STREAM_PREFIX.length + 1}) || '-'
             and systems.id < substr(stream, ${SYSTEM_STREAM_PREFIX.length + 1}) || '.'
             and starts_with(stream, '${SYSTEM_STREAM_PREFIX}')
           order by length(systems.id) desc, systems.id desc limit 1) as record,
         json_build_object(
           'stream', stream, 'position', position::text, 'revision', revision, 'eventId', event_id,
           'eventType', event_type, 'reason', reason,
           'leftOut', (select count(*) from left_out_events where left_out_events.stream = quarantine.stream)
         ) as quarantine,
         ${timeOf('since')} as "openedAt"
    from quarantine`;
