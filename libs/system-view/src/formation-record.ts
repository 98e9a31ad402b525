import type { Formation, FormationEvent, Recorded } from '@system-landscape/domain';
import type { EventPlace } from './system-record.js';
import type { FormationView } from '@system-landscape/contracts';

/** The read model's record of a formation, without its members, which are stored with the systems. */
export interface FormationRecord<Position = string> extends Omit<FormationView, 'systems'> {
  readonly status: Formation['status'];
  /** Number of times that the name was created. */
  readonly life: number;
  readonly version: number;
  readonly position: Position;
}

/** The record after one more event of its formation; undefined before the first `FormationCreated`. */
export function evolveFormationRecord<Position extends string | null>(
  record: FormationRecord<Position> | undefined,
  event: Recorded<FormationEvent>,
  { position, version }: EventPlace<Position>,
): FormationRecord<Position> {
  if (event.type === 'FormationCreated') {
    const { formationId: id, globalAccountId, name, type } = event.data;
    const createdAt = event.metadata.occurredAt;
    const life = (record?.life ?? 0) + 1;
    return { id, globalAccountId, name, type, createdAt, status: 'ACTIVE', life, version, position };
  }
  if (!record) throw new Error(`${event.type} of ${event.data.formationId} comes before FormationCreated`);
  switch (event.type) {
    case 'FormationDeletionStarted':
      return { ...record, status: 'DELETING', version, position };
    case 'FormationDeleted':
      return { ...record, status: 'DELETED', version, position };
    case 'EventSkipped':
      return { ...record, version, position };
    default:
      throw new Error(`Unknown event ${JSON.stringify((event satisfies never as { type: unknown }).type)}`);
  }
}

/** The formation with its members, as it is shown. */
export function formationViewOf(
  { id, globalAccountId, name, type, createdAt }: FormationRecord<unknown>,
  systems: FormationView['systems'],
): FormationView {
  return { id, globalAccountId, name, type, systems, createdAt };
}
