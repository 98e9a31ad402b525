import {
  finishFormationDeletion,
  includeInFormation,
  startFormationDeletion,
  type Formation,
} from '@system-landscape/domain';
import { registered } from '@system-landscape/domain/testing';
import { eventually } from '@system-landscape/test-support';
import { AssignmentBench, STRANGER, streamOfFormation, streamOfSystem, VIEWER } from '../testing/assignment-bench.js';

let bench: AssignmentBench;

beforeAll(async () => {
  bench = await AssignmentBench.start();
  await bench.startInstance();
  await bench.startInstance();
});
afterAll(() => bench.stop());

const refused = (code: string) => ({ code });
const typesOf = async ({ name }: { name: string }) =>
  (await bench.eventsOf(streamOfFormation(name))).map(({ type }) => type);
const withMembers = async (count: number) => {
  const { formation } = await bench.create();
  const systems = [];
  for (let index = 0; index < count; index += 1) {
    const systemId = await bench.told(registered());
    await bench.include(formation.id, systemId);
    systems.push(systemId);
  }
  return { formation, systems };
};
const allOut = (systems: readonly string[]) =>
  eventually(async () => (await Promise.all(systems.map((id) => bench.formationsOf(id)))).flat().length === 0);

describe('delete-formation', () => {
  it('M-24: excludes the members first, for the reason that it is deleted', async () => {
    const { formation, systems } = await withMembers(3);
    const { position, version } = await bench.delete(formation.id);
    // None where a sweep was faster at ending what this command has begun.
    expect(BigInt(position ?? '1')).toBeGreaterThan(0n);
    expect(version).toBe(3);
    expect(await typesOf(formation)).toEqual(['FormationCreated', 'FormationDeletionStarted', 'FormationDeleted']);
    for (const systemId of systems) {
      expect(await bench.formationsOf(systemId)).toEqual([]);
      const last = (await bench.eventsOf(streamOfSystem(systemId))).at(-1);
      expect(last).toMatchObject({ data: { formationId: formation.id, reason: 'FORMATION_DELETED' } });
    }
    await expect(bench.include(formation.id, systems[0]!)).rejects.toMatchObject(refused('NOT_FOUND'));
  });

  it('M-24: excludes all members of a formation that has more than fit on a page', async () => {
    const { formation, systems } = await withMembers(101);
    await bench.delete(formation.id);
    expect(await bench.formationStatus(formation.id)).toBe('DELETED');
    for (const systemId of systems) expect(await bench.formationsOf(systemId)).toEqual([]);
  });

  it('the same key again is the same deletion, also when the name was created anew; another key finds none', async () => {
    const { formation } = await withMembers(1);
    const first = await bench.delete(formation.id, { key: 'gone' });
    expect(await bench.delete(formation.id, { key: 'gone' })).toEqual({ ...first, position: null });
    await expect(bench.delete(formation.id)).rejects.toMatchObject(refused('NOT_FOUND'));
    await bench.create({ name: formation.name });
    expect(await bench.delete(formation.id, { key: 'gone' })).toEqual({ ...first, position: null });
    expect(await bench.formationStatus(formation.id)).toBe('ACTIVE');
  });

  it('N-01: takes an administrator of the account', async () => {
    const { formation } = await withMembers(0);
    await expect(bench.delete(formation.id, { actor: VIEWER })).rejects.toMatchObject(refused('FORBIDDEN'));
    await expect(bench.delete(formation.id, { actor: STRANGER })).rejects.toMatchObject(refused('NOT_FOUND'));
    expect(await bench.formationStatus(formation.id)).toBe('ACTIVE');
  });

  it('is ended by the sweep when the process that began it has died', async () => {
    const { formation, systems } = await withMembers(2);
    await bench.appendToFormation(formation.id, (state) =>
      startFormationDeletion({ formationId: formation.id }, state),
    );
    await eventually(async () => (await bench.formationStatus(formation.id)) === 'DELETED');
    await allOut(systems);
  });

  it('is begun and not ended while the read model is away; then nobody joins, and it ends when that is back', async () => {
    const { formation, systems } = await withMembers(2);
    const other = await bench.told(registered());
    await bench.stopProjection();
    await expect(bench.delete(formation.id)).rejects.toMatchObject({ body: { code: 'UNAVAILABLE', status: 503 } });
    expect(await bench.formationStatus(formation.id)).toBe('DELETING');
    await expect(bench.include(formation.id, other)).rejects.toMatchObject(refused('NOT_FOUND'));
    await expect(bench.create({ name: formation.name })).rejects.toMatchObject(refused('NAME_IN_USE'));
    await bench.startProjection();
    await eventually(async () => (await bench.formationStatus(formation.id)) === 'DELETED');
    await allOut(systems);
  });
});

describe('a system that slipped in', () => {
  /** What an include appends that has seen the formation before its deletion began. */
  const slipIn = (formation: { id: string; name: string }, systemId: string, formationLife = 1) =>
    bench.appendToSystem(systemId, (state) =>
      includeInFormation({ systemId, formationId: formation.id, formationName: formation.name, formationLife }, state),
    );

  it('M-24: while the formation is being deleted, or after, is taken out by the policy', async () => {
    const { formation } = await bench.create();
    const [early, late] = [await bench.told(registered()), await bench.told(registered())];
    await bench.appendToFormation(formation.id, (state) =>
      startFormationDeletion({ formationId: formation.id }, state),
    );
    await slipIn(formation, early);
    await eventually(async () => (await bench.formationStatus(formation.id)) === 'DELETED');
    await slipIn(formation, late);
    await allOut([early, late]);
  });

  it('M-24: more than once, is taken out each time', async () => {
    const { formation, systems } = await withMembers(1);
    await bench.delete(formation.id);
    await slipIn(formation, systems[0]!);
    await allOut(systems);
    await slipIn(formation, systems[0]!);
    await allOut(systems);
  });

  it('is no member of a formation that was created anew, whose own members stay', async () => {
    const { formation } = await withMembers(0);
    const [latecomer, member] = [await bench.told(registered()), await bench.told(registered())];
    await bench.delete(formation.id);
    await bench.create({ name: formation.name });
    await slipIn(formation, latecomer);
    await bench.include(formation.id, member);
    await allOut([latecomer]);
    expect(await bench.formationsOf(member)).toEqual([formation.id]);
    const { life } = (await bench.store.loadFormation(formation.id)) as Formation;
    expect(life).toBe(2);
    // A late end of the first life ends nothing.
    await bench.appendToFormation(formation.id, (state) =>
      finishFormationDeletion({ formationId: formation.id, life: 1 }, state),
    );
    expect(await bench.formationStatus(formation.id)).toBe('ACTIVE');
  });

  it('is taken out by another instance when all were down meanwhile', async () => {
    const lonely = await AssignmentBench.start();
    try {
      const instance = await lonely.startInstance();
      const { formation } = await lonely.create();
      const systemId = await lonely.told(registered());
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
