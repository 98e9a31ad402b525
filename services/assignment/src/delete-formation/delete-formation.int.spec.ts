import {
  finishFormationDeletion,
  includeInFormation,
  startFormationDeletion,
  type Formation,
} from '@system-landscape/domain';
import { registered } from '@system-landscape/domain/testing';
import { eventually } from '@system-landscape/test-support';
import {
  AssignmentHarness,
  STRANGER,
  streamOfFormation,
  streamOfSystem,
  VIEWER,
} from '../testing/assignment-harness.js';

let harness: AssignmentHarness;

beforeAll(async () => {
  harness = await AssignmentHarness.start();
  await harness.startInstance();
  await harness.startInstance();
});
afterAll(() => harness.stop());

const refused = (code: string) => ({ code });
const typesOf = async ({ name }: { name: string }) =>
  (await harness.eventsOf(streamOfFormation(name))).map(({ type }) => type);
const withMembers = async (count: number) => {
  const { formation } = await harness.create();
  const systems = [];
  for (let index = 0; index < count; index += 1) {
    const systemId = await harness.given(registered());
    await harness.include(formation.id, systemId);
    systems.push(systemId);
  }
  return { formation, systems };
};
const allOut = (systems: readonly string[]) =>
  eventually(async () => (await Promise.all(systems.map((id) => harness.formationsOf(id)))).flat().length === 0);

describe('delete-formation', () => {
  it('M-24: excludes the members first, for the reason that it is deleted', async () => {
    const { formation, systems } = await withMembers(3);
    const { position, version } = await harness.delete(formation.id);
    // None where a sweep was faster at ending what this command has begun.
    expect(BigInt(position ?? '1')).toBeGreaterThan(0n);
    expect(version).toBe(3);
    expect(await typesOf(formation)).toEqual(['FormationCreated', 'FormationDeletionStarted', 'FormationDeleted']);
    for (const systemId of systems) {
      expect(await harness.formationsOf(systemId)).toEqual([]);
      const last = (await harness.eventsOf(streamOfSystem(systemId))).at(-1);
      expect(last).toMatchObject({ data: { formationId: formation.id, reason: 'FORMATION_DELETED' } });
    }
    await expect(harness.include(formation.id, systems[0]!)).rejects.toMatchObject(refused('NOT_FOUND'));
  });

  it('M-24: excludes all members of a formation that has more than fit on a page', async () => {
    const { formation, systems } = await withMembers(101);
    await harness.delete(formation.id);
    expect(await harness.formationStatus(formation.id)).toBe('DELETED');
    for (const systemId of systems) expect(await harness.formationsOf(systemId)).toEqual([]);
  });

  it('the same key again is the same deletion, also when the name was created anew; another key finds none', async () => {
    const { formation } = await withMembers(1);
    const first = await harness.delete(formation.id, { key: 'gone' });
    expect(await harness.delete(formation.id, { key: 'gone' })).toEqual({ ...first, position: null });
    await expect(harness.delete(formation.id)).rejects.toMatchObject(refused('NOT_FOUND'));
    await harness.create({ name: formation.name });
    expect(await harness.delete(formation.id, { key: 'gone' })).toEqual({ ...first, position: null });
    expect(await harness.formationStatus(formation.id)).toBe('ACTIVE');
  });

  it('N-01: takes an administrator of the account', async () => {
    const { formation } = await withMembers(0);
    await expect(harness.delete(formation.id, { actor: VIEWER })).rejects.toMatchObject(refused('FORBIDDEN'));
    await expect(harness.delete(formation.id, { actor: STRANGER })).rejects.toMatchObject(refused('NOT_FOUND'));
    expect(await harness.formationStatus(formation.id)).toBe('ACTIVE');
  });

  it('is ended by the sweep when the process that began it has died', async () => {
    const { formation, systems } = await withMembers(2);
    await harness.appendToFormation(formation.id, (state) =>
      startFormationDeletion({ formationId: formation.id }, state),
    );
    await eventually(async () => (await harness.formationStatus(formation.id)) === 'DELETED');
    await allOut(systems);
  });

  it('is begun and not ended while the read model is unavailable; then nobody joins, and it ends when that is back', async () => {
    const { formation, systems } = await withMembers(2);
    const other = await harness.given(registered());
    await harness.stopProjection();
    await expect(harness.delete(formation.id)).rejects.toMatchObject({ body: { code: 'UNAVAILABLE', status: 503 } });
    expect(await harness.formationStatus(formation.id)).toBe('DELETING');
    await expect(harness.include(formation.id, other)).rejects.toMatchObject(refused('NOT_FOUND'));
    await expect(harness.create({ name: formation.name })).rejects.toMatchObject(refused('NAME_IN_USE'));
    await harness.startProjection();
    await eventually(async () => (await harness.formationStatus(formation.id)) === 'DELETED');
    await allOut(systems);
  });
});

describe('a system that slipped in', () => {
  /** What an include appends that has seen the formation before its deletion began. */
  const slipIn = (formation: { id: string; name: string }, systemId: string, formationLife = 1) =>
    harness.appendToSystem(systemId, (state) =>
      includeInFormation({ systemId, formationId: formation.id, formationName: formation.name, formationLife }, state),
    );

  it('M-24: while the formation is being deleted, or after, is taken out by the policy', async () => {
    const { formation } = await harness.create();
    const [early, late] = [await harness.given(registered()), await harness.given(registered())];
    await harness.appendToFormation(formation.id, (state) =>
      startFormationDeletion({ formationId: formation.id }, state),
    );
    await slipIn(formation, early);
    await eventually(async () => (await harness.formationStatus(formation.id)) === 'DELETED');
    await slipIn(formation, late);
    await allOut([early, late]);
  });

  it('M-24: more than once, is taken out each time', async () => {
    const { formation, systems } = await withMembers(1);
    await harness.delete(formation.id);
    await slipIn(formation, systems[0]!);
    await allOut(systems);
    await slipIn(formation, systems[0]!);
    await allOut(systems);
  });

  it('is no member of a formation that was created anew, whose own members stay', async () => {
    const { formation } = await withMembers(0);
    const [latecomer, member] = [await harness.given(registered()), await harness.given(registered())];
    await harness.delete(formation.id);
    await harness.create({ name: formation.name });
    await slipIn(formation, latecomer);
    await harness.include(formation.id, member);
    await allOut([latecomer]);
    expect(await harness.formationsOf(member)).toEqual([formation.id]);
    const { life } = (await harness.store.loadFormation(formation.id)) as Formation;
    expect(life).toBe(2);
    // A late end of the first life ends nothing.
    await harness.appendToFormation(formation.id, (state) =>
      finishFormationDeletion({ formationId: formation.id, life: 1 }, state),
    );
    expect(await harness.formationStatus(formation.id)).toBe('ACTIVE');
  });

  it('is taken out by another instance when all were down meanwhile', async () => {
    const lonely = await AssignmentHarness.start();
    try {
      const instance = await lonely.startInstance();
      const { formation } = await lonely.create();
      const systemId = await lonely.given(registered());
      await lonely.delete(formation.id);
      await lonely.stopInstance(instance);
      await lonely.appendToSystem(systemId, (state) =>
        includeInFormation(
          { systemId, formationId: formation.id, formationName: formation.name, formationLife: 1 },
          state,
        ),
      );
      await lonely.startInstance();
      await eventually(async () => (await lonely.formationsOf(systemId)).length === 0);
    } finally {
      await lonely.stop();
    }
  });
});
