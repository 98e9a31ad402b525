import type { ProjectionCommitted } from '@system-landscape/contracts';
import {
  evolveFormationRecord,
  evolveSystemRecord,
  type FormationRecord,
  type SystemRecord,
} from '@system-landscape/system-view';
import { parseSystemId, type FormationEvent, type Recorded, type SystemEvent } from '@system-landscape/domain';
import type { LogItem, StoredEvent } from '@system-landscape/event-store';
import { Logger } from '@nestjs/common';
import type { Queryable, Writer } from '../database/database.js';
import { BESIDE, LIVE } from '../database/migrations.js';
import type { Role } from '../rebuild/role.js';

export interface Commit extends ProjectionCommitted {
  /** Events that were new. */
  readonly events: number;
}

type StoredSystemEvent = StoredEvent<SystemEvent>;
type StoredFormationEvent = StoredEvent<FormationEvent>;
type EventItem = Extract<LogItem, { kind: 'event' }>;

/**
 * Takes a batch of the log in, in one transaction, and into the tables beside the live ones, too, once they have caught
 * up with them.
 * @returns what has changed; undefined when nothing has
 */
export function commitBatch(writer: Writer, batch: readonly LogItem[]): Promise<Commit | undefined> {
  return writer.transaction(async (transaction) => {
    const taken = await takeIn(transaction, batch);
    if (!taken) return undefined;
    const { beside, ...commit } = taken;
    if (FED.has(beside)) await feedBeside(transaction, batch);
    return commit;
  });
}

/** What the tables beside the live ones are while every batch goes into both. */
const FED: ReadonlySet<Role> = new Set<Role>(['ready', 'before']);

async function feedBeside(transaction: Queryable, batch: readonly LogItem[]): Promise<void> {
  await transaction.query('savepoint beside');
  try {
    await transaction.query(`set local search_path to ${BESIDE}`);
    await takeIn(transaction, batch);
    await transaction.query(`set local search_path to ${LIVE}`);
  } catch (error) {
    // The live ones go on. What the others have missed is read again.
    await transaction.query('rollback to savepoint beside');
    await transaction.query(`update ${BESIDE}.checkpoint set role = 'building'`);
    new Logger('Rebuild').warn({ err: error }, 'The tables beside the live ones could not take a batch in');
  }
}

/**
 * Takes a batch of the log in: rows, history and checkpoint together, into the tables that the transaction means. What
 * is at or before the checkpoint has been taken in before and does nothing.
 * @returns what has changed; undefined when nothing has
 */
export async function takeIn(
  transaction: Queryable,
  batch: readonly LogItem[],
): Promise<(Commit & { readonly beside: Role }) | undefined> {
  const events = batch.filter((item) => item.kind === 'event');
  const { previous, systems, formations } = await look(
    transaction,
    events.map(({ stored }) => stored),
  );
  const items = events.filter(({ position }) => BigInt(position) > previous.position);
  const position = batch.reduce(
    (highest, item) => ('position' in item && BigInt(item.position) > highest ? BigInt(item.position) : highest),
    previous.position,
  );
  const caughtUp = batch.reduce(
    (is, { kind }) => (kind === 'caught-up' ? true : kind === 'fell-behind' ? false : is),
    previous.caughtUp,
  );
  if (position === previous.position && caughtUp === previous.caughtUp) return undefined;

  const evolved = evolveSystems(systems, items);
  await deleteReferences(
    transaction,
    evolved.flatMap(({ system }) => systems.get(system.id) ?? []),
  );
  const writes = new Writes();
  writeSystems(writes, evolved);
  writeReferences(writes, evolved);
  writeFormations(writes, evolveFormations(formations, items));
  writeHistory(writes, items);
  await writes.moveCheckpoint(transaction, { position, caughtUp, events: items.length });
  return {
    readModel: previous.readModel,
    previousPosition: previous.position.toString(),
    position: position.toString(),
    ids: evolved.map(({ system }) => system.id),
    globalAccountIds: [...new Set(evolved.map(({ system }) => system.globalAccountId))],
    events: items.length,
    beside: previous.beside,
  };
}

interface Checkpoint {
  readonly readModel: string;
  readonly position: bigint;
  readonly caughtUp: boolean;
  readonly beside: Role;
}

interface Looked {
  readonly readModel: string;
  readonly position: string;
  readonly caughtUp: boolean;
  readonly beside: Role;
  /** Null in the one row that stands for no system and no formation. */
  readonly id: string | null;
  readonly system: SystemRecord | null;
  readonly formation: FormationRecord | null;
}

/** Locks the checkpoint, and looks at what the events may change. */
async function look(transaction: Queryable, events: readonly StoredEvent[]) {
  const systemIds = new Set(events.filter(isOfSystem).map(({ event }) => event.data.systemId));
  const formationIds = new Set(events.filter(isOfFormation).map(({ event }) => event.data.formationId));
  const rows = await transaction.query<Looked>(
    `select checkpoint.tableoid::text as "readModel", position::text, caught_up as "caughtUp",
            (select role from ${BESIDE}.checkpoint) as beside, known.*
       from checkpoint left join (
              select id, record as system, null as formation from systems where id = any($1::text[])
              union all
              select id, null, record from formations where id = any($2::text[])
            ) known on true
        for update of checkpoint`,
    [[...systemIds], [...formationIds]],
  );
  const { readModel, position, caughtUp, beside } = rows[0]!;
  const systems = new Map<string, SystemRecord>();
  const formations = new Map<string, FormationRecord>();
  for (const { id, system, formation } of rows) {
    if (id !== null && system) systems.set(id, system);
    if (id !== null && formation) formations.set(id, formation);
  }
  const previous: Checkpoint = { readModel, position: BigInt(position), caughtUp, beside };
  return { previous, systems, formations };
}

function evolveSystems(known: ReadonlyMap<string, SystemRecord>, items: readonly EventItem[]): SystemRecord[] {
  const evolved = new Map<string, SystemRecord>();
  for (const { position, stored } of items) {
    if (!isOfSystem(stored)) continue;
    const { systemId } = stored.event.data;
    const place = { position, version: stored.revision + 1 };
    evolved.set(systemId, evolveSystemRecord(evolved.get(systemId) ?? known.get(systemId), stored.event, place));
  }
  return [...evolved.values()];
}

function evolveFormations(known: ReadonlyMap<string, FormationRecord>, items: readonly EventItem[]): FormationRecord[] {
  const evolved = new Map<string, FormationRecord>();
  for (const { position, stored } of items) {
    if (!isOfFormation(stored)) continue;
    const { formationId } = stored.event.data;
    const place = { position, version: stored.revision + 1 };
    evolved.set(
      formationId,
      evolveFormationRecord(evolved.get(formationId) ?? known.get(formationId), stored.event, place),
    );
  }
  return [...evolved.values()];
}
function isOfSystem(stored: StoredEvent): stored is StoredSystemEvent {
  return 'systemId' in stored.event.data;
}

function isOfFormation(stored: StoredEvent): stored is StoredFormationEvent {
  return !isOfSystem(stored);
}

function writeSystems(writes: Writes, records: readonly SystemRecord[]): void {
  const columns = {
    id: records.map(({ system }) => system.id),
    name_id: records.map(({ system }) => parseSystemId(system.id)?.nameId ?? system.id),
    global_account_id: records.map(({ system }) => system.globalAccountId),
    name: records.map(({ system }) => system.name),
    type: records.map(({ system }) => system.type),
    status: records.map(({ system }) => system.status),
    tenant_id: records.map(({ extension }) => extension?.tenantId ?? null),
    extension_id: records.map(({ extension }) => extension?.extensionId ?? null),
    extension_created_at: records.map(({ extension }) => extension?.createdAt ?? null),
    token_id: records.map(({ system }) => system.token?.tokenId ?? null),
    token_state: records.map(({ system }) => system.token?.state ?? null),
    token_expires_at: records.map(({ system }) => system.token?.expiresAt ?? null),
    saga: records.map(({ waiting }) => waiting?.saga ?? null),
    due_at: records.map(({ waiting }) => waiting?.dueAt ?? null),
    incident_opened_at: records.map(({ incident }) => incident?.openedAt ?? null),
    created_at: records.map(({ system }) => system.createdAt),
    status_changed_at: records.map(({ system }) => system.statusChangedAt),
    version: records.map(({ system }) => String(system.version)),
    position: records.map(({ system }) => system.position),
    record: records.map((record) => JSON.stringify(record)),
  };
  writes.insert('systems', columns, SYSTEM_TYPES, 'on conflict (id) do update set');
}

function hasReferences({ system }: SystemRecord): boolean {
  return system.formations.length > 0 || system.entitlementConfigurations.length > 0;
}

/** What has used the systems. On its own, since one statement sees nothing of what it deletes itself. */
async function deleteReferences(transaction: Queryable, before: readonly SystemRecord[]): Promise<void> {
  const ids = before.filter(hasReferences).map(({ system }) => system.id);
  if (ids.length === 0) return;
  await transaction.query('delete from formation_members where system_id = any($1::text[])', [ids]);
  await transaction.query('delete from entitlement_configurations where system_id = any($1::text[])', [ids]);
}

/** What uses the systems, in place of what used them before. */
function writeReferences(writes: Writes, changed: readonly SystemRecord[]): void {
  const systems = changed.map(({ system }) => system);
  const memberships = systems.flatMap(({ id, formations }) =>
    formations.map((formation) => [formation.id, id] as const),
  );
  writes.insert(
    'formation_members',
    { formation_id: memberships.map(([formation]) => formation), system_id: memberships.map(([, system]) => system) },
    {},
  );
  const configurations = systems.flatMap(({ entitlementConfigurations }) => entitlementConfigurations);
  const columns = {
    id: configurations.map(({ id }) => id),
    system_id: configurations.map(({ systemId }) => systemId),
    global_account_id: configurations.map(({ globalAccountId }) => globalAccountId),
    created_at: configurations.map(({ createdAt }) => createdAt),
    configuration: configurations.map((configuration) => JSON.stringify(configuration)),
  };
  writes.insert('entitlement_configurations', columns, { created_at: 'timestamptz', configuration: 'json' });
}

function writeFormations(writes: Writes, records: readonly FormationRecord[]): void {
  const columns = {
    id: records.map(({ id }) => id),
    global_account_id: records.map(({ globalAccountId }) => globalAccountId),
    name: records.map(({ name }) => name),
    status: records.map(({ status }) => status),
    version: records.map(({ version }) => String(version)),
    position: records.map(({ position }) => position),
    record: records.map((record) => JSON.stringify(record)),
  };
  const types = { version: 'integer', position: 'numeric', record: 'json' };
  writes.insert('formations', columns, types, 'on conflict (id) do update set');
}

function writeHistory(writes: Writes, items: readonly EventItem[]): void {
  const events: Recorded<EventItem['stored']['event']>[] = items.map(({ stored }) => stored.event);
  const columns = {
    stream: items.map(({ stored }) => stored.streamId),
    version: items.map(({ stored }) => String(stored.revision + 1)),
    position: items.map(({ position }) => position),
    event_id: items.map(({ stored }) => stored.id),
    global_account_id: events.map(({ metadata }) => metadata.globalAccountId),
    system_id: events.map(({ data }) => ('systemId' in data ? data.systemId : null)),
    type: events.map(({ type }) => type),
    occurred_at: events.map(({ metadata }) => metadata.occurredAt),
    data: events.map(({ data }) => JSON.stringify(data)),
    metadata: events.map(({ metadata }) => JSON.stringify(metadata)),
  };
  writes.insert('history', columns, HISTORY_TYPES);
}

/** Columns that are not text. */
const SYSTEM_TYPES: Types = {
  extension_created_at: 'timestamptz',
  token_expires_at: 'timestamptz',
  due_at: 'timestamptz',
  incident_opened_at: 'timestamptz',
  created_at: 'timestamptz',
  status_changed_at: 'timestamptz',
  version: 'integer',
  position: 'numeric',
  record: 'json',
};
const HISTORY_TYPES: Types = {
  version: 'integer',
  position: 'numeric',
  occurred_at: 'timestamptz',
  data: 'json',
  metadata: 'json',
};

type Types = Readonly<Record<string, string>>;

/** Everything that a batch writes, as one statement: a statement costs more than the few rows of a usual batch. */
class Writes {
  private readonly inserts: string[] = [];
  private readonly parameters: unknown[] = [];

  /** Column by column: as fast for one row as for hundreds. */
  insert(
    table: string,
    columns: Readonly<Record<string, readonly (string | null)[]>>,
    types: Types,
    onConflict?: 'on conflict (id) do update set',
  ): void {
    const names = Object.keys(columns);
    if (columns[names[0]!]!.length === 0) return;
    const values = names.map((name) => (types[name] === undefined ? name : `${name}::${types[name]}`));
    const arrays = names.map((name) => `${this.parameter(columns[name])}::text[]`);
    const replaced = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`);
    this.inserts.push(
      `${table}_added as (
         insert into ${table} (${names.join(', ')})
         select ${values.join(', ')} from unnest(${arrays.join(', ')}) as added (${names.join(', ')})
         ${onConflict === undefined ? '' : `${onConflict} ${replaced.join(', ')}`})`,
    );
  }

  /** Writes it all, and says how far the log has been taken in. */
  async moveCheckpoint(
    transaction: Queryable,
    { position, caughtUp, events }: { readonly position: bigint; readonly caughtUp: boolean; readonly events: number },
  ): Promise<void> {
    const inserts = this.inserts.length === 0 ? '' : `with ${this.inserts.join(', ')}`;
    await transaction.query(
      `${inserts} update checkpoint set position = ${this.parameter(position.toString())}::numeric,
         caught_up = ${this.parameter(caughtUp)}::boolean, events = events + ${this.parameter(String(events))}::bigint`,
      this.parameters,
    );
  }

  private parameter(value: unknown): string {
    return `$${this.parameters.push(value)}`;
  }
}
