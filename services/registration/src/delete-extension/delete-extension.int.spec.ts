import { extensionEntityTag, RPC, type RequestActor } from '@system-landscape/contracts';
import { enabling, failed, issued, OTHER_TENANT, registered, TENANT } from '@system-landscape/domain/testing';
import { TENANT_ADMIN, type Ask, type SagaHarness } from '@system-landscape/saga/testing';
import { eventually } from '@system-landscape/test-support';
import { startHarness } from '../testing/start-harness.js';

let harness: SagaHarness;

beforeAll(async () => {
  harness = await startHarness();
  await harness.startInstance();
});
afterAll(() => harness.stop());

const remove = (extensionId: string, ask: Ask = {}, tenantId = TENANT) =>
  harness.ask(RPC.registration.deleteExtension, { tenantId, extensionId }, { actor: TENANT_ADMIN, ...ask });
/** Stubs the reply of deregistration, which handles extensions that are not Failed. */
const deregistration = (reply: object) => harness.answer(RPC.deregistration.deleteExtension, reply);

describe('delete-extension', () => {
  it('N-10 M-21: deletes a Failed extension, which unlocks the name; a repeated key gets the same reply', async () => {
    const systemId = await harness.given(failed());
    const first = await remove(`${systemId}-x1`, { key: `off ${systemId}` });
    expect(first.outcome).toBe('deleted');
    expect(await harness.stateOf(systemId)).toMatchObject({ status: 'ERROR', extension: null });
    expect(await remove(`${systemId}-x1`, { key: `off ${systemId}` })).toEqual({ ...first, position: null });
  });

  it('N-10 M-21: refuses the key of an earlier deletion and deletes nothing', async () => {
    const tenant = 'tenant-failing';
    await harness.fault(tenant, { mode: 'fail', status: 422 });
    const systemId = await harness.given([...failed(), issued({ tokenId: 'token-2', reason: 'AFTER_ERROR' })], tenant);
    const ask = { actor: { ...TENANT_ADMIN, tenantId: tenant }, key: `off ${systemId}` };
    const first = await remove(`${systemId}-x1`, ask, tenant);
    const integrationToken = await harness.tokenOf(systemId);
    await harness.ask(RPC.registration.redeemToken, { tenantId: tenant, integrationToken }, { actor: ask.actor });
    await harness.becomes(systemId, 'ERROR');

    await expect(remove(`${systemId}-x2`, ask, tenant)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await harness.stateOf(systemId)).toMatchObject({ extension: { status: 'FAILED' } });
    expect(await remove(`${systemId}-x1`, ask, tenant)).toEqual({ ...first, position: null });
  });

  it('N-10: forwards the deletion of an Enabled extension to deregistration, with the tenant’s administrator as actor', async () => {
    const systemId = await harness.given(registered());
    const written = { position: '1', version: 1, stream: 'system-x' };
    const { asked, close } = deregistration({ outcome: 'deregistering', ...written });
    expect(await remove(`${systemId}-x1`)).toEqual({ outcome: 'deregistering', ...written });
    expect(asked).toEqual([{ tenantId: TENANT, extensionId: `${systemId}-x1` }]);
    close();
  });

  it('N-10: returns the refusal of deregistration', async () => {
    const systemId = await harness.given(enabling(), 'slow-tenant');
    const { close } = deregistration({ error: { code: 'EXTENSION_BUSY', status: 409, detail: 'Enabling.' } });
    await expect(
      remove(`${systemId}-x1`, { actor: { ...TENANT_ADMIN, tenantId: 'slow-tenant' } }, 'slow-tenant'),
    ).rejects.toMatchObject({ code: 'EXTENSION_BUSY' });
    close();
  });

  it('N-10: does not delete an extension of another tenant', async () => {
    const systemId = await harness.given(failed());
    const { close } = deregistration({ error: { code: 'NOT_FOUND', status: 404, detail: 'None.' } });
    const actor: RequestActor = { ...TENANT_ADMIN, tenantId: OTHER_TENANT };
    await expect(remove(`${systemId}-x1`, { actor }, OTHER_TENANT)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await harness.stateOf(systemId)).toMatchObject({ extension: { status: 'FAILED' } });
    close();
  });

  it('If-Match deletes the Failed extension that the caller has read, and no other', async () => {
    const systemId = await harness.given(failed());
    const extensionId = `${systemId}-x1`;
    // The steps of the failed attempt are reversed meanwhile, which is recorded.
    const { version } = await eventually(async () => {
      const state = await harness.stateOf(systemId);
      return state.status !== 'NONE' && state.pendingReverse === null ? state : undefined;
    });
    const changed = { code: 'PRECONDITION_FAILED', status: 412, detail: 'Changed.' } as const;
    const { close } = deregistration({ error: changed });
    const at = (read: number) =>
      remove(extensionId, { preconditions: { ifMatch: [extensionEntityTag({ extensionId }, read)] } });
    await expect(at(version - 1)).rejects.toMatchObject({ code: changed.code });
    expect(await harness.stateOf(systemId)).toMatchObject({ extension: { status: 'FAILED' } });
    close();
    expect((await at(version)).outcome).toBe('deleted');
  });

  it('answers 503 while deregistration is unavailable', async () => {
    const systemId = await harness.given(registered());
    await expect(remove(`${systemId}-x1`)).rejects.toMatchObject({ code: 'UNAVAILABLE' });
  });
});
