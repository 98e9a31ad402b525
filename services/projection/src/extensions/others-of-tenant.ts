import { NAMED_SYSTEMS, tenantHasAnotherSystem, type SystemRecord } from '@system-landscape/system-view';
import type { ExtensionView } from '@system-landscape/contracts';

/** Names of the other systems of the same account that the tenant of the row of `systems` is connected to. */
export const OTHERS_OF_TENANT = `
  select other.name from systems other
   where other.tenant_id = systems.tenant_id and other.global_account_id = systems.global_account_id
     and other.extension_id is not null and systems.extension_id is not null and other.id <> systems.id`;

/** A column with the first of these names, and one more if there are more; null if there are none. */
export const NAMES_OF_OTHERS = `
  (select json_agg(name) from (${OTHERS_OF_TENANT}
     order by other.extension_created_at, other.extension_id limit ${NAMED_SYSTEMS + 1}) named) as others`;

export interface ExtensionRow {
  readonly record: SystemRecord & { readonly extension: ExtensionView };
  readonly others: readonly string[] | null;
}

export function extensionOf({ record: { extension }, others }: ExtensionRow): ExtensionView {
  const warnings = tenantHasAnotherSystem(extension.tenantId, others ?? []);
  return warnings ? { ...extension, warnings } : extension;
}
