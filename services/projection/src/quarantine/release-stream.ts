import type { SystemView } from '@system-landscape/contracts';
import type { DomainEvent, ReadStream } from '@system-landscape/event-store';
import type { UnreadableEvent } from '@system-landscape/domain';
import type { SystemRecord } from '@system-landscape/system-view';
import type { OpenTransaction, Queryable } from '../database/database.js';
import { foldBatch, type StreamItem } from '../projector/fold-batch.js';
import { loadRecords } from '../projector/load-records.js';
import { deleteReferences, writeBatch } from '../projector/write-batch.js';
import { timeText, type StoredTime } from '../queries/stored-time.js';
import { loadLives, newestLife, storable, withoutQuarantine, withQuarantine } from './quarantine-tables.js';

/** What of a stream can be read now. */
export interface StreamAsRead extends Pick<ReadStream<unknown, DomainEvent>, 'events' | 'unreadable'> {
  /** Number of the event after the last one that was read. */
  readonly version: number;
}

export interface Release {
  readonly readModel: string;
  readonly position: string;
  /** Systems that have changed. */
  readonly systems: readonly Pick<SystemView, 'id' | 'globalAccountId'>[];
  readonly isReleased: boolean;
}

/**
 * Folds what was left out of a stream in quarantine, as far as it can be read now, in the tables that the transaction
 * is about. The stream leaves the quarantine when that is all of it.
 * @returns undefined when the stream is in no quarantine
 */
export async function releaseStream(
  transaction: OpenTransaction,
  stream: string,
  read: StreamAsRead,
): Promise<Release | undefined> {
  const leftOut = await loadLeftOut(transaction, stream);
  if (!leftOut) return undefined;
  const { since, positions } = leftOut;
  const [last] = [...positions.keys()].slice(-1);
  const unread = read.unreadable && read.unreadable.revision <= last! ? read.unreadable : undefined;
  if (!unread && read.version <= last!) {
    // The stream was deleted: nothing shows any more what was left out.
    await transaction.query('update quarantine set retry_requested = false where stream = $1', [stream]);
    return undefined;
  }
  const items = read.events.flatMap((event): StreamItem[] => {
    const position = positions.get(event.stored.revision);
    return position === undefined ? [] : [{ kind: 'event', position, ...event }];
  });
  const { checkpoint, systems: loaded, formations } = await loadRecords(transaction, items);
  const lives = new Map((await loadLives(transaction, stream)).map((record) => [record.system.id, record]));
  const unmarked = new Map([...loaded].map(([id, record]) => [id, withoutQuarantine(record)]));
  const folded = foldBatch({ systems: unmarked, formations }, items, new Set());
  const cause = folded.quarantined[0] ?? unread;

  const after = new Map<string, SystemRecord>();
  for (const [id, record] of lives) if (record.system.quarantine) after.set(id, withoutQuarantine(record));
  for (const changed of folded.systems) after.set(changed.after.system.id, changed.after);
  const newest = newestLife([...lives.values(), ...after.values()]);
  if (cause && newest) {
    const position = positionOf(cause, positions);
    after.set(newest.system.id, withQuarantine(newest, { position, since, reason: storable(cause.reason) }));
  }
  const systems = [...after].map(([id, record]) => ({ before: lives.get(id), after: record }));
  await deleteReferences(transaction, systems);
  await writeBatch(transaction, { ...checkpoint, ...folded, systems });
  await updateQuarantine(transaction, stream, cause, positions);
  return {
    readModel: checkpoint.readModel,
    position: checkpoint.position.toString(),
    systems: [...after.values()].map(({ system }) => system),
    isReleased: cause === undefined,
  };
}

/** Of the first event that is left out. */
function positionOf({ revision }: { readonly revision: number }, positions: ReadonlyMap<number, string>): string {
  return positions.get(revision) ?? [...positions.values()][0]!;
}

async function loadLeftOut(transaction: Queryable, stream: string) {
  const rows = await transaction.query<{ since: StoredTime; revision: number; position: string }>(
    `select since, left_out_events.revision, cast(left_out_events.position as text) as position
       from quarantine join left_out_events using (stream) where stream = $1 order by left_out_events.revision`,
    [stream],
  );
  const [first] = rows;
  return first && { since: timeText(first.since), positions: new Map(rows.map((row) => [row.revision, row.position])) };
}

async function updateQuarantine(
  transaction: Queryable,
  stream: string,
  cause: Omit<UnreadableEvent, 'isGap'> | undefined,
  positions: ReadonlyMap<number, string>,
): Promise<void> {
  if (!cause) {
    await transaction.query('delete from left_out_events where stream = $1', [stream]);
    await transaction.query('delete from quarantine where stream = $1', [stream]);
    return;
  }
  const { revision, eventId, eventType, reason } = cause;
  await transaction.query('delete from left_out_events where stream = $1 and revision < $2', [
    stream,
    String(revision),
  ]);
  await transaction.query(
    `update quarantine set position = $2, revision = $3, event_id = $4, event_type = $5, reason = $6,
       retry_requested = false where stream = $1`,
    [stream, positionOf(cause, positions), String(revision), eventId, storable(eventType), storable(reason)],
  );
}
