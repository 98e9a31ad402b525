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
import { AssignmentBench, STRANGER, streamOfSystem, VIEWER } from '../testing/assignment-bench.js';

let bench: AssignmentBench;
let formationId: string;

beforeAll(async () => {
  bench = await AssignmentBench.start();
  await bench.startInstance();
  await bench.startInstance();
  formationId = (await bench.create()).formation.id;
});
afterAll(() => bench.stop());

const refused = (code: string) => ({ code });
const lastOf = async (systemId: string) => (await bench.eventsOf(streamOfSystem(systemId))).at(-1)!;

describe('include-system', () => {
  it('N-06: a Registered system joins, once, and the log knows which formation it was', async () => {
    const systemId = await bench.told(registered());
    const first = await bench.include(formationId, systemId);
    expect(BigInt(first.position!)).toBeGreaterThan(0n);
    expect(await lastOf(systemId)).toMatchObject({
      type: 'SystemIncludedInFormation',
      data: { systemId, formationId, formationLife: 1 },
      metadata: { systemId, actor: { subject: 'ga-admin' } },
    });
    expect(await bench.include(formationId, systemId)).toEqual({ ...first, position: null });
  });

  it.each([
    ['pending', pending()],
    ['enabling', enabling()],
    ['in Error, also of Customer Experience', failed('commerce-cloud')],
    ['deregistering', deregistering()],
    ['deregistered', deregistered()],
    ['cancelled', removed()],
  ])('N-06: refuses a system that is %s', async (_, events) => {
    const systemId = await bench.told(events);
    await expect(bench.include(formationId, systemId)).rejects.toMatchObject(refused('SYSTEM_NOT_REGISTERED'));
  });

  it('N-06: Customer Experience systems join while Pending', async () => {
    const systemId = await bench.told(pending('commerce-cloud'));
    await bench.include(formationId, systemId);
    expect(await bench.formationsOf(systemId)).toEqual([formationId]);
  });

  it('N-01: finds neither formations nor systems of another account, nor what there is not', async () => {
    const mine = await bench.told(registered());
    const theirs = await bench.told(registered(), 'ga-other');
    const unknown = formationIdOf(ACCOUNT, 'Nowhere');
    const notFound = refused('NOT_FOUND');
    await expect(bench.include(formationId, theirs)).rejects.toMatchObject(notFound);
    await expect(bench.include(unknown, mine)).rejects.toMatchObject(notFound);
    await expect(bench.include('x', mine)).rejects.toMatchObject(notFound);
    await expect(bench.include(formationId, 'x')).rejects.toMatchObject(notFound);
    await expect(bench.include(formationId, mine.replace(/1$/, '2'))).rejects.toMatchObject(notFound);
    await expect(bench.include(formationId, mine, { actor: STRANGER })).rejects.toMatchObject(notFound);
    await expect(bench.include(formationId, mine, { actor: VIEWER })).rejects.toMatchObject(refused('FORBIDDEN'));
    expect(await bench.formationsOf(mine)).toEqual([]);
  });

  it('the same key again is the same join, also after it has left and the formation is gone', async () => {
    const { formation } = await bench.create();
    const systemId = await bench.told(registered());
    const first = await bench.include(formation.id, systemId, { key: 'join' });
    await bench.exclude(formation.id, systemId);
    await bench.delete(formation.id);
    expect(await bench.include(formation.id, systemId, { key: 'join' })).toEqual({ ...first, position: null });
    expect(await bench.formationsOf(systemId)).toEqual([]);
  });
});

describe('exclude-system', () => {
  it('M-24: takes it out, once', async () => {
    const systemId = await bench.told(registered());
    await bench.include(formationId, systemId);
    const first = await bench.exclude(formationId, systemId);
    expect(await lastOf(systemId)).toMatchObject({ data: { formationId, reason: 'REQUESTED' } });
    expect(await bench.exclude(formationId, systemId)).toEqual({ ...first, position: null });
    await bench.include(formationId, systemId);
    expect(await bench.formationsOf(systemId)).toEqual([formationId]);
  });

  it('N-01: finds nothing of another account', async () => {
    const systemId = await bench.told(registered());
    await bench.include(formationId, systemId);
    const notFound = refused('NOT_FOUND');
    await expect(bench.exclude(formationId, systemId, { actor: STRANGER })).rejects.toMatchObject(notFound);
    await expect(bench.exclude(formationIdOf(ACCOUNT, 'Nowhere'), systemId)).rejects.toMatchObject(notFound);
    await expect(bench.exclude(formationId, systemId, { actor: VIEWER })).rejects.toMatchObject(refused('FORBIDDEN'));
    expect(await bench.formationsOf(systemId)).toEqual([formationId]);
  });
});
