import type { QuarantinedStream } from '@system-landscape/contracts';
import { SYSTEM_STREAM_PREFIX } from '@system-landscape/domain';
import type { SystemRecord } from '@system-landscape/system-view';
import type { StoredTime } from '../queries/stored-time.js';

/** A stream in quarantine, as queries read it. */
export interface QuarantineRow extends Omit<QuarantinedStream, 'since'> {
  /** Of the newest system of the stream; null when there is none. */
  readonly record: SystemRecord | null;
  readonly openedAt: StoredTime;
}

const NAME_ID = `substr(stream, ${SYSTEM_STREAM_PREFIX.length + 1})`;

/** Rows of `QuarantineRow`; without a condition. */
export const SELECT_QUARANTINED = `
  select (select record from systems
           where systems.id > ${NAME_ID} || '-' and systems.id < ${NAME_ID} || '.'
             and substr(stream, 1, ${SYSTEM_STREAM_PREFIX.length}) = '${SYSTEM_STREAM_PREFIX}'
           order by length(systems.id) desc, systems.id desc limit 1) as record,
         since as "openedAt", stream, cast(position as text) as position, revision, event_id as "eventId",
         event_type as "eventType", reason,
         (select cast(count(*) as integer) from left_out_events where left_out_events.stream = quarantine.stream) as "leftOut"
    from quarantine`;
