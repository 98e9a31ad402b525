import { RPC } from '@system-landscape/contracts';
import { Logger } from '@nestjs/common';
import { SignJWT } from 'jose';
import { GatewayHarness, PEOPLE, T0, type Person } from '../testing/gateway-harness.js';
import { signingKey, type TokenOptions } from '../testing/openid-issuer.js';
import { EACH_ROUTE, ROUTES } from '../testing/routes.js';

const SYSTEMS = '/v1/global-accounts/ga-demo/systems';
const claims = { sub: 'ga-admin', ...PEOPLE['ga-admin'] };

let harness: GatewayHarness;

beforeAll(async () => {
  harness = await GatewayHarness.start();
});
afterAll(() => harness.stop());
beforeEach(async () => {
  harness.clock.set(T0);
  await harness.services.reset();
});

const listWith = (authorization: string) => harness.call('GET', SYSTEMS, { headers: { authorization } });
const statusWith = async (options: Partial<TokenOptions>) =>
  (await listWith(`Bearer ${await harness.issuer.token({ claims, issuedAt: T0, ...options })}`)).status;

describe('authentication', () => {
  it.each(EACH_ROUTE)('%s: 401 without a token, and nothing reaches a service', async (_, { method, path, body }) => {
    const answer = await harness.call(method, path, { ...(body ? { body } : {}) });
    expect(answer.status).toBe(401);
    expect(answer.body).toMatchObject({ code: 'UNAUTHENTICATED', status: 401 });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="system-landscape"');
    expect(harness.services.arrived).toEqual([]);
  });

  it.each(['Bearer', 'Bearer x', 'Bearer a.b.c', 'Basic Z2E6ZGVtbw==', 'x'])('401 for "%s"', async (authorization) => {
    expect((await listWith(authorization)).status).toBe(401);
  });

  it('the challenge says what is wrong with a token that was sent (RFC 6750)', async () => {
    const challengeOf = async (answer: ReturnType<typeof listWith>) => (await answer).headers.get('www-authenticate');
    const realm = 'Bearer realm="system-landscape"';
    expect(await challengeOf(listWith('Bearer a.b.c'))).toBe(`${realm}, error="invalid_token"`);
    expect(await challengeOf(listWith('Basic Z2E6ZGVtbw=='))).toBe(realm);
    const forbidden = harness.call('POST', SYSTEMS, { as: 'ga-viewer', body: {} });
    expect(await challengeOf(forbidden)).toBe(`${realm}, error="insufficient_scope"`);
    expect(await challengeOf(harness.call('GET', SYSTEMS, { as: 'other-ga-admin' }))).toBeNull();
  });

  it('takes a token of the issuer for this audience', async () => {
    expect(await statusWith({})).toBe(200);
  });

  it.each<[string, Partial<TokenOptions>]>([
    ['of another issuer', { issuer: 'http://127.0.0.1:1' }],
    ['for another audience', { audience: 'somebody-else' }],
    ['that has expired', { expiresAt: T0.getTime() / 1000 - 31 }],
    ['without an expiry', { expiresAt: null }],
    ['without a subject', { claims: PEOPLE['ga-admin'] }],
    ['that is not valid yet', { claims: { ...claims, nbf: T0.getTime() / 1000 + 60 } }],
  ])('401 for a token %s', async (_, options) => {
    expect(await statusWith(options)).toBe(401);
  });

  it('401 for a token that another key signed under a known id', async () => {
    expect(await statusWith({ key: await signingKey(harness.issuer.key.kid) })).toBe(401);
  });

  it('401 for a token that is not signed, or signed with the public key as a shared secret', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = { ...claims, iss: harness.issuer.url, aud: 'system-landscape', exp: T0.getTime() / 1000 + 60 };
    expect((await listWith(`Bearer ${part({ alg: 'none' })}.${part(payload)}.`)).status).toBe(401);

    const { kid, publicJwk } = harness.issuer.key;
    const forged = await new SignJWT(payload)
      .setProtectedHeader({ alg: 'HS256', kid })
      .sign(Buffer.from(JSON.stringify(publicJwk)));
    expect((await listWith(`Bearer ${forged}`)).status).toBe(401);
  });

  it('401 as soon as a verified token has expired', async () => {
    const authorization = `Bearer ${await harness.tokenOf('ga-admin')}`;
    expect((await listWith(authorization)).status).toBe(200);
    harness.clock.advance(3_631_000);
    expect((await listWith(authorization)).status).toBe(401);
  });

  it.each([[{}], ['global-account-admins'], [[1, {}]], [null], [['Global-Account-Admin']]])(
    '403 when roles are %j',
    async (roles) => {
      expect(await statusWith({ claims: { ...claims, roles } })).toBe(403);
    },
  );
});

describe('a refused token', () => {
  afterEach(() => jest.restoreAllMocks());

  it('is logged with the reason, without anything of the token or its subject, a bounded number of times', async () => {
    const warn = jest.spyOn(Logger.prototype, 'warn');
    const token = await harness.issuer.token({
      claims,
      issuedAt: T0,
      audience: 'urn:system-landscape:tenant:my300001',
    });
    // Another test may have spent what may be logged in this minute.
    const at = await harness.startInstance();
    const headers = { authorization: `Bearer ${token}` };
    for (let count = 0; count < 30; count += 1) {
      expect((await harness.call('GET', SYSTEMS, { headers, at })).status).toBe(401);
    }
    await harness.stopInstance(at);
    const logged = warn.mock.calls.filter(([line]) => (line as { audit?: string }).audit === 'token-refused');
    expect(logged).toHaveLength(20);
    expect(logged[0]).toEqual([
      { audit: 'token-refused', fault: 'audience' },
      'An access token was refused. The token is for the audience "urn:system-landscape:tenant:my300001".',
    ]);
    expect(JSON.stringify(logged)).not.toMatch(/ga-admin|eyJ/);
  });
});

describe('roles', () => {
  it.each([['global-account-admin'], ['openid global-account-admin'], [['group 7', 'global-account-admin']]])(
    'of a provider that sends %j are taken, and nothing else of it reaches a service',
    async (roles) => {
      expect(await statusWith({ claims: { ...claims, roles } })).toBe(200);
      const { headers } = harness.services.last(RPC.projection.listSystems);
      expect(JSON.parse(decodeURIComponent(headers['actor']!))).toMatchObject({ roles: ['global-account-admin'] });
    },
  );
});

describe('authorization', () => {
  const people = Object.keys(PEOPLE) as Person[];

  it.each(EACH_ROUTE)('N-01 M-02 M-03: %s: only the right roles, then only their own', async (_, route) => {
    const answers = await Promise.all(
      people.map(async (as) => {
        const { method, path, body } = route;
        const { status, body: problem } = await harness.call(method, path, { as, ...(body ? { body } : {}) });
        return [as, status < 400 ? status : `${status} ${String(problem['code'])}`] as const;
      }),
    );
    const expected = people.map((as) => {
      if (route.allowed.includes(as)) return [as, route.status];
      return [as, route.elsewhere.includes(as) ? '404 NOT_FOUND' : '403 FORBIDDEN'];
    });
    expect(Object.fromEntries(answers)).toEqual(Object.fromEntries(expected));
  });

  it('the role is checked before the scope, and both before the body', async () => {
    const body = { unknown: true };
    expect((await harness.call('POST', SYSTEMS, { as: 'other-ga-viewer', body })).status).toBe(403);
    expect((await harness.call('POST', SYSTEMS, { as: 'ga-viewer', body })).status).toBe(403);
    expect((await harness.call('POST', SYSTEMS, { as: 'other-ga-admin', body })).status).toBe(404);
    expect((await harness.call('POST', SYSTEMS, { as: 'ga-admin', body })).status).toBe(400);
  });

  it.each([
    ['malformed JSON', 'application/json', '{'],
    ['another media type', 'text/plain', 'x'],
  ])('%s is refused only after authorization', async (_, contentType, text) => {
    const send = (as?: Person) =>
      harness.call('POST', SYSTEMS, { text, headers: { 'content-type': contentType }, ...(as ? { as } : {}) });
    const answers = [await send(), await send('ga-viewer'), await send('other-ga-admin')];
    expect(answers.map(({ status }) => status)).toEqual([401, 403, 404]);
    expect([400, 415]).toContain((await send('ga-admin')).status);
  });

  it('another account and a missing one get the same answer', async () => {
    const other = await harness.call('GET', SYSTEMS, { as: 'other-ga-admin' });
    const never = await harness.call('GET', '/v1/global-accounts/never/systems', { as: 'ga-admin' });
    const same = ({ body }: typeof other) => ({ ...body, correlationId: '' });
    expect(same(other)).toEqual(same(never));
  });

  it('a token without an account gives access to none', async () => {
    const token = await harness.issuer.token({
      claims: { sub: 'x', roles: ['global-account-admin'] },
      issuedAt: T0,
    });
    const answer = await harness.call('GET', '/v1/global-accounts/undefined/systems', {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(answer.status).toBe(404);
  });

  it('sends the caller of the token to the services, and no caller from headers', async () => {
    await harness.call('GET', SYSTEMS, {
      as: 'ga-viewer',
      headers: { actor: '{"subject":"mallory"}', 'x-forwarded-user': 'mallory' },
    });
    const { headers } = harness.services.last(RPC.projection.listSystems);
    expect(JSON.parse(decodeURIComponent(headers['actor']!))).toEqual({
      subject: 'ga-viewer',
      roles: ['system-landscape-viewer'],
      globalAccountId: 'ga-demo',
    });
  });
});

describe('without a token', () => {
  it.each(['/health/live', '/health/ready', '/.well-known/jwks.json', '/openapi.json', '/docs'])(
    'GET %s answers',
    async (path) => {
      expect((await harness.call('GET', path)).status).toBe(200);
    },
  );

  it('the keys of integration tokens are those of the file', async () => {
    const { body } = await harness.call('GET', '/.well-known/jwks.json');
    expect(body).toEqual({ keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'AA', kid: 'k1', alg: 'EdDSA', use: 'sig' }] });
  });

  it('M-27: the tenant-side procedure can be read', async () => {
    const page = await harness.call('GET', '/docs/tenant-side');
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toMatch(/^text\/html/);
    expect(page.text).toContain('extensions');
  });
});

it('every route is in the table once', () => {
  expect(new Set(ROUTES.map(({ method, template }) => `${method} ${template}`)).size).toBe(ROUTES.length);
});
