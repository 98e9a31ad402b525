import { RPC, systemEntityTag } from '@system-landscape/contracts';
import { ACCOUNT, entitled, failed, inFormation, registered, TENANT } from '@system-landscape/domain/testing';
import { ACCOUNT_ADMIN, TENANT_ADMIN, type Ask, type SagaHarness } from '@system-landscape/saga/testing';
import { randomUUID } from 'node:crypto';
import { startHarness } from '../testing/start-harness.js';

let harness: SagaHarness;

beforeAll(async () => {
  harness = await startHarness();
  await Promise.all([harness.startInstance(), harness.startInstance()]);
});
afterAll(() => harness.stop());
beforeEach(() => harness.reset());

const start = (systemId: string, ask: Ask = {}, globalAccountId = ACCOUNT) =>
  harness.ask(RPC.deregistration.start, { globalAccountId, systemId }, { actor: ACCOUNT_ADMIN, ...ask });

describe('start-deregistration', () => {
  it('R7 R8: reverses the steps, the last one first, and ends the system', async () => {
    const systemId = await harness.given(registered());
    const { deregistration, position } = await start(systemId);
    expect(deregistration).toEqual({
      allowed: false,
      code: 'DEREGISTER_BLOCKED_STATUS',
      blockers: [],
      attempt: 2,
      step: 'activate-extension',
    });
    expect(BigInt(position!)).toBeGreaterThan(0n);

    await harness.becomes(systemId, 'DEREGISTERED');
    const requested = (await harness.eventsOf(systemId)).flatMap((event) =>
      event.type === 'DeregistrationStepRequested' ? [event.data.step] : [],
    );
    expect(requested).toEqual([
      'activate-extension',
      'enable-communication-scenarios',
      'create-communication-system',
      'establish-trust',
    ]);
  });

  it('If-Match deregisters the version that the caller has read, once, and no other', async () => {
    const systemId = await harness.given(registered());
    const { version } = await harness.stateOf(systemId);
    const at = (read: number) => {
      const tag = systemEntityTag({ id: systemId, version: read, token: { state: 'USED' } });
      return start(systemId, { preconditions: { ifMatch: [tag] } });
    };
    await expect(at(version - 1)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    expect(await harness.statusOf(systemId)).toBe('REGISTERED');
    const outcomes = await Promise.allSettled([at(version), at(version), at(version)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it('M-24: is refused while the system has references, and names them', async () => {
    const systemId = await harness.given([...registered(), inFormation(), entitled()]);
    await expect(start(systemId)).rejects.toMatchObject({
      body: {
        code: 'DEREGISTER_BLOCKED_REFERENCES',
        status: 409,
        blockers: [
          { kind: 'entitlement', id: `${systemId}-e1`, name: 's4-hana-cloud (messaging) in dev' },
          { kind: 'formation', id: 'formation-1', name: 'Production' },
        ],
      },
    });
    expect(await harness.statusOf(systemId)).toBe('REGISTERED');
  });

  it('R10 M-26: is refused in a status other than Registered', async () => {
    await expect(start(await harness.given(failed()))).rejects.toMatchObject({ code: 'DEREGISTER_BLOCKED_STATUS' });
  });

  it('R7: accepts one of ten concurrent calls over two instances and refuses the others', async () => {
    const tenant = `tenant-${randomUUID()}`;
    await harness.fault(tenant, { mode: 'async-poll', delayMs: 3_600_000 });
    const systemId = await harness.given(registered(), tenant);
    const outcomes = await Promise.allSettled(Array.from({ length: 10 }, () => start(systemId)));
    const refusals = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [(outcome.reason as { code: string }).code] : [],
    );
    expect(refusals).toEqual(Array(9).fill('DEREGISTER_BLOCKED_STATUS'));
    expect((await harness.typesOf(systemId)).filter((type) => type === 'DeregistrationStarted')).toHaveLength(1);
  });

  it('R7 N-10: accepts one of two concurrent calls of account and tenant and refuses the other with its reason', async () => {
    await harness.fault(TENANT, { mode: 'async-poll', delayMs: 3_600_000 });
    for (let round = 0; round < 10; round += 1) {
      const systemId = await harness.given(registered());
      const extension = { tenantId: TENANT, extensionId: `${systemId}-x1` };
      const outcomes = await Promise.allSettled([
        start(systemId),
        harness.ask(RPC.deregistration.deleteExtension, extension, { actor: TENANT_ADMIN }),
      ]);
      const [byAccount, byTenant] = outcomes.map((outcome) =>
        outcome.status === 'fulfilled' ? 'started' : (outcome.reason as { code: string }).code,
      );
      expect([
        ['started', 'EXTENSION_BUSY'],
        ['DEREGISTER_BLOCKED_STATUS', 'started'],
      ]).toContainEqual([byAccount, byTenant]);
    }
    await harness.fault(TENANT, { mode: 'ok' });
  });

  it('answers a repeated key with the same reply, also after the deregistration has ended', async () => {
    const systemId = await harness.given(registered());
    const first = await start(systemId, { key: `once ${systemId}` });
    await harness.becomes(systemId, 'DEREGISTERED');
    expect(await start(systemId, { key: `once ${systemId}` })).toEqual({ ...first, position: null });
  });

  it('N-01: requires an administrator of the account', async () => {
    const systemId = await harness.given(registered());
    const viewer = { ...ACCOUNT_ADMIN, roles: ['system-landscape-viewer'] };
    const elsewhere = { ...ACCOUNT_ADMIN, globalAccountId: 'ga-other' };
    await expect(start(systemId, { actor: viewer })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(start(systemId, { actor: elsewhere })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(start(systemId, { actor: elsewhere }, 'ga-other')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(start('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(harness.ask(RPC.deregistration.start, { globalAccountId: ACCOUNT, systemId })).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    });
  });
});
