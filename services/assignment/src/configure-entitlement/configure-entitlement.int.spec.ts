import { RPC } from '@system-landscape/contracts';
import { ACCOUNT, deregistering, failed, pending, registered, T0 } from '@system-landscape/domain/testing';
import { AssignmentHarness, LANDSCAPE_ADMIN, STRANGER, VIEWER } from '../testing/assignment-harness.js';

let harness: AssignmentHarness;

beforeAll(async () => {
  harness = await AssignmentHarness.start();
  await harness.startInstance();
  await harness.startInstance();
});
afterAll(() => harness.stop());

const refused = (code: string) => ({ code });

describe('configure-entitlement', () => {
  it('N-12: assigns a plan for a Registered system, with an id that contains the system id', async () => {
    const systemId = await harness.given(registered());
    const { entitlementConfiguration, position } = await harness.configure(systemId);
    expect(entitlementConfiguration).toEqual({
      id: `${systemId}-e1`,
      globalAccountId: ACCOUNT,
      subaccount: 'dev',
      service: 's4-hana-cloud',
      plan: 'messaging',
      systemId,
      createdAt: T0.toISOString(),
    });
    expect(BigInt(position!)).toBeGreaterThan(0n);
    const other = await harness.configure(systemId, { plan: 'other' });
    expect(other.entitlementConfiguration.id).toBe(`${systemId}-e2`);
  });

  it('N-12: accepts one of four concurrent assignments of the same plan, system and subaccount', async () => {
    const systemId = await harness.given(registered());
    const outcomes = await Promise.allSettled([1, 2, 3, 4].map(() => harness.configure(systemId)));
    const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason as unknown] : []));
    expect(refusals).toEqual(Array(3).fill(expect.objectContaining(refused('ENTITLEMENT_EXISTS'))));
  });

  it.each([
    ['pending', pending('commerce-cloud')],
    ['in Error', failed()],
    ['deregistering', deregistering()],
  ])('N-12: refuses a system that is %s', async (_, events) => {
    const systemId = await harness.given(events);
    await expect(harness.configure(systemId)).rejects.toMatchObject(refused('SYSTEM_NOT_REGISTERED'));
  });

  it('answers a repeated key with the first reply, also after later commands', async () => {
    const systemId = await harness.given(registered());
    const first = await harness.configure(systemId, {}, { key: 'once' });
    await harness.configure(systemId, { plan: 'other' });
    await harness.remove(first.entitlementConfiguration.id);
    expect(await harness.configure(systemId, {}, { key: 'once' })).toEqual({ ...first, position: null });
  });

  it('N-01: requires a global account administrator of the account', async () => {
    const systemId = await harness.given(registered());
    const theirs = await harness.given(registered(), 'ga-other');
    for (const actor of [LANDSCAPE_ADMIN, VIEWER])
      await expect(harness.configure(systemId, {}, { actor })).rejects.toMatchObject(refused('FORBIDDEN'));
    await expect(harness.configure(systemId, {}, { actor: STRANGER })).rejects.toMatchObject(refused('NOT_FOUND'));
    await expect(harness.configure(theirs)).rejects.toMatchObject(refused('NOT_FOUND'));
    expect(
      await harness.anonymous(RPC.assignment.configureEntitlement, {
        globalAccountId: ACCOUNT,
        subaccount: 'a',
        service: 'b',
        plan: 'c',
        systemId,
      }),
    ).toMatchObject({ error: { code: 'UNAUTHENTICATED' } });
  });

  it.each([{ subaccount: '' }, { service: ' x' }, { plan: 'é' }, { systemId: 1 }])(
    'refuses a request with %j',
    async (data) => {
      await expect(harness.configure('x', data)).rejects.toMatchObject(refused('VALIDATION_FAILED'));
    },
  );
});

describe('remove-entitlement-configuration', () => {
  it('removes a configuration once and does not use its number again', async () => {
    const systemId = await harness.given(registered());
    const { entitlementConfiguration: first } = await harness.configure(systemId);
    const removed = await harness.remove(first.id, { key: 'off' });
    expect(await harness.remove(first.id, { key: 'off' })).toEqual({ ...removed, position: null });
    await expect(harness.remove(first.id)).rejects.toMatchObject(refused('NOT_FOUND'));
    expect((await harness.configure(systemId)).entitlementConfiguration.id).toBe(`${systemId}-e2`);
  });

  it('N-01: requires a global account administrator, and does not find a configuration of another account', async () => {
    const systemId = await harness.given(registered());
    const { entitlementConfiguration: kept } = await harness.configure(systemId);
    await expect(harness.remove(kept.id, { actor: LANDSCAPE_ADMIN })).rejects.toMatchObject(refused('FORBIDDEN'));
    await expect(harness.remove(kept.id, { actor: STRANGER })).rejects.toMatchObject(refused('NOT_FOUND'));
    for (const id of ['x', `${systemId}-x1`, `${systemId}-e9`])
      await expect(harness.remove(id)).rejects.toMatchObject(refused('NOT_FOUND'));
  });
});
