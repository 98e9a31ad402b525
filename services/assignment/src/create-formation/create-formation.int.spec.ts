import { RPC } from '@system-landscape/contracts';
import { formationIdOf } from '@system-landscape/domain';
import { ACCOUNT, T0 } from '@system-landscape/domain/testing';
import { randomUUID } from 'node:crypto';
import {
  ADMIN,
  AssignmentHarness,
  LANDSCAPE_ADMIN,
  STRANGER,
  streamOfFormation,
  VIEWER,
} from '../testing/assignment-harness.js';

let harness: AssignmentHarness;

beforeAll(async () => {
  harness = await AssignmentHarness.start();
  // Two instances: a command must not depend on the memory of one process.
  await harness.startInstance();
  await harness.startInstance();
});
afterAll(() => harness.stop());

const refused = (code: string) => ({ code });

describe('create-formation', () => {
  it('creates a formation without members', async () => {
    const name = `Order to cash ${randomUUID()}`;
    const { formation, position, version, stream } = await harness.create({ name, type: 'side-by-side' });
    const id = formationIdOf(ACCOUNT, name);
    const createdAt = T0.toISOString();
    expect(formation).toEqual({ id, globalAccountId: ACCOUNT, name, type: 'side-by-side', systems: [], createdAt });
    expect({ version, stream }).toEqual({ version: 1, stream: `formation-${id}` });
    expect(BigInt(position!)).toBeGreaterThan(0n);
    const [created] = await harness.eventsOf(streamOfFormation(name));
    expect(created!.metadata).toMatchObject({ globalAccountId: ACCOUNT, actor: { subject: 'ga-admin' } });
    expect(created!.metadata).not.toHaveProperty('systemId');
  });

  it('M-09: refuses an invalid name', async () => {
    await expect(harness.create({ name: ' x' })).rejects.toMatchObject({
      body: { code: 'VALIDATION_FAILED', errors: [expect.objectContaining({ field: 'name', code: 'NAME_INVALID' })] },
    });
  });

  it('M-20: accepts one of 20 concurrent attempts over two instances', async () => {
    const name = `Contested ${randomUUID()}`;
    const attempts = await Promise.allSettled(Array.from({ length: 20 }, () => harness.create({ name })));
    const won = attempts.filter(({ status }) => status === 'fulfilled');
    const codes = attempts.flatMap((attempt) =>
      attempt.status === 'rejected' ? [(attempt.reason as { code: string }).code] : [],
    );
    expect(won).toHaveLength(1);
    expect(new Set(codes)).toEqual(new Set(['NAME_IN_USE']));
  });

  it('answers a repeated key with the first reply, also after later commands', async () => {
    const name = `Repeated ${randomUUID()}`;
    const first = await harness.create({ name }, { key: 'once' });
    expect(await harness.create({ name }, { key: 'once' })).toEqual({ ...first, position: null });
    await harness.delete(first.formation.id);
    expect(await harness.create({ name }, { key: 'once' })).toEqual({ ...first, position: null });
    expect(await harness.eventsOf(streamOfFormation(name))).toHaveLength(3);
  });

  it('N-01: requires an administrator of the account', async () => {
    await expect(harness.create({}, { actor: LANDSCAPE_ADMIN })).resolves.toHaveProperty('formation');
    await expect(harness.create({}, { actor: VIEWER })).rejects.toMatchObject(refused('FORBIDDEN'));
    await expect(harness.create({}, { actor: STRANGER })).rejects.toMatchObject(refused('NOT_FOUND'));
    expect(
      await harness.anonymous(RPC.assignment.createFormation, { globalAccountId: ACCOUNT, name: 'x' }),
    ).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
    const elsewhere = await harness.create(
      { name: 'Shared', globalAccountId: 'ga-other' },
      { actor: { ...ADMIN, globalAccountId: 'ga-other' } },
    );
    const here = await harness.create({ name: 'Shared' });
    expect(elsewhere.formation.id).not.toBe(here.formation.id);
  });

  it.each([{ name: 7 }, { type: {} }, { globalAccountId: 'a b' }])('refuses a request with %j', async (data) => {
    await expect(harness.create(data)).rejects.toMatchObject(refused('VALIDATION_FAILED'));
  });
});
