import type { FormationView } from '@system-landscape/contracts';
import { formationViewOf, type FormationRecord } from '@system-landscape/system-view';

export interface FormationRow {
  readonly record: FormationRecord;
  readonly systems: FormationView['systems'];
}

/**
 * The members of a row of `formations`, by name. Only systems of the formation's own account: ids that name a formation
 * of another one are none of its business.
 */
export const MEMBERS = `coalesce((
  select json_agg(json_build_object('id', systems.id, 'name', systems.name) order by systems.name, systems.id)
    from formation_members join systems on systems.id = formation_members.system_id
   where formation_members.formation_id = formations.id
     and systems.global_account_id = formations.global_account_id), '[]'::json) as systems`;

export function formationOf({ record, systems }: FormationRow): FormationView {
  return formationViewOf(record, systems);
}
