import { formationIdOf } from '../identity/ids.js';
import { placeOfCommand } from '../command-history.js';
import { givenFormation } from '../testing/given-when-then.js';
import { ACCOUNT, recorded } from '../testing/fixtures.js';
import type { FormationEvent } from './formation.events.js';
import { createFormation, finishFormationDeletion, startFormationDeletion } from './formation.js';
import { activeFormation, evolveFormation, initialFormationState } from './formation.state.js';

const formationId = formationIdOf(ACCOUNT, 'Production');
const command = { formationId, globalAccountId: ACCOUNT, name: 'Production' };
const created: FormationEvent = { type: 'FormationCreated', data: { ...command, type: null } };
const deletionStarted: FormationEvent = { type: 'FormationDeletionStarted', data: { formationId } };
const deleted: FormationEvent = { type: 'FormationDeleted', data: { formationId } };

describe('Creating a formation', () => {
  it('creates it, with a type or without', () => {
    givenFormation().when(createFormation, command).then(created);
    givenFormation()
      .when(createFormation, { ...command, type: 'side-by-side' })
      .then({ type: 'FormationCreated', data: { ...command, type: 'side-by-side' } });
  });

  it('M-09: refuses names that are invalid for a system, too', () => {
    for (const name of ['', ' x', 'x ', 'ü', 'a\tb', 'x'.repeat(129)]) {
      const { more } = givenFormation()
        .when(createFormation, { ...command, name })
        .thenRefused('VALIDATION_FAILED');
      expect(more.errors).toMatchObject([{ field: 'name', code: 'NAME_INVALID' }]);
    }
  });

  it('takes a type of at most 64 characters', () => {
    givenFormation()
      .when(createFormation, { ...command, type: 'x'.repeat(64) })
      .thenTypes('FormationCreated');
    for (const type of ['', 'x'.repeat(65)]) {
      const { more } = givenFormation()
        .when(createFormation, { ...command, type })
        .thenRefused('VALIDATION_FAILED');
      expect(more.errors).toMatchObject([{ field: 'type', code: 'TYPE_INVALID' }]);
    }
  });

  it('M-20: refuses a name that is taken, also while its formation is being deleted', () => {
    givenFormation(created).when(createFormation, command).thenRefused('NAME_IN_USE');
    givenFormation(created, deletionStarted).when(createFormation, command).thenRefused('NAME_IN_USE');
  });

  it('accepts the name of a deleted formation: the next life of the same id', () => {
    const again = givenFormation(created, deletionStarted, deleted).when(createFormation, command).then(created);
    expect(again).toMatchObject({ status: 'ACTIVE', formationId, life: 2 });
  });
});

describe('Deleting a formation', () => {
  it('starts before it ends, so that no system joins in between', () => {
    expect(activeFormation(givenFormation(created).state)).toMatchObject({ formationId });
    const deleting = givenFormation(created).when(startFormationDeletion, { formationId }).then(deletionStarted);
    expect(activeFormation(deleting)).toBeUndefined();
    givenFormation(created, deletionStarted).when(finishFormationDeletion, { formationId, life: 1 }).then(deleted);
  });

  it('yields no event when it is repeated', () => {
    givenFormation(created, deletionStarted).when(startFormationDeletion, { formationId }).thenNothing();
    givenFormation(created, deletionStarted, deleted)
      .when(finishFormationDeletion, { formationId, life: 1 })
      .thenNothing();
  });

  it('does not end a deletion that was not started', () => {
    givenFormation(created).when(finishFormationDeletion, { formationId, life: 1 }).thenNothing();
    givenFormation().when(finishFormationDeletion, { formationId, life: 1 }).thenNothing();
  });

  it('does not end the deletion of a later formation of the name, whose members were not excluded', () => {
    givenFormation(created, deletionStarted, deleted, created, deletionStarted)
      .when(finishFormationDeletion, { formationId, life: 1 })
      .thenNothing();
  });

  it('refuses a formation that does not exist or is deleted', () => {
    givenFormation().when(startFormationDeletion, { formationId }).thenRefused('NOT_FOUND');
    givenFormation(created, deletionStarted, deleted)
      .when(startFormationDeletion, { formationId })
      .thenRefused('NOT_FOUND');
  });
});

describe('The fold of a formation', () => {
  it('keeps commands with the version after their last event', () => {
    const first = evolveFormation(initialFormationState, recorded(created, { idempotencyKey: 'create/a/1' }));
    const second = evolveFormation(first, recorded(deletionStarted, { idempotencyKey: 'delete/a/2' }));
    expect(second.version).toBe(2);
    expect(placeOfCommand(second, 'create/a/1')).toEqual({ before: 0, after: 1 });
    expect(placeOfCommand(second, 'delete/a/2')).toEqual({ before: 1, after: 2 });
    expect(placeOfCommand(second, 'delete/a/3')).toBeUndefined();
  });

  it('refuses an event that names another account than its formation', () => {
    const other = { globalAccountId: 'ga-other' };
    const first = evolveFormation(initialFormationState, recorded(created));
    expect(() => evolveFormation(initialFormationState, recorded(created, other))).toThrow(/another account/);
    expect(() => evolveFormation(first, recorded(deletionStarted, other))).toThrow(/another account/);
  });

  it('throws on a stream that does not begin with its creation', () => {
    expect(() => evolveFormation(initialFormationState, recorded(deletionStarted))).toThrow('before it was created');
  });
});
