import { SHADOW_PREFIX } from './libsql-dialect.js';
import { TABLE_NAMES } from './migrations.js';

/** To be raised with every change of the tables: a read model of another version is rebuilt from the log. */
export const TABLES_VERSION = 2;

/** Names of tables that are to be dropped begin with it. */
export const DISCARDED = 'discarded_';

/** SQL that makes live and shadow tables. */
export function createTables(): string {
  return `
    ${checkpoint('', 1, 'live')} ${tables('', '')}
    ${checkpoint(SHADOW_PREFIX, 2, 'empty')} ${tables(SHADOW_PREFIX, '')}
    pragma user_version = ${TABLES_VERSION};`;
}

/** @param number that no emptying before has had: dropped with their tables later, indexes keep their names until then */
export function emptyShadowTables(number: number): string {
  const renamed = TABLE_NAMES.map(
    (table) => `alter table ${SHADOW_PREFIX}${table} rename to ${DISCARDED}${number}_${table};`,
  );
  return `${renamed.join(' ')} ${tables(SHADOW_PREFIX, `_${number}`)}`;
}

/** @param id of this set of tables; PostgreSQL has such a column by itself */
function checkpoint(prefix: string, id: number, role: 'live' | 'empty'): string {
  return `
    create table ${prefix}checkpoint (
      id int not null primary key default 1 check (id = 1),
      tableoid int not null default ${id},
      position int not null,
      caught_up int not null,
      role text not null default 'empty',
      events int not null
    ) strict, without rowid;
    insert into ${prefix}checkpoint (position, caught_up, role, events) values (0, false, '${role}', 0);`;
}

/**
 * The tables of `migrations`. Times are texts as `Date.toISOString` writes them, which sort by time. Texts are compared byte
 * by byte, as in PostgreSQL's collation "C". The keys of large tables are indexes, so that they can be dropped one by one.
 */
function tables(prefix: string, suffix: string): string {
  const on = (table: string, index: string) => `${prefix}${table}_by_${index}${suffix} on ${prefix}${table}`;
  return `
    create table ${prefix}systems (
      id text not null,
      name_id text not null,
      global_account_id text not null,
      name text not null,
      type text not null,
      status text not null,
      tenant_id text,
      extension_id text,
      extension_created_at text,
      token_id text,
      token_state text,
      token_expires_at text,
      saga text,
      due_at text,
      incident_opened_at text,
      created_at text not null,
      status_changed_at text not null,
      version int not null,
      position int not null,
      record text not null
    ) strict;
    create unique index ${on('systems', 'id')} (id);
    create index ${on('systems', 'name')} (global_account_id, name, id) where status not in ('REMOVED', 'DEREGISTERED');
    create index ${on('systems', 'creation')} (global_account_id, created_at, id) where status not in ('REMOVED', 'DEREGISTERED');
    create index ${on('systems', 'status_change')} (global_account_id, status_changed_at, id) where status not in ('REMOVED', 'DEREGISTERED');
    create index ${on('systems', 'status')} (global_account_id, status, name, id);
    create index ${on('systems', 'type')} (global_account_id, type, name, id);
    create index ${on('systems', 'tenant')} (tenant_id, extension_created_at, extension_id) where extension_id is not null;
    create index ${on('systems', 'tenant_and_account')} (tenant_id, global_account_id, extension_created_at, extension_id)
      where extension_id is not null;
    create index ${on('systems', 'due_time')} (saga, due_at, id) where due_at is not null;
    create index ${on('systems', 'live_token')} (token_expires_at, id) where token_state = 'LIVE';
    create index ${on('systems', 'account_and_live_token')} (global_account_id, type, token_expires_at) where token_state = 'LIVE';
    create index ${on('systems', 'incident')} (incident_opened_at, id) where incident_opened_at is not null;

    create table ${prefix}history (
      stream text not null,
      version int not null,
      position int not null,
      event_id text not null,
      system_id text,
      global_account_id text not null,
      type text not null,
      occurred_at text not null,
      data text not null,
      metadata text not null,
      correlation_id text as (cast(coalesce(metadata ->> '$."$correlationId"', '') as text)),
      is_of_request int as (correlation_id = cast(coalesce(metadata ->> '$."$causationId"', '') as text))
    ) strict;
    create unique index ${on('history', 'key')} (stream, version);
    create index ${on('history', 'position')} (position);
    create index ${on('history', 'system')} (system_id, version) where system_id is not null;
    create index ${on('history', 'account')} (global_account_id, position);
    create index ${on('history', 'status')} (system_id, type, version) where type in (
      'SystemAdded', 'IntegrationTokenIssued', 'RegistrationCancelled', 'SystemRegistered', 'RegistrationFailed',
      'DeregistrationStarted', 'DeregistrationFailed', 'SystemDeregistered');
    create index ${on('history', 'correlation')} (system_id, correlation_id, is_of_request, version) where system_id is not null;

    create table ${prefix}formations (
      id text not null,
      global_account_id text not null,
      name text not null,
      status text not null,
      version int not null,
      position int not null,
      record text not null
    ) strict;
    create unique index ${on('formations', 'id')} (id);
    create index ${on('formations', 'name')} (global_account_id, name, id) where status <> 'DELETED';
    create index ${on('formations', 'deletion')} (position) where status = 'DELETING';

    create table ${prefix}formation_members (
      formation_id text not null,
      system_id text not null,
      primary key (formation_id, system_id)
    ) strict, without rowid;
    create index ${on('formation_members', 'system')} (system_id);

    create table ${prefix}entitlement_configurations (
      id text not null,
      system_id text not null,
      global_account_id text not null,
      created_at text not null,
      configuration text not null
    ) strict;
    create unique index ${on('entitlement_configurations', 'id')} (id);
    create index ${on('entitlement_configurations', 'account')} (global_account_id, created_at, id);
    create index ${on('entitlement_configurations', 'system')} (system_id);

    create table ${prefix}past_records (
      system_id text not null,
      version int not null,
      position int not null,
      occurred_at text not null,
      record text not null
    ) strict;
    create unique index ${on('past_records', 'key')} (system_id, version);

    create table ${prefix}quarantine (
      stream text not null primary key,
      position int not null,
      revision int not null,
      event_id text not null,
      event_type text not null,
      reason text not null,
      since text not null,
      retry_requested int not null default false
    ) strict;
    create index ${on('quarantine', 'time')} (since, stream);

    create table ${prefix}left_out_events (
      stream text not null,
      revision int not null,
      position int not null,
      primary key (stream, revision)
    ) strict, without rowid;`;
}
