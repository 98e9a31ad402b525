/** Tables that store only the current state, as a conventional implementation would. */
export const SCHEMA = `
  create table if not exists systems (
    id uuid primary key,
    global_account_id text not null,
    name text not null,
    type text not null,
    communication_scenario_group text,
    status text not null,
    status_changed_at timestamptz not null,
    created_at timestamptz not null,
    created_by text not null,
    version integer not null
  );
  create unique index if not exists systems_name on systems (global_account_id, lower(name));
  create index if not exists systems_list on systems (global_account_id, name, id);
  create table if not exists tokens (
    id uuid primary key,
    system_id uuid not null references systems (id),
    digest bytea not null unique,
    state text not null,
    issued_at timestamptz not null,
    expires_at timestamptz not null
  );
  create unique index if not exists tokens_live on tokens (system_id) where state = 'LIVE';
`;
