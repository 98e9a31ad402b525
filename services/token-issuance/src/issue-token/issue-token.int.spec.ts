import type { RequestActor } from '@system-landscape/contracts';
import { OtherServices, TENANT } from '../testing/other-services.js';
import { ADMIN, HOUR, MINUTE, T0, TokenIssuanceHarness } from '../testing/token-issuance-harness.js';

let harness: TokenIssuanceHarness;
let others: OtherServices;

beforeAll(async () => {
  harness = await TokenIssuanceHarness.start();
  others = new OtherServices(harness);
  await harness.startInstance();
  await harness.startInstance();
});
afterAll(() => harness.stop());
beforeEach(() => harness.clock.set(T0));

const refused = (code: string) => ({ code });
const lastTypes = async (systemId: string, count: number) =>
  (await harness.eventsOf(systemId)).slice(-count).map(({ type }) => type);

describe('issue-token', () => {
  it('replaces a live token: the previous one is revoked in the same append', async () => {
    const { system, integrationToken } = await harness.register();
    harness.clock.advance(HOUR);
    const { integrationToken: fresh } = await harness.issue(system.id);

    expect(fresh.replaced).toBe(true);
    expect(fresh.tokenId).not.toBe(integrationToken.tokenId);
    expect(fresh.issuedAt).toBe(harness.clock.now().toISOString());
    expect(await lastTypes(system.id, 2)).toEqual(['IntegrationTokenRevoked', 'IntegrationTokenIssued']);
    expect((await harness.display(system.id)).integrationToken.value).toBe(fresh.value);
  });

  it('M-15: completes the same registration after the first token has expired', async () => {
    const { system } = await harness.register();
    harness.clock.advance(168 * HOUR);
    const { integrationToken: fresh } = await harness.issue(system.id);

    expect(await harness.claimsOf(fresh)).toMatchObject({ systemId: system.id });
    await expect(others.redeem(system.id, fresh.tokenId)).resolves.toMatchObject({ status: 'PENDING' });
  });

  it('M-16: is refused once the token was redeemed', async () => {
    const { system, integrationToken } = await harness.register();
    await others.redeem(system.id, integrationToken.tokenId);
    await expect(harness.issue(system.id)).rejects.toMatchObject(refused('TOKEN_NOT_AVAILABLE'));
  });

  it('R6: brings a system in Error back to Pending, with the failed extension still there', async () => {
    const { system, integrationToken } = await harness.register();
    await others.failRegistration(system.id, integrationToken.tokenId);
    await expect(harness.display(system.id)).rejects.toMatchObject(refused('TOKEN_NOT_AVAILABLE'));

    const { integrationToken: fresh } = await harness.issue(system.id);
    expect(fresh.replaced).toBe(false);
    expect((await harness.display(system.id)).integrationToken.value).toBe(fresh.value);
    await expect(others.redeem(system.id, fresh.tokenId)).rejects.toMatchObject(refused('FAILED_EXTENSION_EXISTS'));

    await others.deleteFailedExtension(system.id);
    await expect(others.redeem(system.id, fresh.tokenId)).resolves.toMatchObject({ status: 'PENDING' });
  });

  it('N-14: is refused for a Registered system', async () => {
    const { system, integrationToken } = await harness.register();
    await others.completeRegistration(system.id, integrationToken.tokenId);
    await expect(harness.issue(system.id)).rejects.toMatchObject(refused('TOKEN_NOT_AVAILABLE'));
  });

  it('X-12: re-registers a deregistered system, with a token that only its own tenant can redeem', async () => {
    const { system, integrationToken } = await harness.register();
    await others.completeRegistration(system.id, integrationToken.tokenId);
    await others.deregister(system.id);

    const { integrationToken: fresh } = await harness.issue(system.id);
    expect(await harness.claimsOf(fresh)).toMatchObject({ systemId: system.id });
    expect((await harness.eventsOf(system.id)).at(-1)!.data).toMatchObject({
      reason: 'REREGISTRATION',
      boundToTenantId: TENANT,
    });
  });

  it('is refused for a cancelled registration', async () => {
    const { system } = await harness.register();
    await harness.cancel(system.id);
    await expect(harness.issue(system.id)).rejects.toMatchObject(refused('TOKEN_NOT_AVAILABLE'));
  });

  it('issues a token of its own to each of 20 concurrent calls; one is live in the end', async () => {
    const { system } = await harness.register();
    const issued = await Promise.allSettled(Array.from({ length: 20 }, () => harness.issue(system.id)));
    const values = issued.flatMap((result) =>
      result.status === 'fulfilled' ? [result.value.integrationToken.value] : [],
    );

    // A command that loses too many races is answered with a retryable error.
    for (const result of issued)
      if (result.status === 'rejected') expect(result.reason).toMatchObject(refused('UNAVAILABLE'));
    expect(new Set(values).size).toBe(values.length);
    const types = (await harness.eventsOf(system.id)).map(({ type }) => type);
    expect(types.filter((type) => type === 'IntegrationTokenIssued')).toHaveLength(values.length + 1);
    expect(types.filter((type) => type === 'IntegrationTokenRevoked')).toHaveLength(values.length);
  });
});

describe('a repeated idempotency key of issue-token', () => {
  it('issues one token for 20 concurrent requests over two instances', async () => {
    const { system } = await harness.register();
    const answers = await Promise.all(Array.from({ length: 20 }, () => harness.issue(system.id, { key: 'once' })));

    expect(new Set(answers.map(({ integrationToken }) => integrationToken.value)).size).toBe(1);
    expect(await harness.eventsOf(system.id)).toHaveLength(4);
  });

  it('returns the same token, also after later commands and after its expiry', async () => {
    const { system } = await harness.register();
    const first = await harness.issue(system.id, { key: 'late' });
    harness.clock.advance(MINUTE);
    await harness.issue(system.id);
    harness.clock.advance(400 * HOUR);

    const again = await harness.issue(system.id, { key: 'late' });
    expect(again).toEqual({ ...first, position: null });
  });

  it('is refused for a later life of the name', async () => {
    const first = await harness.register({ name: 'Key of two lives' });
    await harness.issue(first.system.id, { key: 'reused' });
    await harness.cancel(first.system.id);
    const second = await harness.register({ name: 'Key of two lives' });

    const reused = harness.issue(second.system.id, { key: 'reused' });
    await expect(reused).rejects.toMatchObject({ body: { code: 'IDEMPOTENCY_KEY_REUSED', status: 422 } });
  });
});

describe('access to issue-token', () => {
  it('N-01, M-02: requires an administrator of the account', async () => {
    const { system } = await harness.register();
    const viewer: RequestActor = { ...ADMIN, roles: ['system-landscape-viewer'] };
    const elsewhere: RequestActor = { ...ADMIN, globalAccountId: 'ga-other' };

    await expect(harness.issue(system.id, { actor: viewer })).rejects.toMatchObject(refused('FORBIDDEN'));
    await expect(harness.issue(system.id, { actor: elsewhere })).rejects.toMatchObject(refused('NOT_FOUND'));
  });
});
