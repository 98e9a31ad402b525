import type { FormationView } from '@system-landscape/contracts';
import { formationViewOf, type FormationRecord } from '@system-landscape/system-view';

export interface FormationRow {
  readonly record: FormationRecord;
  /** Null when there are none. */
  readonly systems: readonly { readonly id: string; readonly name: string; readonly quarantine: unknown }[] | null;
}

/**
 * The members of a row of `formations`, by name: only systems of the formation's own account, even if a system of another
 * account has an event with its id.
 */
export const MEMBERS = `(
  select json_agg(json_build_object('id', systems.id, 'name', systems.name,
           'quarantine', systems.record -> 'system' -> 'quarantine') order by systems.name, systems.id)
    from formation_members join systems on systems.id = formation_members.system_id
   where formation_members.formation_id = formations.id
     and systems.global_account_id = formations.global_account_id) as systems`;

export function formationOf({ record, systems }: FormationRow): FormationView {
  const members = (systems ?? []).map(({ id, name, quarantine }) => ({
    ...{ id, name },
    ...(quarantine !== null && { quarantined: true as const }),
  }));
  return formationViewOf(record, members);
}
