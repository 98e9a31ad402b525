import type { FormationRecord, SystemRecord } from '@system-landscape/system-view';
import type { Queryable } from '../database/database.js';
import { SHADOW } from '../database/migrations.js';
import { fromStoredRole, type Role, type StoredRole } from '../rebuild/role.js';
import { isOfFormation, isOfSystem } from './event-item.js';
import type { Records, StreamItem } from './fold-batch.js';

export interface Checkpoint {
  /** Id of the tables; the same after a restart, another one after a switch. */
  readonly readModel: string;
  readonly position: bigint;
  readonly caughtUp: boolean;
  /** How many events were taken in. */
  readonly eventsTakenIn: bigint;
  readonly shadowRole: Role;
}

/** Checkpoint and records before a batch is applied. */
export interface LoadedRecords extends Records {
  readonly checkpoint: Checkpoint;
  /** Those of the items' streams that are in quarantine. */
  readonly inQuarantine: ReadonlySet<string>;
}

interface Row {
  readonly readModel: string;
  readonly position: string;
  readonly caughtUp: boolean;
  readonly eventsTakenIn: string;
  readonly shadowRole: StoredRole;
  readonly inQuarantine: readonly string[] | null;
  /** Null when there is no record: the row then holds the checkpoint alone. */
  readonly id: string | null;
  readonly system: SystemRecord | null;
  readonly formation: FormationRecord | null;
}

/** Locks the checkpoint, and loads the records that the events may change. */
export async function loadRecords(transaction: Queryable, items: readonly StreamItem[]): Promise<LoadedRecords> {
  const events = items.flatMap((item) => (item.kind === 'event' ? [item.stored] : []));
  const streams = new Set(items.map((item) => (item.kind === 'event' ? item.stored.streamId : item.streamId)));
  const systemIds = new Set(events.filter(isOfSystem).map(({ event }) => event.data.systemId));
  const formationIds = new Set(events.filter(isOfFormation).map(({ event }) => event.data.formationId));
  const rows = await transaction.query<Row>(
    `select cast(checkpoint.tableoid as text) as "readModel", cast(position as text) as position,
            caught_up as "caughtUp", cast(events as text) as "eventsTakenIn",
            (select role from ${SHADOW}.checkpoint) as "shadowRole",
            (select json_agg(stream) from quarantine where stream = any($3)) as "inQuarantine", records.*
       from checkpoint left join (
              select id, record as system, null as formation from systems where id = any($1)
              union all
              select id, null, record from formations where id = any($2)
            ) records on true
        for update of checkpoint`,
    [[...systemIds], [...formationIds], [...streams]],
  );
  const systems = new Map<string, SystemRecord>();
  const formations = new Map<string, FormationRecord>();
  for (const { id, system, formation } of rows) {
    if (id !== null && system) systems.set(id, system);
    if (id !== null && formation) formations.set(id, formation);
  }
  const { readModel, position, caughtUp, eventsTakenIn, shadowRole, inQuarantine } = rows[0]!;
  const checkpoint: Checkpoint = {
    ...{ readModel, position: BigInt(position), caughtUp, eventsTakenIn: BigInt(eventsTakenIn) },
    shadowRole: fromStoredRole(shadowRole),
  };
  return { checkpoint, systems, formations, inQuarantine: new Set(inQuarantine) };
}
