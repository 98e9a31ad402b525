-- Finds a second system of the same tenant in the same account.
create index systems_by_tenant_and_account on systems (tenant_id, global_account_id, extension_created_at, extension_id)
  where extension_id is not null;
