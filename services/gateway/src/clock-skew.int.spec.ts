import { ComparedClock, SettableClock } from '@system-landscape/service-kit';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { GatewayHarness } from './testing/gateway-harness.js';

const DAY = 24 * 60 * 60_000;
const SYSTEMS = '/v1/global-accounts/ga-demo/systems';

let harness: GatewayHarness;
let at: NestFastifyApplication;
/** Stands still, within the bound, for the length of the test. */
const now = new Date();
const own = new SettableClock(now);

beforeAll(async () => {
  harness = await GatewayHarness.start();
  at = await harness.startInstance({}, new ComparedClock({ clock: own, boundMs: 10 * 60_000 }));
});
afterAll(() => harness.stop());

const claims = { sub: 'ga-admin', roles: ['global-account-admin'], global_account: 'ga-demo' };
const list = async () => {
  const token = await harness.issuer.token({ claims, issuedAt: now });
  return harness.call('GET', SYSTEMS, { at, headers: { authorization: `Bearer ${token}` } });
};
const ready = () => harness.monitoring('/health/ready', at);

it.each([DAY, -DAY])(
  'a gateway whose clock is off by %d ms from that of NATS is not ready and takes no token, until it is right',
  async (offset) => {
    expect((await ready()).status).toBe(200);
    expect((await list()).status).toBe(200);

    own.advance(offset);
    const refused = await list();
    expect([refused.status, refused.body['code']]).toEqual([503, 'UNAVAILABLE']);
    expect(refused.body['detail']).toMatch(/^The clock of this instance is 8\d{4} s .* that of NATS/);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    const health = await ready();
    expect(health.status).toBe(503);
    expect(await health.text()).toContain('that of NATS, so it decides nothing');

    own.advance(-offset);
    expect((await ready()).status).toBe(200);
    expect((await list()).status).toBe(200);
  },
);
