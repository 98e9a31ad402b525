import { SYSTEM_STREAM_PREFIX } from '@system-landscape/domain';
import type { SystemRecord } from '@system-landscape/system-view';
import type { OpenTransaction, Queryable } from '../database/database.js';
import type { ChangedSystem } from '../projector/write-batch.js';
import type { LeftOutEvent, NewQuarantine } from '../projector/fold-batch.js';

/** Writes the new rows of both tables. */
export async function quarantineStreams(
  transaction: OpenTransaction,
  {
    quarantined,
    leftOut,
  }: { readonly quarantined: readonly NewQuarantine[]; readonly leftOut: readonly LeftOutEvent[] },
): Promise<void> {
  if (leftOut.length === 0) return;
  await transaction.insert([
    {
      table: 'quarantine',
      columns: {
        stream: quarantined.map(({ stream }) => stream),
        position: quarantined.map(({ position }) => position),
        revision: quarantined.map(({ revision }) => String(revision)),
        event_id: quarantined.map(({ eventId }) => eventId),
        event_type: quarantined.map(({ eventType }) => storable(eventType)),
        reason: quarantined.map(({ reason }) => storable(reason)),
        since: quarantined.map(({ since }) => since),
      },
    },
    {
      table: 'left_out_events',
      columns: {
        stream: leftOut.map(({ stream }) => stream),
        revision: leftOut.map(({ revision }) => String(revision)),
        position: leftOut.map(({ position }) => position),
      },
    },
  ]);
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
