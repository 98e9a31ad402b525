import { SYSTEM_TYPES } from '@system-landscape/domain';
import { T0, TokenIssuanceHarness } from '../testing/token-issuance-harness.js';

let harness: TokenIssuanceHarness;

beforeAll(async () => {
  harness = await TokenIssuanceHarness.start();
  await harness.startInstance({ TOKEN_VALIDITY: 'PT30S' });
});
afterAll(() => harness.stop());
beforeEach(() => harness.clock.set(T0));

describe('TOKEN_VALIDITY', () => {
  it.each(SYSTEM_TYPES.map(({ id }) => id))('overrides the validity of %s', async (type) => {
    const { integrationToken } = await harness.register({ type });
    const { issuedAt, expiresAt } = integrationToken;
    expect(Date.parse(expiresAt) - Date.parse(issuedAt)).toBe(30_000);
  });

  it('M-13 M-15: applies to the millisecond, also to the token that replaces an expired one', async () => {
    const { system, integrationToken: first } = await harness.register();
    harness.clock.advance(29_999);
    expect((await harness.display(system.id)).integrationToken).toEqual(first);
    harness.clock.advance(1);
    const { integrationToken: second } = await harness.display(system.id);
    expect(second).toMatchObject({ replaced: true, issuedAt: first.expiresAt });
    harness.clock.advance(29_999);
    expect((await harness.display(system.id)).integrationToken.tokenId).toBe(second.tokenId);
    harness.clock.advance(1);
    expect((await harness.display(system.id)).integrationToken.tokenId).not.toBe(second.tokenId);
  });
});
