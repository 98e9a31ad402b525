import type { Queryable } from '../database/database.js';
import type { ChangedSystem } from './write-batch.js';

const isOther = (connection: string) =>
  `systems.tenant_id = ${connection}.tenant_id and systems.global_account_id = ${connection}.global_account_id
     and systems.extension_id is not null and systems.id <> all($2)`;

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
    `select distinct one.id
       from (select tenant_id, global_account_id, (select id from systems where ${isOther('connection')} limit 1) as id
               from (select value ->> 0 as tenant_id, value ->> 1 as global_account_id
                       from json_array_elements(cast($1 as json))) connection) one
      where one.id is not null and not exists (select 1 from systems where ${isOther('one')} and systems.id <> one.id)`,
    [JSON.stringify(connections), changed.map(({ after }) => after.system.id)],
  );
  return rows.map(({ id }) => id);
}
