-- Up to where the log has been taken in, in one row: it changes in the same transaction as everything else.
create table checkpoint (
  id smallint primary key default 1 check (id = 1),
  position numeric(20, 0) not null,
  caught_up boolean not null
);
--> statement-breakpoint
insert into checkpoint (position, caught_up) values (0, false);
--> statement-breakpoint
-- One row for each life of a name. `record` is the fold; the columns are what of it is searched or sorted by.
-- json, not jsonb: it keeps whatever a tenant has answered, also U+0000, which jsonb refuses.
-- Collation "C": names are printable ASCII, and both databases must sort them alike.
create table systems (
  id text collate "C" primary key,
  name_id text collate "C" not null,
  global_account_id text collate "C" not null,
  name text collate "C" not null,
  type text collate "C" not null,
  status text collate "C" not null,
  tenant_id text collate "C",
  extension_id text collate "C",
  extension_created_at timestamptz,
  token_id text collate "C",
  token_state text collate "C",
  token_expires_at timestamptz,
  saga text collate "C",
  due_at timestamptz,
  incident_opened_at timestamptz,
  created_at timestamptz not null,
  status_changed_at timestamptz not null,
  version integer not null,
  position numeric(20, 0) not null,
  record json not null
);
--> statement-breakpoint
create index systems_by_name on systems (global_account_id, name, id) where status not in ('REMOVED', 'DEREGISTERED');
--> statement-breakpoint
create index systems_by_creation on systems (global_account_id, created_at, id) where status not in ('REMOVED', 'DEREGISTERED');
--> statement-breakpoint
create index systems_by_status_change on systems (global_account_id, status_changed_at, id) where status not in ('REMOVED', 'DEREGISTERED');
--> statement-breakpoint
create index systems_by_status on systems (global_account_id, status, name, id);
--> statement-breakpoint
create index systems_by_type on systems (global_account_id, type, name, id);
--> statement-breakpoint
create index systems_by_tenant on systems (tenant_id, extension_created_at, extension_id) where extension_id is not null;
--> statement-breakpoint
create index systems_by_due_time on systems (saga, due_at, id) where due_at is not null;
--> statement-breakpoint
create index systems_by_live_token on systems (token_expires_at, id) where token_state = 'LIVE';
--> statement-breakpoint
create index systems_by_account_and_live_token on systems (global_account_id, type, token_expires_at) where token_state = 'LIVE';
--> statement-breakpoint
create index systems_by_incident on systems (incident_opened_at, id) where incident_opened_at is not null;
--> statement-breakpoint
-- Every event of systems and formations, with the position that reading a stream does not give.
create table history (
  stream text collate "C" not null,
  version integer not null,
  position numeric(20, 0) not null,
  event_id text collate "C" not null,
  system_id text collate "C",
  type text collate "C" not null,
  occurred_at timestamptz not null,
  data json not null,
  metadata json not null,
  primary key (stream, version)
);
--> statement-breakpoint
create index history_by_position on history (position);
--> statement-breakpoint
create index history_by_system on history (system_id, version) where system_id is not null;
