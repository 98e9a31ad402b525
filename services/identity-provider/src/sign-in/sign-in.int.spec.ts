import { type RunningService, temporaryFolder } from '@system-landscape/test-support';
import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import { createHash, randomBytes } from 'node:crypto';
import { DEMO_USERS } from '../users/demo-users.js';
import { Browser } from '../testing/browser.js';
import { COCKPIT, ISSUER, startIdentityProvider } from '../testing/start-identity-provider.js';

const REDIRECT = `${COCKPIT}/signed-in`;

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let service: RunningService;
let url: string;
beforeAll(async () => {
  folder = await temporaryFolder('sign-in');
  service = await startIdentityProvider(folder.path);
  url = service.url;
});
afterAll(async () => {
  await service.stop();
  await folder.remove();
});

function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** The authorization request of the cockpit. */
function authorizationRequest(verifier: string, changes: Record<string, string | undefined> = {}): string {
  const parameters: Record<string, string | undefined> = {
    client_id: 'cockpit',
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: 'openid profile',
    resource: 'urn:system-landscape',
    state: 'state-1',
    nonce: 'nonce-1',
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
    ...changes,
  };
  const given = Object.entries(parameters).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return `/auth?${new URLSearchParams(given).toString()}`;
}

/** Signs in on the page. @returns the URL that the provider redirects back to */
async function signIn(browser: Browser, user: string, verifier: string): Promise<URL> {
  const { url: page } = await browser.open(authorizationRequest(verifier));
  return (await browser.open(page.pathname, { person: user })).url;
}

/** Submits the form that ends the current session. */
function signOut(browser: Browser, page: string): Promise<{ url: URL }> {
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)![1]!;
  return browser.open('/session/end/confirm', { xsrf, logout: 'yes' });
}

async function redeem(code: string, verifier: string) {
  const form = { grant_type: 'authorization_code', client_id: 'cockpit', redirect_uri: REDIRECT, code };
  const body = new URLSearchParams({ ...form, code_verifier: verifier });
  const response = await fetch(`${url}/token`, { method: 'POST', body });
  return { status: response.status, body: (await response.json()) as Record<string, string> };
}

async function claimsOf(token: string, audience: string): Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL(`${url}/jwks`));
  return (await jwtVerify(token, keys, { issuer: ISSUER, audience })).payload;
}

const verifierOf = () => randomBytes(32).toString('base64url');

describe('signing in', () => {
  it.each(DEMO_USERS.map((user) => [user.name, user] as const))(
    'gives %s tokens with their claims',
    async (name, user) => {
      const verifier = verifierOf();
      const back = await signIn(new Browser(url), user.id, verifier);
      expect(back.origin + back.pathname).toBe(REDIRECT);
      expect(back.searchParams.get('state')).toBe('state-1');
      expect(back.searchParams.get('iss')).toBe(ISSUER);

      const { status, body } = await redeem(back.searchParams.get('code')!, verifier);
      expect([status, body['token_type'], body['expires_in']]).toEqual([200, 'Bearer', 3600]);
      const access = await claimsOf(body['access_token']!, 'system-landscape');
      expect(access).toMatchObject({ sub: user.id, name, roles: user.roles });
      expect([access['global_account'], access['tenant']]).toEqual([user.globalAccount, user.tenant]);
      expect(await claimsOf(body['id_token']!, 'cockpit')).toMatchObject({ sub: user.id, name, nonce: 'nonce-1' });
    },
  );

  it('lists the users with their role and scope, without a script', async () => {
    const { response } = await new Browser(url).open(authorizationRequest(verifierOf()));
    const page = await response.text();

    for (const { name } of DEMO_USERS) expect(page).toContain(name);
    expect(page).toContain('Tenant administrator, tenant my300001');
    expect(page).not.toMatch(/<script|https?:\/\//);
    expect(response.headers.get('content-security-policy')).toMatch(/default-src 'none'.*frame-ancestors 'none'/);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  it('does not prompt while the session lasts, with and without prompt=none', async () => {
    const browser = new Browser(url);
    await signIn(browser, 'vera.winter', verifierOf());

    for (const prompt of [undefined, 'none']) {
      const verifier = verifierOf();
      const { url: back } = await browser.open(authorizationRequest(verifier, { prompt }));
      const { body } = await redeem(back.searchParams.get('code')!, verifier);
      expect(await claimsOf(body['access_token']!, 'system-landscape')).toMatchObject({ sub: 'vera.winter' });
    }
    expect(browser.setCookies.length).toBeGreaterThan(0);
    for (const cookie of browser.setCookies) expect(cookie).toMatch(/samesite=lax.*httponly/i);
  });

  it('fails with login_required when prompt=none needs a sign-in', async () => {
    const { url: back } = await new Browser(url).open(authorizationRequest(verifierOf(), { prompt: 'none' }));
    expect(back.searchParams.get('error')).toBe('login_required');
  });

  it('lets another user sign in with prompt=login', async () => {
    const browser = new Browser(url);
    await signIn(browser, 'vera.winter', verifierOf());

    const verifier = verifierOf();
    const { url: page } = await browser.open(authorizationRequest(verifier, { prompt: 'login' }));
    const { response } = await browser.open(page.pathname, { person: 'olga.petrov' });
    const { url: back } = await signOut(browser, await response.text());
    const { body } = await redeem(back.searchParams.get('code')!, verifier);
    expect(await claimsOf(body['access_token']!, 'system-landscape')).toMatchObject({ sub: 'olga.petrov' });
  });
});

describe('signing out', () => {
  it('asks for confirmation, ends the session and redirects to the cockpit', async () => {
    const browser = new Browser(url);
    const verifier = verifierOf();
    const back = await signIn(browser, 'grace.albright', verifier);
    const { body } = await redeem(back.searchParams.get('code')!, verifier);
    const hint = new URLSearchParams({ id_token_hint: body['id_token']!, post_logout_redirect_uri: `${COCKPIT}/` });
    const { response } = await browser.open(`/session/end?${hint.toString()}`);
    const page = await response.text();
    expect(page).toMatch(/<button[^>]*>Sign out<\/button>/);

    const { url: end } = await signOut(browser, page);
    expect(end.href).toBe(`${COCKPIT}/`);
    const { url: next } = await browser.open(authorizationRequest(verifierOf(), { prompt: 'none' }));
    expect(next.searchParams.get('error')).toBe('login_required');
  });

  it('redirects to the cockpit only', async () => {
    const { response } = await new Browser(url).open(
      '/session/end?client_id=cockpit&post_logout_redirect_uri=https%3A%2F%2Felsewhere.example%2F',
    );
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('post_logout_redirect_uri not registered');
  });
});

describe('the provider rejects', () => {
  it('a wrong code verifier', async () => {
    const verifier = verifierOf();
    const code = (await signIn(new Browser(url), 'grace.albright', verifier)).searchParams.get('code')!;
    expect(await redeem(code, verifierOf())).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it('a code that was used', async () => {
    const verifier = verifierOf();
    const code = (await signIn(new Browser(url), 'grace.albright', verifier)).searchParams.get('code')!;
    expect((await redeem(code, verifier)).status).toBe(200);
    expect(await redeem(code, verifier)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });

  it.each([
    ['no PKCE', { code_challenge: undefined, code_challenge_method: undefined }, 'invalid_request'],
    ['a plain challenge', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['another resource', { resource: 'urn:other' }, 'invalid_target'],
  ])('%s', async (_name, changes, error) => {
    const { url: back } = await new Browser(url).open(authorizationRequest(verifierOf(), changes));
    expect(back.origin + back.pathname).toBe(REDIRECT);
    expect(back.searchParams.get('error')).toBe(error);
  });

  it('another redirect URI, without redirecting', async () => {
    const changes = { redirect_uri: 'https://elsewhere.example/signed-in' };
    const { url: end, response } = await new Browser(url).open(authorizationRequest(verifierOf(), changes));
    expect([end.origin, response.status]).toEqual([url, 400]);
    expect(await response.text()).toContain('redirect_uri');
  });

  it('an unknown user, and an interaction of another browser', async () => {
    const browser = new Browser(url);
    const { url: page } = await browser.open(authorizationRequest(verifierOf()));
    expect((await browser.open(page.pathname, { person: 'nobody' })).response.status).toBe(400);
    const foreign = await new Browser(url).open(page.pathname, { person: 'grace.albright' });
    expect(foreign.response.status).toBe(400);
    expect(await foreign.response.text()).toContain('Begin it again in the cockpit.');
  });

  it('the authorization code flow for a client credentials client', async () => {
    const { response } = await new Browser(url).open(authorizationRequest(verifierOf(), { client_id: 'ga-admin' }));
    expect(response.status).toBe(400);
  });
});

describe('CORS', () => {
  it.each(['/token', '/jwks', '/.well-known/openid-configuration'])('allows %s for the cockpit only', async (path) => {
    const headers = { origin: 'https://elsewhere.example', 'access-control-request-method': 'POST' };
    const preflight = await fetch(url + path, { method: 'OPTIONS', headers });
    expect(preflight.status).toBe(204);
    const answer = await fetch(url + path, { method: path === '/token' ? 'POST' : 'GET', headers });
    for (const { headers } of [preflight, answer]) expect(headers.get('access-control-allow-origin')).toBe(COCKPIT);
  });
});
