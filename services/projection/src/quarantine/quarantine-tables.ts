import { SYSTEM_STREAM_PREFIX } from '@system-landscape/domain';
import type { SystemRecord } from '@system-landscape/system-view';
import type { Queryable } from '../database/database.js';
import type { ChangedSystem } from '../projector/write-batch.js';
import type { LeftOutEvent, NewQuarantine } from '../projector/fold-batch.js';

/** Writes the new rows of both tables, in the transaction's search path. */
export async function quarantineStreams(
  transaction: Queryable,
  {
    quarantined,
    leftOut,
  }: { readonly quarantined: readonly NewQuarantine[]; readonly leftOut: readonly LeftOutEvent[] },
): Promise<void> {
  for (const { stream, position, revision, eventId, eventType, reason, since } of quarantined) {
    await transaction.query(
      `insert into quarantine (stream, position, revision, event_id, event_type, reason, since)
       values ($1, $2::numeric, $3::integer, $4, $5, $6, $7::timestamptz)`,
      [stream, position, String(revision), eventId, storable(eventType), storable(reason), since],
    );
  }
  if (leftOut.length === 0) return;
  await transaction.query(
    `insert into left_out_events (stream, revision, position)
     select * from unnest($1::text[], $2::integer[], $3::numeric[])`,
    [
      leftOut.map(({ stream }) => stream),
      leftOut.map(({ revision }) => String(revision)),
      leftOut.map(({ position }) => position),
    ],
  );
}

/** The records, with those of systems that are put into quarantine: what is shown is that of the last readable event. */
export async function withQuarantineShown(
  transaction: Queryable,
  evolved: readonly ChangedSystem[],
  quarantined: readonly NewQuarantine[],
): Promise<readonly ChangedSystem[]> {
  const byId = new Map(evolved.map((changed) => [changed.after.system.id, changed]));
  for (const { stream, position, since, reason } of quarantined) {
    const stored = await loadLives(transaction, stream);
    const afterwards = livesIn(
      evolved.map(({ after }) => after),
      stream,
    );
    const newest = newestLife([...stored, ...afterwards]);
    if (!newest) continue;
    const { id } = newest.system;
    const before = stored.find(({ system }) => system.id === id);
    byId.set(id, { before, after: withQuarantine(newest, { position, since, reason: storable(reason) }) });
  }
  return [...byId.values()];
}

export function withQuarantine(
  record: SystemRecord,
  quarantine: { readonly position: string; readonly since: string; readonly reason: string },
): SystemRecord {
  return { ...record, system: { ...record.system, quarantine } };
}

export function withoutQuarantine(record: SystemRecord): SystemRecord {
  const { quarantine: _, ...system } = record.system;
  return { ...record, system };
}

/** The systems of a name: their ids begin with that of the name. None for the stream of a formation. */
export async function loadLives(transaction: Queryable, stream: string): Promise<SystemRecord[]> {
  if (!stream.startsWith(SYSTEM_STREAM_PREFIX)) return [];
  const nameId = stream.slice(SYSTEM_STREAM_PREFIX.length);
  const rows = await transaction.query<{ record: SystemRecord }>(
    // In the collation of ids, `.` follows `-`.
    'select record from systems where id > $1 and id < $2',
    [`${nameId}-`, `${nameId}.`],
  );
  return rows.map(({ record }) => record);
}

/** The last one wins where an id is there twice. */
export function newestLife(records: readonly SystemRecord[]): SystemRecord | undefined {
  return records.reduce<SystemRecord | undefined>(
    (newest, record) => (newest && lifeOf(newest) > lifeOf(record) ? newest : record),
    undefined,
  );
}

function livesIn(records: readonly SystemRecord[], stream: string): SystemRecord[] {
  const prefix = `${stream.slice(SYSTEM_STREAM_PREFIX.length)}-`;
  return records.filter(({ system }) => system.id.startsWith(prefix));
}

function lifeOf({ system }: SystemRecord): number {
  return Number(system.id.slice(system.id.lastIndexOf('-') + 1));
}

/** A text of PostgreSQL cannot contain U+0000. */
export function storable(text: string): string {
  return text.replaceAll('\u0000', '\uFFFD');
}
