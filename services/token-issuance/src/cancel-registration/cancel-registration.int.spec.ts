import { systemEntityTag, type RequestActor } from '@system-landscape/contracts';
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

describe('If-Match', () => {
  it('cancels the version that the caller has read, and no other', async () => {
    const { system } = await harness.register();
    const read = systemEntityTag(system);
    await harness.display(system.id);
    const cancel = (...ifMatch: string[]) => harness.cancel(system.id, { preconditions: { ifMatch } });
    await expect(cancel(read)).rejects.toMatchObject(refused('PRECONDITION_FAILED'));
    expect(await lastTypes(system.id, 1)).toEqual(['IntegrationTokenDisplayed']);
    await cancel(systemEntityTag({ ...system, version: system.version + 1 }));
    expect(await lastTypes(system.id, 1)).toEqual(['RegistrationCancelled']);
  });

  it('M-13: fails once the token has expired, although nothing was recorded', async () => {
    const { system } = await harness.register();
    harness.clock.advance(168 * HOUR);
    const preconditions = { ifMatch: [systemEntityTag(system)] };
    await expect(harness.cancel(system.id, { preconditions })).rejects.toMatchObject(refused('PRECONDITION_FAILED'));
  });

  it('of two that have read the same version, one cancels', async () => {
    const { system } = await harness.register();
    const preconditions = { ifMatch: [systemEntityTag(system)] };
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => harness.cancel(system.id, { preconditions })));
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected', 'rejected']);
  });

  it('a repeated key gets its first answer, before the precondition', async () => {
    const { system } = await harness.register();
    const ask = { key: 'cancel it', preconditions: { ifMatch: [systemEntityTag(system)] } };
    const first = await harness.cancel(system.id, ask);
    expect(await harness.cancel(system.id, ask)).toEqual({ ...first, position: null });
  });

  it('what is not there is told first', async () => {
    const { system } = await harness.register();
    const missing = system.id.replace(/-1$/, '-2');
    const preconditions = { ifMatch: ['"x"'] };
    await expect(harness.cancel(missing, { preconditions })).rejects.toMatchObject(refused('NOT_FOUND'));
  });
});

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
