import { type RunningService, temporaryFolder } from '@system-landscape/test-support';
import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DEMO_CLIENTS } from './clients/demo-clients.js';
import { ISSUER, startIdentityProvider as start } from './testing/start-identity-provider.js';

const basic = (clientId: string, secret: string) => `Basic ${Buffer.from(`${clientId}:${secret}`).toString('base64')}`;

async function askForToken(
  url: string,
  form: Record<string, string>,
  authorization?: string,
): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${url}/token`, {
    method: 'POST',
    headers: { ...(authorization !== undefined && { authorization }) },
    body: new URLSearchParams({ grant_type: 'client_credentials', ...form }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function tokenOf(url: string, clientId: string): Promise<string> {
  const { body } = await askForToken(url, {}, basic(clientId, 'demo'));
  return String(body['access_token']);
}

async function claimsOf(url: string, token: string): Promise<JWTPayload> {
  const keys = createRemoteJWKSet(new URL(`${url}/jwks`));
  return (await jwtVerify(token, keys, { issuer: ISSUER, audience: 'system-landscape' })).payload;
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
beforeAll(async () => {
  folder = await temporaryFolder('identity-provider');
});
afterAll(() => folder.remove());

describe('a running provider', () => {
  let service: RunningService;
  let url: string;
  beforeAll(async () => {
    service = await start(folder.path);
    url = service.url;
  });
  afterAll(() => service.stop());

  it.each(DEMO_CLIENTS.map((client) => [client.clientId, client] as const))(
    'gives %s a token with its claims',
    async (clientId, client) => {
      const claims = await claimsOf(url, await tokenOf(url, clientId));

      expect(claims).toMatchObject({ sub: clientId, roles: client.roles });
      expect(claims['global_account']).toBe(client.globalAccount);
      expect(claims['tenant']).toBe(client.tenant);
      expect(claims.exp! - claims.iat!).toBe(3600);
    },
  );

  it('accepts the secret as HTTP Basic and as form fields', async () => {
    const asBasic = await askForToken(url, {}, basic('ga-admin', 'demo'));
    const asForm = await askForToken(url, { client_id: 'ga-admin', client_secret: 'demo' });

    expect([asBasic.status, asForm.status]).toEqual([200, 200]);
    expect(asForm.body).toMatchObject({ token_type: 'Bearer', expires_in: 3600 });
  });

  it.each([
    ['a wrong secret', { client_id: 'ga-admin', client_secret: 'Demo' }, 401, 'invalid_client'],
    ['no secret', { client_id: 'ga-admin' }, 401, 'invalid_client'],
    ['an unknown client', { client_id: 'nobody', client_secret: 'demo' }, 401, 'invalid_client'],
    [
      'another grant',
      { client_id: 'ga-admin', client_secret: 'demo', grant_type: 'password' },
      400,
      'unsupported_grant_type',
    ],
    [
      'another resource',
      { client_id: 'ga-admin', client_secret: 'demo', resource: 'urn:other' },
      400,
      'invalid_target',
    ],
  ])('refuses %s', async (_name, form, status, error) => {
    expect(await askForToken(url, form)).toMatchObject({ status, body: { error } });
  });

  it('publishes its metadata', async () => {
    const discovery = await (await fetch(`${url}/.well-known/openid-configuration`)).json();

    expect(discovery).toMatchObject({
      issuer: ISSUER,
      token_endpoint: `${url}/token`,
      jwks_uri: `${url}/jwks`,
      authorization_endpoint: `${url}/auth`,
      end_session_endpoint: `${url}/session/end`,
      grant_types_supported: ['authorization_code', 'client_credentials'],
      response_types_supported: ['code'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['client_secret_basic', 'client_secret_post', 'none'],
    });
  });

  it('publishes no private key', async () => {
    const { keys } = (await (await fetch(`${url}/jwks`)).json()) as { keys: Record<string, unknown>[] };

    expect(keys).toHaveLength(1);
    expect(keys[0]).not.toHaveProperty('d');
  });

  it.each(['/health/live', '/health/ready', '/metrics'])('answers %s', async (path) => {
    expect((await fetch(url + path)).status).toBe(200);
  });

  it.each(['/interaction/x', '/reg', '/me', '/request'])('has no %s', async (path) => {
    expect((await fetch(url + path)).status).toBe(404);
  });

  it('logs no warnings', () => {
    expect(service.output()).not.toMatch(/warning/i);
  });
});

it('keeps its keys over a restart, so that tokens stay valid', async () => {
  const first = await start(folder.path);
  const token = await tokenOf(first.url, 'operator');
  await first.kill();

  const second = await start(folder.path);
  expect(await claimsOf(second.url, token)).toMatchObject({ sub: 'operator' });
  await second.stop();
});

it('replaces the demo clients by those of a file', async () => {
  const file = join(folder.path, 'clients.json');
  await writeFile(
    file,
    '[{"clientId": "load", "clientSecret": "s", "roles": ["operator"], "globalAccount": "ga-load"}]',
  );
  const service = await start(folder.path, { CLIENTS_FILE: file });
  const { url } = service;

  const { body } = await askForToken(url, {}, basic('load', 's'));
  expect(await claimsOf(url, String(body['access_token']))).toMatchObject({ global_account: 'ga-load' });
  expect(await askForToken(url, {}, basic('ga-admin', 'demo'))).toMatchObject({ status: 401 });
  await service.stop();
});

it('names https endpoints behind a proxy that ends TLS', async () => {
  const service = await start(folder.path, { ISSUER: 'https://identity.example' });
  const headers = { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'identity.example' };
  const response = await fetch(`${service.url}/.well-known/openid-configuration`, { headers });

  expect(await response.json()).toMatchObject({
    token_endpoint: 'https://identity.example/token',
    jwks_uri: 'https://identity.example/jwks',
  });
  await service.stop();
});

it('reports every invalid setting', async () => {
  const file = join(folder.path, 'broken.json');
  await writeFile(file, '[{"clientId": "a", "clientSecret": "s3cret"}]');

  const refusal = await start(folder.path, {
    CLIENTS_FILE: file,
    PORT: '99999',
    ISSUER: 'identity',
    COCKPIT_ORIGIN: 'http://cockpit.example/app',
  }).catch(String);

  expect(refusal).toContain('exit code 1');
  expect(refusal).toContain('PORT must be a port');
  expect(refusal).toContain('ISSUER must be an http or https URL');
  expect(refusal).toContain('COCKPIT_ORIGIN must be an origin such as');
  expect(refusal).toContain(`CLIENTS_FILE names ${file}, whose content is wrong: it has a mistake in client 1: roles`);
  expect(refusal).not.toContain('s3cret');
});
