import { eventually } from '@system-landscape/test-support';
import { signingKey } from '../testing/openid-issuer.js';
import { SseClient } from '../testing/sse-client.js';
import { GatewayHarness, PEOPLE, T0, type Person } from '../testing/gateway-harness.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const MINUTE = 60_000;

let harness: GatewayHarness;
let shift = 0;
const realNow = performance.now.bind(performance);

beforeEach(async () => {
  shift = 0;
  // The age of keys is measured with the monotonic clock.
  jest.spyOn(performance, 'now').mockImplementation(() => realNow() + shift);
  harness = await GatewayHarness.start();
});
afterEach(async () => {
  await harness.stop();
  jest.restoreAllMocks();
});

const list = (as: Person) => harness.call('GET', SYSTEMS, { as });

describe('when the OpenID provider', () => {
  it('is unavailable from the start: 503 with Retry-After, until it is available', async () => {
    await harness.issuer.stop();
    const away = await list('ga-admin');
    expect([away.status, away.body['code']]).toEqual([503, 'UNAVAILABLE']);
    expect(Number(away.headers.get('retry-after'))).toBeGreaterThan(0);
    await harness.issuer.restart();
    expect((await list('ga-admin')).status).toBe(200);
  });

  it('becomes unavailable: tokens of the last known keys are accepted for an hour', async () => {
    expect((await list('ga-admin')).status).toBe(200);
    await harness.issuer.stop();
    shift = 30 * MINUTE;
    expect((await list('ga-viewer')).status).toBe(200);
    expect((await list('ga-landscape-admin')).status).toBe(200);
    shift = 61 * MINUTE;
    expect((await list('ga-admin')).body['code']).toBe('UNAVAILABLE');
  });

  it('rotates its keys: the new keys are fetched', async () => {
    expect((await list('ga-admin')).status).toBe(200);
    await harness.issuer.rotate();
    shift = MINUTE;
    expect((await list('ga-viewer')).status).toBe(200);
  });

  it('withdraws a key: its tokens are refused after five minutes, also one that was used before', async () => {
    const authorization = `Bearer ${await harness.tokenOf('ga-viewer')}`;
    const before = await harness.call('GET', SYSTEMS, { headers: { authorization } });
    expect(before.status).toBe(200);
    const withdrawn = harness.issuer.key;
    await harness.issuer.rotate();
    shift = 5 * MINUTE;
    expect((await harness.call('GET', SYSTEMS, { headers: { authorization } })).status).toBe(401);
    const token = await harness.issuer.token({
      claims: { sub: 'x', ...PEOPLE['ga-admin'] },
      issuedAt: T0,
      key: withdrawn,
    });
    const answer = await harness.call('GET', SYSTEMS, { headers: { authorization: `Bearer ${token}` } });
    expect(answer.status).toBe(401);
  });

  it('withdraws a key: live events of its tokens end', async () => {
    const at = await harness.startInstance({ OIDC_KEYS_MAX_AGE: 'PT1S', EVENT_HEARTBEAT: 'PT0.2S' });
    const url = `${await at.getUrl()}/v1/global-accounts/ga-demo/events`;
    const reader = await SseClient.open(url, await harness.tokenOf('ga-viewer'));
    await eventually(() => reader.names.includes('caught-up'));
    await harness.issuer.rotate();
    shift = MINUTE;
    await eventually(() => reader.ended);
    expect(reader.names).toEqual(['caught-up', 'signed-out']);
  });

  it.each([
    ['an IPv4 address', ['192.0.2.1', '192.0.2.1', '192.0.2.1'], '192.0.2.2'],
    ['an IPv6 network', ['2001:db8::1', '2001:db8::2', '2001:db8::3'], '2001:db8:0:1::1'],
  ])('hangs: tokens of unknown keys from %s do not keep others from signing in', async (_what, addresses, other) => {
    const at = await harness.startInstance({ TRUSTED_PROXIES: '127.0.0.1', MAX_VERIFICATIONS_PER_ADDRESS: '2' });
    const from = (address: string, token: string) =>
      harness.call('GET', SYSTEMS, { at, headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': address } });
    const known = await harness.tokenOf('ga-viewer');
    expect((await from(addresses[0]!, known)).status).toBe(200);

    harness.issuer.hangs = true;
    shift = MINUTE;
    const claims = { sub: 'x', ...PEOPLE['ga-admin'] };
    const ofUnknownKey = async () => harness.issuer.token({ claims, issuedAt: T0, key: await signingKey() });
    const waiting = addresses.map(async (address) => from(address, await ofUnknownKey()));
    const refused = await Promise.race(waiting);
    expect([refused.status, refused.body['code']]).toEqual([429, 'RATE_LIMITED']);
    expect(refused.headers.get('retry-after')).toBe('1');

    expect((await from(addresses[0]!, known)).status).toBe(200);
    expect((await from(other, await harness.tokenOf('ga-admin'))).status).toBe(200);
    await harness.issuer.stop();
    await Promise.all(waiting);
  });

  it('is asked for its keys once for many tokens', async () => {
    const people: Person[] = ['ga-admin', 'ga-viewer', 'ga-landscape-admin', 'other-ga-admin'];
    await Promise.all(people.map(list));
    await Promise.all(people.map(list));
    expect(harness.issuer.asked).toBe(1);
  });
});
