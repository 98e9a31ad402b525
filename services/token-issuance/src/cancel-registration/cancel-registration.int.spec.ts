import type { RequestActor } from '@system-landscape/contracts';
import { OtherServices } from '../testing/other-services.js';
import { ADMIN, HOUR, T0, TokenIssuanceHarness } from '../testing/token-issuance-harness.js';

let harness: TokenIssuanceHarness;
let others: OtherServices;

beforeAll(async () => {
  harness = await TokenIssuanceHarness.start();
  others = new OtherServices(harness);
  await harness.startInstance();
});
afterAll(() => harness.stop());
beforeEach(() => harness.clock.set(T0));

const refused = (code: string) => ({ code });
const lastTypes = async (systemId: string, count: number) =>
  (await harness.eventsOf(systemId)).slice(-count).map(({ type }) => type);

describe('cancel-registration', () => {
  it('R11: revokes the token and frees the name', async () => {
    const { system, integrationToken } = await harness.register({ name: 'Cancelled' });
    const { position, version } = await harness.cancel(system.id);

    expect(BigInt(position!)).toBeGreaterThan(0n);
    expect(version).toBe(4);
    expect(await lastTypes(system.id, 2)).toEqual(['IntegrationTokenRevoked', 'RegistrationCancelled']);
    await expect(others.redeem(system.id, integrationToken.tokenId)).rejects.toMatchObject(refused('TOKEN_REVOKED'));
    await expect(harness.register({ name: 'Cancelled' })).resolves.toMatchObject({ system: { status: 'PENDING' } });
  });

  it('R11: records that an expired token expired, not that it was revoked', async () => {
    const { system } = await harness.register();
    harness.clock.advance(168 * HOUR);
    await harness.cancel(system.id);
    expect(await lastTypes(system.id, 2)).toEqual(['IntegrationTokenExpired', 'RegistrationCancelled']);
  });

  it('R11: is refused while the extension is Enabling', async () => {
    const { system, integrationToken } = await harness.register();
    await others.redeem(system.id, integrationToken.tokenId);
    await expect(harness.cancel(system.id)).rejects.toMatchObject(refused('CANCEL_BLOCKED_STATUS'));
  });

  it('R11: cancels a system in Error once its failed extension is deleted, not before', async () => {
    const { system, integrationToken } = await harness.register();
    await others.failRegistration(system.id, integrationToken.tokenId);
    await expect(harness.cancel(system.id)).rejects.toMatchObject(refused('CANCEL_BLOCKED_STATUS'));

    await others.deleteFailedExtension(system.id);
    await harness.cancel(system.id);
    expect(await lastTypes(system.id, 1)).toEqual(['RegistrationCancelled']);
  });

  it('R11, N-06: is refused while a Pending system is in a formation, and names the formation', async () => {
    const { system } = await harness.register({ type: 'commerce-cloud' });
    await others.includeInFormation(system.id);

    await expect(harness.cancel(system.id)).rejects.toMatchObject({
      body: {
        code: 'DEREGISTER_BLOCKED_REFERENCES',
        blockers: [{ kind: 'formation', id: 'formation-1', name: 'Production' }],
      },
    });
  });

  it('is refused for a Registered system, which is to be deregistered', async () => {
    const { system, integrationToken } = await harness.register();
    await others.completeRegistration(system.id, integrationToken.tokenId);
    await expect(harness.cancel(system.id)).rejects.toMatchObject(refused('CANCEL_BLOCKED_STATUS'));
  });

  it('cancels once when it is called twice, with the same key or another', async () => {
    const { system } = await harness.register();
    const first = await harness.cancel(system.id, { key: 'off' });

    expect(await harness.cancel(system.id, { key: 'off' })).toEqual({ ...first, position: null });
    expect(await harness.cancel(system.id)).toEqual({ ...first, position: null });
    expect(await harness.eventsOf(system.id)).toHaveLength(4);
  });

  it('N-01, M-02: requires an administrator of the account', async () => {
    const { system } = await harness.register();
    const viewer: RequestActor = { ...ADMIN, roles: ['system-landscape-viewer'] };
    const elsewhere: RequestActor = { ...ADMIN, globalAccountId: 'ga-other' };

    await expect(harness.cancel(system.id, { actor: viewer })).rejects.toMatchObject(refused('FORBIDDEN'));
    await expect(harness.cancel(system.id, { actor: elsewhere })).rejects.toMatchObject(refused('NOT_FOUND'));
  });
});
