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

/** Systems that are included at the same time. */
const AT_ONCE = 5;

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
  const systems: string[] = [];
  const includeNext = async () => {
    const systemId = await harness.given(registered());
    await harness.include(formation.id, systemId);
    systems.push(systemId);
  };
  while (systems.length < count)
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - systems.length) }, includeNext));
  return { formation, systems };
};
const untilExcluded = (systems: readonly string[]) =>
  eventually(async () => (await Promise.all(systems.map((id) => harness.formationsOf(id)))).flat().length === 0);

describe('delete-formation', () => {
  it('M-24: excludes the members first, with the reason FORMATION_DELETED', async () => {
    const { formation, systems } = await withMembers(3);
    const { position, version } = await harness.delete(formation.id);
    // Null if a sweep has ended the deletion before this command.
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
    // On a busy machine it may take longer than the caller waits; the sweep ends it then.
    await Promise.allSettled([harness.delete(formation.id)]);
    await eventually(async () => (await harness.formationStatus(formation.id)) === 'DELETED');
    for (const systemId of systems) expect(await harness.formationsOf(systemId)).toEqual([]);
  });

  it('answers a repeated key with the first reply, also after the name was created again; another key gets NOT_FOUND', async () => {
    const { formation } = await withMembers(1);
    const first = await harness.delete(formation.id, { key: 'gone' });
    expect(await harness.delete(formation.id, { key: 'gone' })).toEqual({ ...first, position: null });
    await expect(harness.delete(formation.id)).rejects.toMatchObject(refused('NOT_FOUND'));
    await harness.create({ name: formation.name });
    expect(await harness.delete(formation.id, { key: 'gone' })).toEqual({ ...first, position: null });
    expect(await harness.formationStatus(formation.id)).toBe('ACTIVE');
  });

  it('N-01: requires an administrator of the account', async () => {
    const { formation } = await withMembers(0);
    await expect(harness.delete(formation.id, { actor: VIEWER })).rejects.toMatchObject(refused('FORBIDDEN'));
    await expect(harness.delete(formation.id, { actor: STRANGER })).rejects.toMatchObject(refused('NOT_FOUND'));
    expect(await harness.formationStatus(formation.id)).toBe('ACTIVE');
  });

  it('is ended by the sweep when the process that began it has crashed', async () => {
    const { formation, systems } = await withMembers(2);
    await harness.appendToFormation(formation.id, (state) =>
      startFormationDeletion({ formationId: formation.id }, state),
    );
    await eventually(async () => (await harness.formationStatus(formation.id)) === 'DELETED');
    await untilExcluded(systems);
  });

  it('begins while the read model is unavailable and ends when it is back; no system can join in between', async () => {
    const { formation, systems } = await withMembers(2);
    const other = await harness.given(registered());
    await harness.stopProjection();
    await expect(harness.delete(formation.id)).rejects.toMatchObject({ body: { code: 'UNAVAILABLE', status: 503 } });
    expect(await harness.formationStatus(formation.id)).toBe('DELETING');
    await expect(harness.include(formation.id, other)).rejects.toMatchObject(refused('NOT_FOUND'));
    await expect(harness.create({ name: formation.name })).rejects.toMatchObject(refused('NAME_IN_USE'));
    await harness.startProjection();
    await eventually(async () => (await harness.formationStatus(formation.id)) === 'DELETED');
    await untilExcluded(systems);
  });
});

describe('a system that is included concurrently with the deletion', () => {
  /** Appends an inclusion that was decided before the deletion began. */
  const includeLate = (formation: { id: string; name: string }, systemId: string, formationLife = 1) =>
    harness.appendToSystem(systemId, (state) =>
      includeInFormation({ systemId, formationId: formation.id, formationName: formation.name, formationLife }, state),
    );

  it('M-24: is excluded by the policy, during the deletion and after it', async () => {
    const { formation } = await harness.create();
    const [early, late] = [await harness.given(registered()), await harness.given(registered())];
    await harness.appendToFormation(formation.id, (state) =>
      startFormationDeletion({ formationId: formation.id }, state),
    );
    await includeLate(formation, early);
    await eventually(async () => (await harness.formationStatus(formation.id)) === 'DELETED');
    await includeLate(formation, late);
    await untilExcluded([early, late]);
  });

  it('M-24: is excluded each time', async () => {
    const { formation, systems } = await withMembers(1);
    await harness.delete(formation.id);
    await includeLate(formation, systems[0]!);
    await untilExcluded(systems);
    await includeLate(formation, systems[0]!);
    await untilExcluded(systems);
  });

  it('is no member of a later formation with the same name, whose own members stay', async () => {
    const { formation } = await withMembers(0);
    const [latecomer, member] = [await harness.given(registered()), await harness.given(registered())];
    await harness.delete(formation.id);
    await harness.create({ name: formation.name });
    await includeLate(formation, latecomer);
    await harness.include(formation.id, member);
    await untilExcluded([latecomer]);
    expect(await harness.formationsOf(member)).toEqual([formation.id]);
    const { life } = (await harness.store.loadFormation(formation.id)) as Formation;
    expect(life).toBe(2);
    // Ending the deletion of the first life does not affect the second.
    await harness.appendToFormation(formation.id, (state) =>
      finishFormationDeletion({ formationId: formation.id, life: 1 }, state),
    );
    expect(await harness.formationStatus(formation.id)).toBe('ACTIVE');
  });

  it('is excluded by an instance that starts after all were down', async () => {
    const own = await AssignmentHarness.start();
    try {
      const instance = await own.startInstance();
      const { formation } = await own.create();
      const systemId = await own.given(registered());
      await own.delete(formation.id);
      await own.stopInstance(instance);
      await own.appendToSystem(systemId, (state) =>
        includeInFormation(
          { systemId, formationId: formation.id, formationName: formation.name, formationLife: 1 },
          state,
        ),
      );
      await own.startInstance();
      await eventually(async () => (await own.formationsOf(systemId)).length === 0);
    } finally {
      await own.stop();
    }
  });
});
