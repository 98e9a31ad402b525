import { RPC } from '@system-landscape/contracts';
import { parseSystemId, systemIdOf, type SystemEvent } from '@system-landscape/domain';
import {
  ACCOUNT,
  added,
  DAY,
  extensionDeleted,
  failed,
  issued,
  pending,
  T0,
  TENANT,
} from '@system-landscape/domain/testing';
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

const redeem = (integrationToken: string, ask: Ask = {}, tenantId = TENANT) =>
  harness.ask(RPC.registration.redeemToken, { tenantId, integrationToken }, { actor: TENANT_ADMIN, ...ask });
const newToken = issued({ tokenId: 'token-2', reason: 'AFTER_ERROR' });

describe('redeem-token', () => {
  it('R3 M-04 M-19: uses the token and starts the registration in that tenant', async () => {
    const systemId = await harness.given(pending());
    const { extension } = await redeem(`\u00a0 ${await harness.tokenOf(systemId)}\u200b\n`);
    expect(extension).toMatchObject({
      extensionId: `${systemId}-x1`,
      tenantId: TENANT,
      systemId,
      status: 'ENABLING',
      attempt: 1,
      step: 'establish-trust',
    });
    await harness.becomes(systemId, 'REGISTERED');
  });

  it('tells the tenant of another system of the same account that it is connected to, and of no other account', async () => {
    const other = (systemName: string, globalAccountId: string) => ({
      systemId: systemName,
      systemName,
      globalAccountId,
    });
    const asked: object[] = [];
    const readModel = harness.readModel(RPC.projection.listExtensions, (query) => {
      asked.push(query);
      return { items: [other('Finance', ACCOUNT), other('Secret', 'ga-other')], nextCursor: null };
    });
    try {
      const token = await harness.tokenOf(await harness.given(pending()));
      const { warnings } = (await redeem(token)).extension;
      expect(warnings).toMatchObject([{ code: 'TENANT_HAS_ANOTHER_SYSTEM' }]);
      expect(warnings![0]!.message).toContain('"Finance"');
      expect(JSON.stringify(warnings)).not.toContain('Secret');
      expect(asked).toMatchObject([{ tenantId: TENANT, globalAccountId: ACCOUNT }]);
    } finally {
      readModel.close();
    }
  });

  it('redeems without a warning while the read model does not answer', async () => {
    const token = await harness.tokenOf(await harness.given(pending()));
    const readModel = harness.readModel(RPC.projection.listExtensions, () => ({ error: { code: 'UNAVAILABLE' } }));
    try {
      expect((await redeem(token)).extension.warnings).toBeUndefined();
    } finally {
      readModel.close();
    }
  });

  it('M-16: accepts one of twenty concurrent redemptions over two instances and answers TOKEN_USED to the others', async () => {
    const token = await harness.tokenOf(await harness.given(pending()));
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => redeem(token)));
    const refusals = outcomes.flatMap((outcome) =>
      outcome.status === 'rejected' ? [(outcome.reason as { code: string }).code] : [],
    );
    expect(refusals).toEqual(Array(19).fill('TOKEN_USED'));
  });

  it('N-15: answers a repeated redemption with the same reply, also after the registration has ended', async () => {
    const systemId = await harness.given(pending());
    const token = await harness.tokenOf(systemId);
    const first = await redeem(token, { key: `once ${systemId}` });
    await harness.becomes(systemId, 'REGISTERED');
    const again = await redeem(token, { key: `once ${systemId}` });
    expect(again).toEqual({ ...first, position: null });
  });

  describe('N-15: refuses the key of an earlier redemption with another token', () => {
    const tenant = 'tenant-failing';
    const ask = { actor: { ...TENANT_ADMIN, tenantId: tenant }, key: 'every time the same' };
    let systemId: string;

    const append = (...events: SystemEvent[]) =>
      harness.store.onSystem(
        parseSystemId(systemId)!.nameId,
        {
          operation: 'given',
          caller: 'spec',
          key: randomUUID(),
          actor: ACCOUNT_ADMIN,
          correlationId: 'correlation-1',
          causationId: 'correlation-1',
          now: T0,
        },
        () => events,
      );

    beforeEach(async () => {
      await harness.fault(tenant, { mode: 'fail', status: 422 });
      systemId = await harness.given(pending(), tenant);
      await redeem(await harness.tokenOf(systemId), ask, tenant);
      await harness.becomes(systemId, 'ERROR');
      await append({ type: 'ExtensionDeleted', data: { systemId, extensionId: `${systemId}-x1`, tenantId: tenant } });
    });

    it('for the same system', async () => {
      await append(issued({ systemId, tokenId: 'token-2', reason: 'AFTER_ERROR' }));
      const token = await harness.tokenOf(systemId);
      await expect(redeem(token, ask, tenant)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
      const { extension } = await redeem(token, { actor: ask.actor }, tenant);
      expect(extension).toMatchObject({ extensionId: `${systemId}-x2`, attempt: 2 });
    });

    it('for a later system of the name', async () => {
      const later = systemIdOf(parseSystemId(systemId)!.nameId, 2);
      await append(
        { type: 'RegistrationCancelled', data: { systemId } },
        added({ systemId: later, life: 2 }),
        issued({ systemId: later, tokenId: 'token-2' }),
      );
      const token = await harness.tokenOf(later);
      await expect(redeem(token, ask, tenant)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
      expect(await harness.statusOf(later)).toBe('PENDING');
    });
  });

  it('M-14: a token that has expired registers nothing', async () => {
    const systemId = await harness.given(pending());
    const token = await harness.tokenOf(systemId);
    harness.clock.advance(7 * DAY);
    await expect(redeem(token)).rejects.toMatchObject({ code: 'TOKEN_EXPIRED' });
    expect(await harness.statusOf(systemId)).toBe('PENDING');
  });

  it('R6 M-22: a new token after a failure is refused until the failed extension is deleted', async () => {
    const both = await harness.given([...failed(), newToken]);
    await expect(redeem(await harness.tokenOf(both))).rejects.toMatchObject({ code: 'FAILED_EXTENSION_EXISTS' });
    await harness.ask(
      RPC.registration.deleteExtension,
      { tenantId: TENANT, extensionId: `${both}-x1` },
      { actor: TENANT_ADMIN },
    );
    const { extension } = await redeem(await harness.tokenOf(both));
    expect(extension).toMatchObject({ extensionId: `${both}-x2`, attempt: 2 });
  });

  it('M-22: a failed extension may also be deleted before the new token is issued', async () => {
    const systemId = await harness.given([...failed(), extensionDeleted(), newToken]);
    await redeem(await harness.tokenOf(systemId));
    await harness.becomes(systemId, 'REGISTERED');
  });

  it('M-03: requires an administrator of the tenant', async () => {
    const token = await harness.tokenOf(await harness.given(pending()));
    await expect(redeem(token, { actor: { ...TENANT_ADMIN, roles: ['tenant-system'] } })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await expect(redeem(token, {}, 'my300002')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('refuses a text that is no token of this platform', async () => {
    const token = await harness.tokenOf(await harness.given(pending()));
    for (const text of ['x', `${token}x`, token.slice(0, -3)]) {
      await expect(redeem(text)).rejects.toMatchObject({ code: 'TOKEN_INVALID' });
    }
  });
});
