import type { ProjectionCommitted } from '@system-landscape/contracts';
import type { LogItem } from '@system-landscape/event-store';
import {
  evolveFormationRecord,
  SystemRecordFold,
  type FormationRecord,
  type SystemRecord,
} from '@system-landscape/system-view';
import type { Queryable } from '../database/database.js';
import type { Role } from '../rebuild/role.js';
import { isOfFormation, isOfSystem, type EventItem } from './event-item.js';
import { loadRecords, type Checkpoint } from './load-records.js';
import { isKept, mayBeKept, type PastRecord } from './past-records.js';
import { deleteReferences, writeBatch, type ChangedSystem } from './write-batch.js';

export interface Commit extends ProjectionCommitted {
  /** How many events were new. */
  readonly events: number;
}

/**
 * Applies a batch of the log to the tables of the transaction's search path: records, history and checkpoint together.
 * Skips events at or before the checkpoint, so that a repetition changes nothing.
 * @returns what changed; undefined when nothing did
 */
export async function applyBatch(
  transaction: Queryable,
  batch: readonly LogItem[],
): Promise<(Commit & { readonly shadowRole: Role }) | undefined> {
  const items = batch.filter((item) => item.kind === 'event');
  const { checkpoint, systems, formations } = await loadRecords(transaction, items);
  const next = advance(checkpoint, batch);
  if (next.position === checkpoint.position && next.caughtUp === checkpoint.caughtUp) return undefined;

  const events = items.filter(({ position }) => BigInt(position) > checkpoint.position);
  const { changed: evolvedSystems, past } = evolveSystems(systems, events);
  const evolvedFormations = evolveFormations(formations, events);

  await deleteReferences(transaction, evolvedSystems);
  await writeBatch(transaction, { ...next, systems: evolvedSystems, past, formations: evolvedFormations, events });

  return {
    readModel: checkpoint.readModel,
    previousPosition: checkpoint.position.toString(),
    position: next.position.toString(),
    ids: evolvedSystems.map(({ after }) => after.system.id),
    globalAccountIds: [...new Set(evolvedSystems.map(({ after }) => after.system.globalAccountId))],
    events: events.length,
    shadowRole: checkpoint.shadowRole,
  };
}

/** The checkpoint after the batch. */
function advance(checkpoint: Checkpoint, batch: readonly LogItem[]): Pick<Checkpoint, 'position' | 'caughtUp'> {
  let { position, caughtUp } = checkpoint;
  for (const item of batch) {
    if (item.kind === 'caught-up') caughtUp = true;
    else if (item.kind === 'fell-behind') caughtUp = false;
    else if (BigInt(item.position) > position) position = BigInt(item.position);
  }
  return { position, caughtUp };
}

/** The systems that the events change, and their records on the way that are kept. */
function evolveSystems(loaded: ReadonlyMap<string, SystemRecord>, items: readonly EventItem[]) {
  const past: PastRecord[] = [];
  const folds = new Map<string, SystemRecordFold>();
  for (const { position, stored } of items) {
    if (!isOfSystem(stored)) continue;
    const { systemId } = stored.event.data;
    const fold = folds.get(systemId) ?? new SystemRecordFold(loaded.get(systemId));
    const version = stored.revision + 1;
    folds.set(systemId, fold.add(stored.event, { position, version }));
    const record = mayBeKept(version) ? fold.record : undefined;
    if (record && isKept(record)) past.push({ record, occurredAt: stored.event.metadata.occurredAt });
  }
  const changed: ChangedSystem[] = [...folds].flatMap(([id, { record }]) =>
    record ? [{ before: loaded.get(id), after: record }] : [],
  );
  return { changed, past };
}

/** The formations that the events change, as they are afterwards. */
function evolveFormations(
  loaded: ReadonlyMap<string, FormationRecord>,
  items: readonly EventItem[],
): FormationRecord[] {
  const evolved = new Map<string, FormationRecord>();
  for (const { position, stored } of items) {
    if (!isOfFormation(stored)) continue;
    const { formationId } = stored.event.data;
    const before = evolved.get(formationId) ?? loaded.get(formationId);
    evolved.set(formationId, evolveFormationRecord(before, stored.event, { position, version: stored.revision + 1 }));
  }
  return [...evolved.values()];
}
