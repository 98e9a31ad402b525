import type { Queryable } from '../database/database.js';
import type { ChangedSystem } from './write-batch.js';

/**
 * Systems that no event was about, and that look different all the same: the one other system of an account that a tenant
 * is connected to gets or loses its warning when a second one comes or goes. A third one changes nothing.
 */
export async function affectedSystems(transaction: Queryable, changed: readonly ChangedSystem[]): Promise<string[]> {
  const connections = changed.flatMap(({ before, after }) => {
    const tenants = [before?.extension?.tenantId, after.extension?.tenantId];
    if (tenants[0] === tenants[1]) return [];
    return tenants.flatMap((tenantId) => (tenantId === undefined ? [] : [[tenantId, after.system.globalAccountId]]));
  });
  if (connections.length === 0) return [];
  const rows = await transaction.query<{ id: string }>(
    `select min(other.id) as id
       from unnest($1::text[], $2::text[]) as connection (tenant_id, global_account_id)
      cross join lateral (
              select id from systems
               where systems.tenant_id = connection.tenant_id
                 and systems.global_account_id = connection.global_account_id
                 and extension_id is not null and id <> all($3::text[])
               limit 2) other
      group by connection.tenant_id, connection.global_account_id
     having count(distinct other.id) = 1`,
    [
      connections.map(([tenantId]) => tenantId),
      connections.map(([, globalAccountId]) => globalAccountId),
      changed.map(({ after }) => after.system.id),
    ],
  );
  return rows.map(({ id }) => id);
}
