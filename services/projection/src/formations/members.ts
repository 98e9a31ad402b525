import type { FormationView } from '@system-landscape/contracts';
import { formationViewOf, type FormationRecord } from '@system-landscape/system-view';

export interface FormationRow {
  readonly record: FormationRecord;
  readonly systems: FormationView['systems'];
}

/**
 * The members of a row of `formations`, by name: only systems of the formation's own account, even if a system of another
 * account has an event with its id.
 */
export const MEMBERS = `coalesce((
  select json_agg(json_strip_nulls(json_build_object('id', systems.id, 'name', systems.name,
           'quarantined', case when systems.record #> '{system,quarantine}' is not null then true end))
           order by systems.name, systems.id)
    from formation_members join systems on systems.id = formation_members.system_id
   where formation_members.formation_id = formations.id
     and systems.global_account_id = formations.global_account_id), '[]'::json) as systems`;

export function formationOf({ record, systems }: FormationRow): FormationView {
  return formationViewOf(record, systems);
}
