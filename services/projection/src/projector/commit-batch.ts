import {
  evolveFormationRecord,
  evolveSystemRecord,
  type FormationRecord,
  type ProjectionCommitted,
  type SystemRecord,
} from '@system-landscape/contracts';
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
  const previous = await lockCheckpoint(transaction);
  const isNew = (item: LogItem): item is EventItem =>
    item.kind === 'event' && BigInt(item.position) > previous.position;
  const items = batch.filter(isNew);
  const position = batch.reduce(
    (highest, item) => ('position' in item && BigInt(item.position) > highest ? BigInt(item.position) : highest),
    previous.position,
  );
  const caughtUp = batch.reduce(
    (is, { kind }) => (kind === 'caught-up' ? true : kind === 'fell-behind' ? false : is),
    previous.caughtUp,
  );
  if (position === previous.position && caughtUp === previous.caughtUp) return undefined;

  const ids = await evolveSystems(transaction, items);
  await evolveFormations(transaction, items);
  await writeHistory(transaction, items);
  await transaction.query(
    'update checkpoint set position = $1::numeric, caught_up = $2::boolean, events = events + $3::bigint',
    [position.toString(), caughtUp, String(items.length)],
  );
  return {
    readModel: previous.readModel,
    previousPosition: previous.position.toString(),
    position: position.toString(),
    ids,
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

async function lockCheckpoint(transaction: Queryable): Promise<Checkpoint> {
  const [row] = await transaction.query<{ readModel: string; position: string; caughtUp: boolean; beside: Role }>(
    `select tableoid::text as "readModel", position::text, caught_up as "caughtUp",
            (select role from ${BESIDE}.checkpoint) as beside
       from checkpoint for update`,
  );
  return { ...row!, position: BigInt(row!.position) };
}

async function evolveSystems(transaction: Queryable, items: readonly EventItem[]): Promise<string[]> {
  const events = items.filter((item): item is EventItem & { stored: StoredSystemEvent } => isOfSystem(item.stored));
  const ids = [...new Set(events.map(({ stored }) => stored.event.data.systemId))];
  if (ids.length === 0) return [];
  const known = await transaction.query<{ id: string; record: SystemRecord }>(
    'select id, record from systems where id = any($1::text[])',
    [ids],
  );
  const records = new Map(known.map(({ id, record }) => [id, record]));
  for (const { position, stored } of events) {
    const { systemId } = stored.event.data;
    records.set(
      systemId,
      evolveSystemRecord(records.get(systemId), stored.event, { position, version: stored.revision + 1 }),
    );
  }
  const changed = [...records.values()];
  await writeSystems(transaction, changed);
  const before = known.map(({ record }) => record).filter(hasReferences);
  await writeReferences(transaction, before, changed);
  return ids;
}

async function evolveFormations(transaction: Queryable, items: readonly EventItem[]): Promise<void> {
  const events = items.filter((item): item is EventItem & { stored: StoredFormationEvent } => !isOfSystem(item.stored));
  const ids = [...new Set(events.map(({ stored }) => stored.event.data.formationId))];
  if (ids.length === 0) return;
  const known = await transaction.query<{ id: string; record: FormationRecord }>(
    'select id, record from formations where id = any($1::text[])',
    [ids],
  );
  const records = new Map(known.map(({ id, record }) => [id, record]));
  for (const { position, stored } of events) {
    const { formationId } = stored.event.data;
    const place = { position, version: stored.revision + 1 };
    records.set(formationId, evolveFormationRecord(records.get(formationId), stored.event, place));
  }
  await writeFormations(transaction, [...records.values()]);
}

function isOfSystem(stored: StoredEvent): stored is StoredSystemEvent {
  return 'systemId' in stored.event.data;
}

async function writeSystems(transaction: Queryable, records: readonly SystemRecord[]): Promise<void> {
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
  await insert(transaction, 'systems', columns, SYSTEM_TYPES, 'on conflict (id) do update set');
}

function hasReferences({ system }: SystemRecord): boolean {
  return system.formations.length > 0 || system.entitlementConfigurations.length > 0;
}

/** What uses the systems, in place of what used them before. */
async function writeReferences(
  transaction: Queryable,
  before: readonly SystemRecord[],
  changed: readonly SystemRecord[],
): Promise<void> {
  if (before.length > 0) {
    const ids = [before.map(({ system }) => system.id)];
    await transaction.query('delete from formation_members where system_id = any($1::text[])', ids);
    await transaction.query('delete from entitlement_configurations where system_id = any($1::text[])', ids);
  }
  const systems = changed.map(({ system }) => system);
  const memberships = systems.flatMap(({ id, formations }) =>
    formations.map((formation) => [formation.id, id] as const),
  );
  if (memberships.length > 0) {
    await insert(
      transaction,
      'formation_members',
      { formation_id: memberships.map(([formation]) => formation), system_id: memberships.map(([, system]) => system) },
      {},
    );
  }
  const configurations = systems.flatMap(({ entitlementConfigurations }) => entitlementConfigurations);
  if (configurations.length > 0) {
    const columns = {
      id: configurations.map(({ id }) => id),
      system_id: configurations.map(({ systemId }) => systemId),
      global_account_id: configurations.map(({ globalAccountId }) => globalAccountId),
      created_at: configurations.map(({ createdAt }) => createdAt),
      configuration: configurations.map((configuration) => JSON.stringify(configuration)),
    };
    await insert(transaction, 'entitlement_configurations', columns, {
      created_at: 'timestamptz',
      configuration: 'json',
    });
  }
}

async function writeFormations(transaction: Queryable, records: readonly FormationRecord[]): Promise<void> {
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
  await insert(transaction, 'formations', columns, types, 'on conflict (id) do update set');
}

async function writeHistory(transaction: Queryable, items: readonly EventItem[]): Promise<void> {
  if (items.length === 0) return;
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
  await insert(transaction, 'history', columns, HISTORY_TYPES);
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

/** All rows in one statement, column by column: as fast for one row as for hundreds. */
async function insert(
  transaction: Queryable,
  table: string,
  columns: Readonly<Record<string, readonly (string | null)[]>>,
  types: Types,
  onConflict?: 'on conflict (id) do update set',
): Promise<void> {
  const names = Object.keys(columns);
  const values = names.map((name) => (types[name] === undefined ? name : `${name}::${types[name]}`));
  const arrays = names.map((_, index) => `$${index + 1}::text[]`);
  const replaced = names.filter((name) => name !== 'id').map((name) => `${name} = excluded.${name}`);
  await transaction.query(
    `insert into ${table} (${names.join(', ')})
     select ${values.join(', ')} from unnest(${arrays.join(', ')}) as added (${names.join(', ')})
     ${onConflict === undefined ? '' : `${onConflict} ${replaced.join(', ')}`}`,
    Object.values(columns),
  );
}
