import { formationIdOf } from '@system-landscape/domain';
import {
  ACCOUNT,
  deregistered,
  deregistering,
  enabling,
  failed,
  pending,
  registered,
  removed,
} from '@system-landscape/domain/testing';
import { AssignmentHarness, STRANGER, streamOfSystem, VIEWER } from '../testing/assignment-harness.js';

let harness: AssignmentHarness;
let formationId: string;

beforeAll(async () => {
  harness = await AssignmentHarness.start();
  await harness.startInstance();
  await harness.startInstance();
  formationId = (await harness.create()).formation.id;
});
afterAll(() => harness.stop());

const refused = (code: string) => ({ code });
const lastOf = async (systemId: string) => (await harness.eventsOf(streamOfSystem(systemId))).at(-1)!;

describe('include-system', () => {
  it('N-06: includes a Registered system once, and stores the life of the formation', async () => {
    const systemId = await harness.given(registered());
    const first = await harness.include(formationId, systemId);
    expect(BigInt(first.position!)).toBeGreaterThan(0n);
    expect(await lastOf(systemId)).toMatchObject({
      type: 'SystemIncludedInFormation',
      data: { systemId, formationId, formationLife: 1 },
      metadata: { systemId, actor: { subject: 'ga-admin' } },
    });
    expect(await harness.include(formationId, systemId)).toEqual({ ...first, position: null });
  });

  it.each([
    ['pending', pending()],
    ['enabling', enabling()],
    ['in Error, also of Customer Experience', failed('commerce-cloud')],
    ['deregistering', deregistering()],
    ['deregistered', deregistered()],
    ['cancelled', removed()],
  ])('N-06: refuses a system that is %s', async (_, events) => {
    const systemId = await harness.given(events);
    await expect(harness.include(formationId, systemId)).rejects.toMatchObject(refused('SYSTEM_NOT_REGISTERED'));
  });

  it('N-06: Customer Experience systems join while Pending', async () => {
    const systemId = await harness.given(pending('commerce-cloud'));
    await harness.include(formationId, systemId);
    expect(await harness.formationsOf(systemId)).toEqual([formationId]);
  });

  it('N-01: does not find unknown formations and systems, nor those of another account', async () => {
    const mine = await harness.given(registered());
    const theirs = await harness.given(registered(), 'ga-other');
    const unknown = formationIdOf(ACCOUNT, 'Nowhere');
    const notFound = refused('NOT_FOUND');
    await expect(harness.include(formationId, theirs)).rejects.toMatchObject(notFound);
    await expect(harness.include(unknown, mine)).rejects.toMatchObject(notFound);
    await expect(harness.include('x', mine)).rejects.toMatchObject(notFound);
    await expect(harness.include(formationId, 'x')).rejects.toMatchObject(notFound);
    await expect(harness.include(formationId, mine.replace(/1$/, '2'))).rejects.toMatchObject(notFound);
    await expect(harness.include(formationId, mine, { actor: STRANGER })).rejects.toMatchObject(notFound);
    await expect(harness.include(formationId, mine, { actor: VIEWER })).rejects.toMatchObject(refused('FORBIDDEN'));
    expect(await harness.formationsOf(mine)).toEqual([]);
  });

  it('answers a repeated key with the first reply, also after the system has left and the formation is deleted', async () => {
    const { formation } = await harness.create();
    const systemId = await harness.given(registered());
    const first = await harness.include(formation.id, systemId, { key: 'join' });
    await harness.exclude(formation.id, systemId);
    await harness.delete(formation.id);
    expect(await harness.include(formation.id, systemId, { key: 'join' })).toEqual({ ...first, position: null });
    expect(await harness.formationsOf(systemId)).toEqual([]);
  });
});

describe('exclude-system', () => {
  it('M-24: excludes a system once', async () => {
    const systemId = await harness.given(registered());
    await harness.include(formationId, systemId);
    const first = await harness.exclude(formationId, systemId);
    expect(await lastOf(systemId)).toMatchObject({ data: { formationId, reason: 'REQUESTED' } });
    expect(await harness.exclude(formationId, systemId)).toEqual({ ...first, position: null });
    await harness.include(formationId, systemId);
    expect(await harness.formationsOf(systemId)).toEqual([formationId]);
  });

  it('N-01: does not find a formation of another account', async () => {
    const systemId = await harness.given(registered());
    await harness.include(formationId, systemId);
    const notFound = refused('NOT_FOUND');
    await expect(harness.exclude(formationId, systemId, { actor: STRANGER })).rejects.toMatchObject(notFound);
    await expect(harness.exclude(formationIdOf(ACCOUNT, 'Nowhere'), systemId)).rejects.toMatchObject(notFound);
    await expect(harness.exclude(formationId, systemId, { actor: VIEWER })).rejects.toMatchObject(refused('FORBIDDEN'));
    expect(await harness.formationsOf(systemId)).toEqual([formationId]);
  });
});
