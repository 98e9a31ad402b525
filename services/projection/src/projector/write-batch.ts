import type { FormationRecord, SystemRecord } from '@system-landscape/system-view';
import { parseSystemId } from '@system-landscape/domain';
import type { Queryable } from '../database/database.js';
import { BatchStatement } from './batch-statement.js';
import type { EventItem } from './event-item.js';
import type { PastRecord } from './past-records.js';

/** A system that a batch changes. */
export interface ChangedSystem {
  /** Undefined for a new one. */
  readonly before: SystemRecord | undefined;
  readonly after: SystemRecord;
}

/** Everything that a batch changes. */
export interface BatchChanges {
  readonly systems: readonly ChangedSystem[];
  readonly past: readonly PastRecord[];
  readonly formations: readonly FormationRecord[];
  /** For the history. */
  readonly events: readonly EventItem[];
  /** How many events the batch has taken in, those included that are left out. */
  readonly newEvents: number;
  /** Of the checkpoint. */
  readonly position: bigint;
  readonly caughtUp: boolean;
}

/** Writes records, history and checkpoint with one statement; `deleteReferences` comes before it. */
export async function writeBatch(transaction: Queryable, changes: BatchChanges): Promise<void> {
  const { systems, past, formations, events, newEvents, position, caughtUp } = changes;
  const statement = new BatchStatement();
  upsertSystems(
    statement,
    systems.map(({ after }) => after),
  );
  insertFormationMembers(statement, systems);
  insertEntitlementConfigurations(statement, systems);
  insertPastRecords(statement, past);
  upsertFormations(statement, formations);
  insertHistory(statement, events);
  await statement.run(
    transaction,
    `update checkpoint set position = ${statement.parameter(position.toString())}::numeric,
       caught_up = ${statement.parameter(caughtUp)}::boolean,
       events = events + ${statement.parameter(String(newEvents))}::bigint`,
  );
}

/**
 * Deletes the formation memberships and entitlement configurations that systems have no longer; `writeBatch` inserts the
 * new ones. A statement of its own, since one statement does not see the rows that it deletes itself.
 */
export async function deleteReferences(transaction: Queryable, systems: readonly ChangedSystem[]): Promise<void> {
  const formations = systems.flatMap(({ before, after }) =>
    gone(before?.system.formations, after.system.formations).map(({ id }) => ({ id, systemId: after.system.id })),
  );
  if (formations.length > 0) {
    await transaction.query(
      `delete from formation_members using unnest($1::text[], $2::text[]) as gone (formation_id, system_id)
        where formation_members.formation_id = gone.formation_id and formation_members.system_id = gone.system_id`,
      [formations.map(({ id }) => id), formations.map(({ systemId }) => systemId)],
    );
  }
  const configurations = systems.flatMap(({ before, after }) =>
    gone(before?.system.entitlementConfigurations, after.system.entitlementConfigurations),
  );
  if (configurations.length > 0) {
    await transaction.query('delete from entitlement_configurations where id = any($1::text[])', [
      configurations.map(({ id }) => id),
    ]);
  }
}

interface Identified {
  readonly id: string;
}

/** Members of the first list that are not in the second; the fold keeps a list that no event has changed. */
function gone<Item extends Identified>(before: readonly Item[] = [], after: readonly Item[]): readonly Item[] {
  if (before === after || before.length === 0) return [];
  const kept = new Set(after.map(({ id }) => id));
  return before.filter(({ id }) => !kept.has(id));
}

function upsertSystems(statement: BatchStatement, records: readonly SystemRecord[]): void {
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
  statement.upsert('systems', columns, {
    extension_created_at: 'timestamptz',
    token_expires_at: 'timestamptz',
    due_at: 'timestamptz',
    incident_opened_at: 'timestamptz',
    created_at: 'timestamptz',
    status_changed_at: 'timestamptz',
    version: 'integer',
    position: 'numeric',
    record: 'json',
  });
}

function insertFormationMembers(statement: BatchStatement, systems: readonly ChangedSystem[]): void {
  const members = systems.flatMap(({ before, after }) =>
    gone(after.system.formations, before?.system.formations ?? []).map((formation) => ({
      formationId: formation.id,
      systemId: after.system.id,
    })),
  );
  const columns = {
    formation_id: members.map(({ formationId }) => formationId),
    system_id: members.map(({ systemId }) => systemId),
  };
  statement.insert('formation_members', columns, {});
}

function insertEntitlementConfigurations(statement: BatchStatement, systems: readonly ChangedSystem[]): void {
  const configurations = systems.flatMap(({ before, after }) =>
    gone(after.system.entitlementConfigurations, before?.system.entitlementConfigurations ?? []),
  );
  const columns = {
    id: configurations.map(({ id }) => id),
    system_id: configurations.map(({ systemId }) => systemId),
    global_account_id: configurations.map(({ globalAccountId }) => globalAccountId),
    created_at: configurations.map(({ createdAt }) => createdAt),
    configuration: configurations.map((configuration) => JSON.stringify(configuration)),
  };
  statement.insert('entitlement_configurations', columns, { created_at: 'timestamptz', configuration: 'json' });
}

function insertPastRecords(statement: BatchStatement, past: readonly PastRecord[]): void {
  const systems = past.map(({ record }) => record.system);
  const columns = {
    system_id: systems.map(({ id }) => id),
    version: systems.map(({ version }) => String(version)),
    position: systems.map(({ position }) => position),
    occurred_at: past.map(({ occurredAt }) => occurredAt),
    record: past.map(({ record }) => JSON.stringify(record)),
  };
  statement.insert('past_records', columns, {
    version: 'integer',
    position: 'numeric',
    occurred_at: 'timestamptz',
    record: 'json',
  });
}

function upsertFormations(statement: BatchStatement, records: readonly FormationRecord[]): void {
  const columns = {
    id: records.map(({ id }) => id),
    global_account_id: records.map(({ globalAccountId }) => globalAccountId),
    name: records.map(({ name }) => name),
    status: records.map(({ status }) => status),
    version: records.map(({ version }) => String(version)),
    position: records.map(({ position }) => position),
    record: records.map((record) => JSON.stringify(record)),
  };
  statement.upsert('formations', columns, { version: 'integer', position: 'numeric', record: 'json' });
}

/** The history keeps events as they were written, so that a rebuild by any release makes the same rows. */
function insertHistory(statement: BatchStatement, items: readonly EventItem[]): void {
  const events = items.map(({ stored }) => stored.event);
  const columns = {
    stream: items.map(({ stored }) => stored.streamId),
    version: items.map(({ stored }) => String(stored.revision + 1)),
    position: items.map(({ position }) => position),
    event_id: items.map(({ stored }) => stored.id),
    global_account_id: events.map(({ metadata }) => metadata.globalAccountId),
    system_id: events.map(({ data }) => ('systemId' in data ? data.systemId : null)),
    type: events.map(({ type }) => type),
    occurred_at: events.map(({ metadata }) => metadata.occurredAt),
    data: items.map(({ raw }) => JSON.stringify(raw.data)),
    metadata: items.map(({ raw }) => JSON.stringify(raw.metadata)),
  };
  statement.insert('history', columns, {
    version: 'integer',
    position: 'numeric',
    occurred_at: 'timestamptz',
    data: 'json',
    metadata: 'json',
  });
}
