import { Refusal, type FieldError } from '../refusal.js';
import type { Decision } from '../system/decision.js';
import { SYSTEM_NAME } from '../system/token.js';
import type { FormationEvent } from './formation.events.js';
import type { FormationState } from './formation.state.js';

export interface CreateFormation {
  readonly formationId: string;
  readonly globalAccountId: string;
  readonly name: string;
  readonly type?: string | null;
}

/** Same characters as a name (M-09), at most 64. */
const FORMATION_TYPE = /^(?! )[\x20-\x7e]{1,64}(?<! )$/;

/** Creates a formation. Its name is unique in the account, because there is one stream per account and name. */
export function createFormation(command: CreateFormation, state: FormationState): Decision<FormationEvent> {
  const { formationId, globalAccountId, name, type = null } = command;
  const errors: FieldError[] = [];
  if (!SYSTEM_NAME.test(name)) {
    errors.push({
      field: 'name',
      code: 'NAME_INVALID',
      message: 'The name takes 1 to 128 printable ASCII characters, with no blank at either end.',
    });
  }
  if (type !== null && !FORMATION_TYPE.test(type)) {
    errors.push({
      field: 'type',
      code: 'TYPE_INVALID',
      message: 'The type takes 1 to 64 printable ASCII characters, with no blank at either end; or leave it out.',
    });
  }
  if (errors.length > 0)
    return new Refusal('VALIDATION_FAILED', errors.map((error) => error.message).join(' '), { errors });

  if (state.status === 'DELETING') {
    return new Refusal('NAME_IN_USE', 'The formation of this name is being deleted. Wait until that has ended.');
  }
  if (state.status === 'ACTIVE') {
    return new Refusal('NAME_IN_USE', 'The account already has a formation of this name. Choose another name.');
  }
  return [{ type: 'FormationCreated', data: { formationId, globalAccountId, name, type } }];
}

/** Starts the deletion: no system can join any more, and the members are excluded. No event if it was started before. */
export function startFormationDeletion(
  { formationId }: { readonly formationId: string },
  state: FormationState,
): Decision<FormationEvent> {
  if (state.status === 'NONE' || state.status === 'DELETED') {
    return new Refusal('NOT_FOUND', 'There is no such formation.');
  }
  return state.status === 'DELETING' ? [] : [{ type: 'FormationDeletionStarted', data: { formationId } }];
}

export interface FinishFormationDeletion {
  readonly formationId: string;
  /** `life` of the formation whose members were excluded; a later formation of the name is not deleted. */
  readonly life: number;
}

/** Ends the deletion when all members were excluded. No event if none was started, or if it has ended. */
export function finishFormationDeletion(
  { formationId, life }: FinishFormationDeletion,
  state: FormationState,
): Decision<FormationEvent> {
  if (state.status !== 'DELETING' || state.life !== life) return [];
  return [{ type: 'FormationDeleted', data: { formationId } }];
}
