import type { RequestActor } from '@system-landscape/contracts';
import { OtherServices } from '../testing/other-services.js';
import { ADMIN, HOUR, MINUTE, T0, TokenIssuanceHarness } from '../testing/token-issuance-harness.js';

let harness: TokenIssuanceHarness;

beforeAll(async () => {
  harness = await TokenIssuanceHarness.start();
  await harness.startInstance();
});
afterAll(() => harness.stop());
beforeEach(() => harness.clock.set(T0));

const refused = (code: string) => ({ code });
const lastTypes = async (systemId: string, count: number) =>
  (await harness.eventsOf(systemId)).slice(-count).map(({ type }) => type);

describe('display-token', () => {
  it('R2, M-12, M-18: shows the same token again until it expires, and records the display', async () => {
    const { system, integrationToken } = await harness.register();
    harness.clock.advance(168 * HOUR - 1);

    const shown = await harness.display(system.id);
    expect(shown.integrationToken).toEqual(integrationToken);
    expect(await lastTypes(system.id, 1)).toEqual(['IntegrationTokenDisplayed']);
  });

  it('R2, M-13, M-15: replaces an expired token and sets `replaced`', async () => {
    const { system, integrationToken } = await harness.register();
    harness.clock.advance(168 * HOUR);

    const { integrationToken: fresh } = await harness.display(system.id);
    expect(fresh).toMatchObject({ replaced: true, issuedAt: harness.clock.now().toISOString() });
    expect(fresh.tokenId).not.toBe(integrationToken.tokenId);
    expect(await harness.claimsOf(fresh)).toMatchObject({ tokenId: fresh.tokenId, systemId: system.id });
    expect(await lastTypes(system.id, 2)).toEqual(['IntegrationTokenExpired', 'IntegrationTokenIssued']);

    // Later displays show the new token.
    expect((await harness.display(system.id)).integrationToken).toEqual({ ...fresh, replaced: false });
  });

  it('R2: records a display once per person, token and hour, and answers the later ones', async () => {
    const { system, integrationToken } = await harness.register();
    const displaysOf = async () =>
      (await harness.eventsOf(system.id)).filter(({ type }) => type === 'IntegrationTokenDisplayed').length;
    const other: RequestActor = { ...ADMIN, subject: 'ga-other-admin' };

    for (let times = 0; times < 3; times += 1) {
      const { version, position, ...shown } = await harness.display(system.id);
      expect(shown.integrationToken).toEqual(integrationToken);
      expect([version, position === null]).toEqual([3, times > 0]);
    }
    expect(await displaysOf()).toBe(1);

    expect((await harness.display(system.id, { actor: other })).integrationToken).toEqual(integrationToken);
    expect(await displaysOf()).toBe(2);

    harness.clock.advance(HOUR);
    await harness.display(system.id);
    await harness.display(system.id);
    expect(await displaysOf()).toBe(3);
  });

  it('N-07: displaying a live Customer Experience token shows it and revokes nothing', async () => {
    const { system, integrationToken } = await harness.register({ type: 'commerce-cloud' });
    harness.clock.advance(10 * MINUTE - 1);

    expect((await harness.display(system.id)).integrationToken).toEqual(integrationToken);
    expect(await lastTypes(system.id, 2)).toEqual(['IntegrationTokenIssued', 'IntegrationTokenDisplayed']);
    harness.clock.advance(1);
    const { integrationToken: fresh } = await harness.display(system.id);
    expect(fresh.replaced).toBe(true);
    expect(await lastTypes(system.id, 2)).toEqual(['IntegrationTokenExpired', 'IntegrationTokenIssued']);
  });

  it('N-07: a new Customer Experience token is issued by its own command and revokes the previous one', async () => {
    const { system, integrationToken } = await harness.register({ type: 'commerce-cloud' });
    harness.clock.advance(MINUTE);

    const { integrationToken: fresh } = await harness.issue(system.id);
    expect(fresh.replaced).toBe(true);
    expect(fresh.tokenId).not.toBe(integrationToken.tokenId);
    expect(Date.parse(fresh.expiresAt)).toBe(harness.clock.now().getTime() + 10 * MINUTE);
    expect(await lastTypes(system.id, 2)).toEqual(['IntegrationTokenRevoked', 'IntegrationTokenIssued']);
  });

  it('R2: is refused while the extension is Enabling', async () => {
    const { system, integrationToken } = await harness.register();
    await new OtherServices(harness).redeem(system.id, integrationToken.tokenId);

    await expect(harness.display(system.id)).rejects.toMatchObject(refused('TOKEN_NOT_AVAILABLE'));
  });

  it('R2: is refused for a cancelled registration', async () => {
    const { system } = await harness.register();
    await harness.cancel(system.id);
    await expect(harness.display(system.id)).rejects.toMatchObject(refused('TOKEN_NOT_AVAILABLE'));
  });

  it('signs a token with its original key again after a key rotation', async () => {
    const { system, integrationToken } = await harness.register();
    await harness.rotateKeys();
    const rotated = await harness.startInstance();
    try {
      // The instances have different current keys, but return the same text.
      for (let times = 0; times < 8; times += 1) {
        expect((await harness.display(system.id)).integrationToken.value).toBe(integrationToken.value);
      }
    } finally {
      await harness.stopInstance(rotated);
    }
  });

  it('answers a repeated key with the same reply and appends one event', async () => {
    const { system } = await harness.register();
    const first = await harness.display(system.id, { key: 'shown' });
    const again = await harness.display(system.id, { key: 'shown' });

    expect(again).toEqual({ ...first, position: null });
    expect(await harness.eventsOf(system.id)).toHaveLength(3);
  });

  it('issues one token for concurrent displays of an expired one', async () => {
    const { system } = await harness.register();
    harness.clock.advance(168 * HOUR);
    const shown = await Promise.all(Array.from({ length: 10 }, () => harness.display(system.id)));

    expect(new Set(shown.map(({ integrationToken }) => integrationToken.value)).size).toBe(1);
    expect(shown.filter(({ integrationToken }) => integrationToken.replaced)).toHaveLength(1);
  });
});

describe('access to display-token', () => {
  it('N-01: a viewer sees no token', async () => {
    const { system } = await harness.register();
    const viewer: RequestActor = { ...ADMIN, subject: 'ga-viewer', roles: ['system-landscape-viewer'] };
    await expect(harness.display(system.id, { actor: viewer })).rejects.toMatchObject(refused('FORBIDDEN'));
  });

  it('M-02: does not find a system of another account, also with a key that was used there', async () => {
    const elsewhere: RequestActor = { ...ADMIN, globalAccountId: 'ga-other' };
    const { system } = await harness.register({ globalAccountId: 'ga-other' }, { actor: elsewhere });
    await harness.displayIn('ga-other', system.id, { actor: elsewhere, key: 'same' });

    await expect(harness.display(system.id)).rejects.toMatchObject(refused('NOT_FOUND'));
    await expect(harness.display(system.id, { key: 'same' })).rejects.toMatchObject(refused('NOT_FOUND'));
  });

  it.each([
    '',
    'nonsense',
    '../../etc',
    '7010f9af-2d60-5711-b333-6e78224de5c1',
    '7010f9af-2d60-5711-b333-6e78224de5c1-1',
  ])('finds no system with the id %p', async (systemId) => {
    await expect(harness.display(systemId)).rejects.toMatchObject(refused('NOT_FOUND'));
  });

  it('does not find the life after the current one, and refuses the one before as ended', async () => {
    const first = await harness.register({ name: 'Two lives' });
    await harness.cancel(first.system.id);
    await harness.register({ name: 'Two lives' });

    const life = (number: number) => first.system.id.replace(/-1$/, `-${number}`);
    await expect(harness.display(life(3))).rejects.toMatchObject(refused('NOT_FOUND'));
    await expect(harness.display(life(1))).rejects.toMatchObject(refused('TOKEN_NOT_AVAILABLE'));
  });
});
