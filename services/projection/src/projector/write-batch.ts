import type { FormationRecord, SystemRecord } from '@system-landscape/system-view';
import { parseSystemId } from '@system-landscape/domain';
import type { Insertion, OpenTransaction, Queryable } from '../database/database.js';
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
  /** Of the checkpoint, as are the following. */
  readonly position: bigint;
  readonly caughtUp: boolean;
  /** How many events were taken in, those included that are left out. */
  readonly eventsTakenIn: bigint;
}

/** Writes records, history and checkpoint; `deleteReferences` comes before it. */
export async function writeBatch(transaction: OpenTransaction, changes: BatchChanges): Promise<void> {
  const { systems, past, formations, events, position, caughtUp, eventsTakenIn } = changes;
  await transaction.insert([
    rowsOfSystems(systems.map(({ after }) => after)),
    formationMembers(systems),
    entitlementConfigurations(systems),
    pastRecords(past),
    rowsOfFormations(formations),
    history(events),
    {
      table: 'checkpoint',
      // Its one row is there, with the default as its id.
      columns: {
        position: [position.toString()],
        caught_up: [caughtUp ? '1' : '0'],
        events: [eventsTakenIn.toString()],
      },
      replaces: true,
    },
  ]);
}

/**
 * Deletes the formation memberships and entitlement configurations that systems have no longer; `writeBatch` inserts the
 * new ones.
 */
export async function deleteReferences(transaction: Queryable, systems: readonly ChangedSystem[]): Promise<void> {
  const formations = systems.flatMap(({ before, after }) =>
    gone(before?.system.formations, after.system.formations).map(({ id }) => ({ id, systemId: after.system.id })),
  );
  if (formations.length > 0) {
    await transaction.query(
      `delete from formation_members where (formation_id, system_id) in (
         select value ->> 0, value ->> 1 from json_array_elements(cast($1 as json)))`,
      [JSON.stringify(formations.map(({ id, systemId }) => [id, systemId]))],
    );
  }
  const configurations = systems.flatMap(({ before, after }) =>
    gone(before?.system.entitlementConfigurations, after.system.entitlementConfigurations),
  );
  if (configurations.length > 0) {
    await transaction.query('delete from entitlement_configurations where id = any($1)', [
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

function rowsOfSystems(records: readonly SystemRecord[]): Insertion {
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
  return { table: 'systems', columns, replaces: true };
}

function formationMembers(systems: readonly ChangedSystem[]): Insertion {
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
  return { table: 'formation_members', columns };
}

function entitlementConfigurations(systems: readonly ChangedSystem[]): Insertion {
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
  return { table: 'entitlement_configurations', columns };
}

function pastRecords(past: readonly PastRecord[]): Insertion {
  const systems = past.map(({ record }) => record.system);
  const columns = {
    system_id: systems.map(({ id }) => id),
    version: systems.map(({ version }) => String(version)),
    position: systems.map(({ position }) => position),
    occurred_at: past.map(({ occurredAt }) => occurredAt),
    record: past.map(({ record }) => JSON.stringify(record)),
  };
  return { table: 'past_records', columns };
}

function rowsOfFormations(records: readonly FormationRecord[]): Insertion {
  const columns = {
    id: records.map(({ id }) => id),
    global_account_id: records.map(({ globalAccountId }) => globalAccountId),
    name: records.map(({ name }) => name),
    status: records.map(({ status }) => status),
    version: records.map(({ version }) => String(version)),
    position: records.map(({ position }) => position),
    record: records.map((record) => JSON.stringify(record)),
  };
  return { table: 'formations', columns, replaces: true };
}

/** The history keeps events as they were written, so that a rebuild by any release makes the same rows. */
function history(items: readonly EventItem[]): Insertion {
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
  return { table: 'history', columns };
}
