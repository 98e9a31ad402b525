-- One row for each formation; `record` is the fold, as with systems.
create table formations (
  id text collate "C" primary key,
  global_account_id text collate "C" not null,
  name text collate "C" not null,
  status text collate "C" not null,
  version integer not null,
  position numeric(20, 0) not null,
  record json not null
);
--> statement-breakpoint
create index formations_by_name on formations (global_account_id, name, id) where status <> 'DELETED';
--> statement-breakpoint
create index formations_by_deletion on formations (position) where status = 'DELETING';
--> statement-breakpoint
-- What the systems' records say about formations and entitlement configurations, for those who ask from the other side.
create table formation_members (
  formation_id text collate "C" not null,
  system_id text collate "C" not null,
  primary key (formation_id, system_id)
);
--> statement-breakpoint
create index formation_members_by_system on formation_members (system_id);
--> statement-breakpoint
create table entitlement_configurations (
  id text collate "C" primary key,
  system_id text collate "C" not null,
  global_account_id text collate "C" not null,
  created_at timestamptz not null,
  configuration json not null
);
--> statement-breakpoint
create index entitlement_configurations_by_account on entitlement_configurations (global_account_id, created_at, id);
--> statement-breakpoint
create index entitlement_configurations_by_system on entitlement_configurations (system_id);
--> statement-breakpoint
-- A read model of before: its systems have joined formations already.
insert into formation_members (formation_id, system_id)
select formation ->> 'id', systems.id from systems, json_array_elements(record -> 'system' -> 'formations') formation;
--> statement-breakpoint
insert into entitlement_configurations (id, system_id, global_account_id, created_at, configuration)
select configuration ->> 'id', systems.id, global_account_id, (configuration ->> 'createdAt')::timestamptz, configuration
  from systems, json_array_elements(record -> 'system' -> 'entitlementConfigurations') configuration;
