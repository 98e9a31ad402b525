import type { RequestActor } from '@system-landscape/contracts';
import { OtherServices } from '../testing/other-services.js';
import { ADMIN, HOUR, T0, TokenIssuanceBench } from '../testing/token-issuance-bench.js';

let bench: TokenIssuanceBench;
let others: OtherServices;

beforeAll(async () => {
  bench = await TokenIssuanceBench.start();
  others = new OtherServices(bench);
  await bench.startInstance();
});
afterAll(() => bench.stop());
beforeEach(() => bench.clock.set(T0));

const refused = (code: string) => ({ code });
const lastTypes = async (systemId: string, count: number) =>
  (await bench.eventsOf(systemId)).slice(-count).map(({ type }) => type);

describe('cancel-registration', () => {
  it('R11: revokes the token and frees the name', async () => {
    const { system, integrationToken } = await bench.register({ name: 'Cancelled' });
    const { position, version } = await bench.cancel(system.id);

    expect(BigInt(position!)).toBeGreaterThan(0n);
    expect(version).toBe(4);
    expect(await lastTypes(system.id, 2)).toEqual(['IntegrationTokenRevoked', 'RegistrationCancelled']);
    await expect(others.redeem(system.id, integrationToken.tokenId)).rejects.toMatchObject(refused('TOKEN_REVOKED'));
    await expect(bench.register({ name: 'Cancelled' })).resolves.toMatchObject({ system: { status: 'PENDING' } });
  });

  it('R11: says of an expired token that it expired, not that it was revoked', async () => {
    const { system } = await bench.register();
    bench.clock.advance(168 * HOUR);
    await bench.cancel(system.id);
    expect(await lastTypes(system.id, 2)).toEqual(['IntegrationTokenExpired', 'RegistrationCancelled']);
  });

  it('R11: is refused while the tenant enables', async () => {
    const { system, integrationToken } = await bench.register();
    await others.redeem(system.id, integrationToken.tokenId);
    await expect(bench.cancel(system.id)).rejects.toMatchObject(refused('CANCEL_BLOCKED_STATUS'));
  });

  it('R11: drops a system in Error once its failed extension is deleted, not before', async () => {
    const { system, integrationToken } = await bench.register();
    await others.failRegistration(system.id, integrationToken.tokenId);
    await expect(bench.cancel(system.id)).rejects.toMatchObject(refused('CANCEL_BLOCKED_STATUS'));

    await others.deleteFailedExtension(system.id);
    await bench.cancel(system.id);
    expect(await lastTypes(system.id, 1)).toEqual(['RegistrationCancelled']);
  });

  it('R11, N-06: names the formation that a Pending system is in', async () => {
    const { system } = await bench.register({ type: 'commerce-cloud' });
    await others.includeInFormation(system.id);

    await expect(bench.cancel(system.id)).rejects.toMatchObject({
      body: {
        code: 'DEREGISTER_BLOCKED_REFERENCES',
        blockers: [{ kind: 'formation', id: 'formation-1', name: 'Production' }],
      },
    });
  });

  it('a Registered system is deregistered instead', async () => {
    const { system, integrationToken } = await bench.register();
    await others.completeRegistration(system.id, integrationToken.tokenId);
    await expect(bench.cancel(system.id)).rejects.toMatchObject(refused('CANCEL_BLOCKED_STATUS'));
  });

  it('twice, with the same key or another, is done once', async () => {
    const { system } = await bench.register();
    const first = await bench.cancel(system.id, { key: 'off' });

    expect(await bench.cancel(system.id, { key: 'off' })).toEqual({ ...first, position: null });
    expect(await bench.cancel(system.id)).toEqual({ ...first, position: null });
    expect(await bench.eventsOf(system.id)).toHaveLength(4);
  });

  it('N-01, M-02: takes an administrator of the account', async () => {
    const { system } = await bench.register();
    const viewer: RequestActor = { ...ADMIN, roles: ['system-landscape-viewer'] };
    const elsewhere: RequestActor = { ...ADMIN, globalAccountId: 'ga-other' };

    await expect(bench.cancel(system.id, { actor: viewer })).rejects.toMatchObject(refused('FORBIDDEN'));
    await expect(bench.cancel(system.id, { actor: elsewhere })).rejects.toMatchObject(refused('NOT_FOUND'));
  });
});
