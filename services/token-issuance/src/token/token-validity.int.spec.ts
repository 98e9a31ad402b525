import { SYSTEM_TYPES } from '@system-landscape/domain';
import { T0, TokenIssuanceBench } from '../testing/token-issuance-bench.js';

let bench: TokenIssuanceBench;

beforeAll(async () => {
  bench = await TokenIssuanceBench.start();
  await bench.startInstance({ TOKEN_VALIDITY: 'PT30S' });
});
afterAll(() => bench.stop());
beforeEach(() => bench.clock.set(T0));

describe('TOKEN_VALIDITY', () => {
  it.each(SYSTEM_TYPES.map(({ id }) => id))('overrides the validity of %s', async (type) => {
    const { integrationToken } = await bench.register({ type });
    const { issuedAt, expiresAt } = integrationToken;
    expect(Date.parse(expiresAt) - Date.parse(issuedAt)).toBe(30_000);
  });

  it('M-13 M-15: holds to the last millisecond, also for the token that replaces one', async () => {
    const { system, integrationToken: first } = await bench.register();
    bench.clock.advance(29_999);
    expect((await bench.display(system.id)).integrationToken).toEqual(first);
    bench.clock.advance(1);
    const { integrationToken: second } = await bench.display(system.id);
    expect(second).toMatchObject({ replaced: true, issuedAt: first.expiresAt });
    bench.clock.advance(29_999);
    expect((await bench.display(system.id)).integrationToken.tokenId).toBe(second.tokenId);
    bench.clock.advance(1);
    expect((await bench.display(system.id)).integrationToken.tokenId).not.toBe(second.tokenId);
  });
});
