import { RPC } from '@system-landscape/contracts';
import { GatewayHarness, type Answer, type Person } from '../testing/gateway-harness.js';
import { TOKEN_TEXT } from '../testing/scripted-services.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const EXTENSIONS = '/v1/tenants/my300001/extensions';
const good = { name: 'Production', type: 's4hana-cloud' };

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start({ env: { RATE_LIMIT_WRITES: '5', RATE_LIMIT_REFUSED_REDEMPTIONS: '2' } });
});
afterAll(() => harness.stop());
beforeEach(async () => {
  // A new window for every test.
  harness.clock.advance(60_000);
  await harness.services.reset();
});

const add = (as: Person) => harness.call('POST', SYSTEMS, { as, body: good });
const redeem = (as: Person = 'tenant-admin') =>
  harness.call('POST', EXTENSIONS, { as, body: { integrationToken: TOKEN_TEXT } });
const seconds = ({ headers }: Answer) => Number(headers.get('retry-after'));

describe('RATE_LIMIT_WRITES', () => {
  it('limits the writes of each caller per minute, and no reads', async () => {
    const statuses = [];
    for (let write = 1; write <= 5; write += 1) statuses.push((await add('ga-admin')).status);
    expect(statuses).toEqual([201, 201, 201, 201, 201]);

    const refused = await add('ga-admin');
    expect([refused.status, refused.body['code']]).toEqual([429, 'RATE_LIMITED']);
    expect(seconds(refused)).toBeGreaterThanOrEqual(1);
    expect(seconds(refused)).toBeLessThanOrEqual(60);
    expect(harness.services.count(RPC.tokenIssuance.registerSystem)).toBe(5);

    expect((await add('ga-landscape-admin')).status).toBe(201);
    expect((await harness.call('GET', SYSTEMS, { as: 'ga-admin' })).status).toBe(200);
    harness.clock.advance(seconds(refused) * 1000);
    expect((await add('ga-admin')).status).toBe(201);
  });

  it('does not count forbidden writes', async () => {
    for (let write = 1; write <= 6; write += 1) expect((await add('ga-viewer')).status).toBe(403);
  });
});

describe('RATE_LIMIT_REFUSED_REDEMPTIONS', () => {
  it('limits the refused redemptions of each caller; successful ones do not count', async () => {
    expect((await redeem()).status).toBe(202);
    expect((await redeem()).status).toBe(202);
    harness.services.refuse(RPC.registration.redeemToken, { code: 'TOKEN_INVALID', status: 400, detail: 'No.' });
    expect([(await redeem()).status, (await redeem()).status]).toEqual([400, 400]);

    const limited = await redeem();
    expect([limited.status, limited.body['code']]).toEqual([429, 'RATE_LIMITED']);
    expect(seconds(limited)).toBeGreaterThanOrEqual(1);
    expect(harness.services.count(RPC.registration.redeemToken)).toBe(4);
  });

  it('does not count an unavailable service', async () => {
    await harness.services.stop(RPC.registration.redeemToken);
    const statuses = [];
    for (let tries = 1; tries <= 4; tries += 1) statuses.push((await redeem()).status);
    expect(statuses).toEqual([503, 503, 503, 503]);
  });
});
