import { extensionEntityTag, RPC } from '@system-landscape/contracts';
import {
  deregisterError,
  enabling,
  entitled,
  failed,
  OTHER_TENANT,
  registered,
  TENANT,
} from '@system-landscape/domain/testing';
import { TENANT_ADMIN, type Ask, type SagaHarness } from '@system-landscape/saga/testing';
import { startHarness } from '../testing/start-harness.js';

let harness: SagaHarness;

beforeAll(async () => {
  harness = await startHarness();
  await harness.startInstance();
});
afterAll(() => harness.stop());

const remove = (extensionId: string, ask: Ask = {}, tenantId = TENANT) =>
  harness.ask(RPC.deregistration.deleteExtension, { tenantId, extensionId }, { actor: TENANT_ADMIN, ...ask });

describe('delete-extension', () => {
  it('N-10: deleting an Enabled extension starts the deregistration, with the tenant’s administrator as actor', async () => {
    const systemId = await harness.given(registered());
    const first = await remove(`${systemId}-x1`, { key: `off ${systemId}` });
    expect(first.outcome).toBe('deregistering');
    await harness.becomes(systemId, 'DEREGISTERED');
    const started = (await harness.recordedOf(systemId)).find(({ type }) => type === 'DeregistrationStarted');
    expect(started).toMatchObject({
      data: { startedBy: 'tenant', tenantId: TENANT },
      metadata: { actor: { subject: 'tenant-admin', roles: ['tenant-admin'] } },
    });
    // A repeated request gets the same reply, although the extension is deleted.
    expect(await remove(`${systemId}-x1`, { key: `off ${systemId}` })).toEqual({ ...first, position: null });
    await expect(remove(`${systemId}-x1`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('If-Match deletes the extension that the caller has read, and no other', async () => {
    const systemId = await harness.given(registered());
    const extensionId = `${systemId}-x1`;
    const { version } = await harness.stateOf(systemId);
    const at = (read: number) =>
      remove(extensionId, { preconditions: { ifMatch: [extensionEntityTag({ extensionId }, read)] } });
    await expect(at(version - 1)).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' });
    expect(await harness.statusOf(systemId)).toBe('REGISTERED');
    expect((await at(version)).outcome).toBe('deregistering');
  });

  it('N-10: refuses the key that deleted another extension of the system', async () => {
    const systemId = await harness.given(registered());
    await remove(`${systemId}-x1`, { key: `off ${systemId}` });
    await expect(remove(`${systemId}-x2`, { key: `off ${systemId}` })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
  });

  it('N-10 M-24: is refused while the system has references', async () => {
    const systemId = await harness.given([...registered(), entitled()]);
    await expect(remove(`${systemId}-x1`)).rejects.toMatchObject({
      body: { code: 'DEREGISTER_BLOCKED_REFERENCES', blockers: [{ kind: 'entitlement' }] },
    });
  });

  it('N-10 M-25: is refused while the extension is busy, an open incident included', async () => {
    const hanging = 'tenant-hanging';
    await harness.fault(hanging, { mode: 'async-poll', delayMs: 3_600_000 });
    for (const events of [enabling(), deregisterError()]) {
      const systemId = await harness.given(events, hanging);
      const actor = { ...TENANT_ADMIN, tenantId: hanging };
      await expect(remove(`${systemId}-x1`, { actor }, hanging)).rejects.toMatchObject({ code: 'EXTENSION_BUSY' });
    }
  });

  it('N-10: refuses an extension that failed after registration had forwarded the request', async () => {
    const systemId = await harness.given(failed());
    await expect(remove(`${systemId}-x1`)).rejects.toMatchObject({ code: 'EXTENSION_BUSY' });
    expect(await harness.statusOf(systemId)).toBe('ERROR');
  });

  it('N-10 M-03: does not find an extension of another tenant', async () => {
    const systemId = await harness.given(registered());
    const actor = { ...TENANT_ADMIN, tenantId: OTHER_TENANT };
    await expect(remove(`${systemId}-x1`, { actor }, OTHER_TENANT)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(remove(`${systemId}-x1`, { actor })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(remove('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await harness.statusOf(systemId)).toBe('REGISTERED');
  });
});
