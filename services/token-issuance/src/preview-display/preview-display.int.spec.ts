import { RPC } from '@system-landscape/contracts';
import { OtherServices } from '../testing/other-services.js';
import { HOUR, T0, TokenIssuanceHarness } from '../testing/token-issuance-harness.js';

let harness: TokenIssuanceHarness;

beforeAll(async () => {
  harness = await TokenIssuanceHarness.start();
  await harness.startInstance();
});
afterAll(() => harness.stop());
beforeEach(() => harness.clock.set(T0));

const preview = (systemId: string) =>
  harness.ask(RPC.tokenIssuance.previewDisplay, { globalAccountId: 'ga-demo', systemId });

describe('preview-display', () => {
  it.each([
    ['a live token', 0],
    ['an expired token', 168 * HOUR],
  ])('R2 M-15: says that %s would be shown, and records and issues nothing', async (_, later) => {
    const { system } = await harness.register();
    harness.clock.advance(later);
    const { version, position } = await preview(system.id);
    expect([version, position]).toEqual([2, null]);
    expect(await harness.eventsOf(system.id)).toHaveLength(2);
  });

  it('M-18: is refused as the display is', async () => {
    const others = new OtherServices(harness);
    const { system, integrationToken } = await harness.register();
    await others.redeem(system.id, integrationToken.tokenId);
    await expect(preview(system.id)).rejects.toMatchObject({ code: 'TOKEN_NOT_AVAILABLE' });
    await expect(preview('nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
