import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccessTokenUnavailable, ClientCredentials, type ClientCredentialsOptions } from './access-tokens.js';

let server: Server;
let issuer: string;
let fetched: { authorization: string | undefined; body: string }[];
let tokenAnswer: { status: number; body: unknown };
let discovery: Record<string, unknown>;

beforeEach(async () => {
  fetched = [];
  tokenAnswer = { status: 200, body: {} };
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/.well-known/openid-configuration') {
        response.end(JSON.stringify(discovery));
        return;
      }
      fetched.push({ authorization: request.headers.authorization, body });
      response.statusCode = tokenAnswer.status;
      response.end(
        JSON.stringify({ access_token: `token-${fetched.length}`, expires_in: 3600, ...(tokenAnswer.body as object) }),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  discovery = { issuer, token_endpoint: `${issuer}/oauth/token` };
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const RESOURCE = 'urn:tenant:a';
const credentials = (options: Partial<ClientCredentialsOptions> = {}) =>
  new ClientCredentials({ issuer, clientId: 'system-landscape', clientSecret: 'p:ß', ...options });
const jwtFor = (aud: unknown) => `e30.${Buffer.from(JSON.stringify({ aud })).toString('base64url')}.c2ln`;

it('fetches from the discovered token endpoint, with form-encoded credentials', async () => {
  expect(await credentials().token(RESOURCE)).toBe('token-1');

  const basic = Buffer.from(fetched[0]!.authorization!.slice('Basic '.length), 'base64').toString();
  expect(basic).toBe('system-landscape:p%3A%C3%9F');
  expect(fetched[0]!.body).toBe('grant_type=client_credentials&resource=urn%3Atenant%3Aa');
});

it('fetches one token for concurrent callers', async () => {
  const source = credentials();

  expect(new Set(await Promise.all(Array.from({ length: 50 }, () => source.token(RESOURCE))))).toEqual(
    new Set(['token-1']),
  );
});

it('replaces a token shortly before it expires', async () => {
  let now = 0;
  const source = credentials({ now: () => now });
  await source.token(RESOURCE);

  now = 3_539_999;
  expect(await source.token(RESOURCE)).toBe('token-1');
  now = 3_540_000;
  expect(await source.token(RESOURCE)).toBe('token-2');
});

it('fetches a new token after one was forgotten', async () => {
  const source = credentials();
  source.forget(await source.token(RESOURCE), RESOURCE);

  expect(await source.token(RESOURCE)).toBe('token-2');
});

it('reports that the provider refuses the client, without its secret', async () => {
  tokenAnswer = { status: 401, body: { error: 'invalid_client' } };

  const refusal = await credentials()
    .token(RESOURCE)
    .catch((error: unknown) => error as Error);

  expect(refusal).toBeInstanceOf(AccessTokenUnavailable);
  expect(String(refusal)).toContain('refused client system-landscape (HTTP 401, invalid_client)');
  expect(String(refusal)).not.toContain('p:ß');
});

it('recovers when the provider does', async () => {
  const source = credentials();
  tokenAnswer = { status: 503, body: {} };
  await expect(source.token(RESOURCE)).rejects.toThrow('HTTP 503');
  tokenAnswer = { status: 200, body: {} };

  expect(await source.token(RESOURCE)).toBe('token-2');
});

it.each([
  [{ issuer: 'http://elsewhere' }, 'names the issuer http://elsewhere. Set OIDC_ISSUER'],
  [{ token_endpoint: 'ftp://x' }, 'has no valid token_endpoint in its discovery document'],
  [{ token_endpoint: undefined }, 'names no token_endpoint'],
])('rejects a discovery document with %j', async (change, message) => {
  discovery = { ...discovery, ...change };

  await expect(credentials().token(RESOURCE)).rejects.toThrow(message);
});

it('reports that the provider does not answer', async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));

  await expect(credentials().token(RESOURCE)).rejects.toThrow(`The OpenID provider at ${issuer} did not answer.`);
});

describe('a token for one resource', () => {
  it('is used for no other', async () => {
    const source = credentials();
    const [first, again, other] = [
      await source.token('urn:tenant:a'),
      await source.token('urn:tenant:a'),
      await source.token('urn:tenant:b'),
    ];
    expect([first, again, other]).toEqual(['token-1', 'token-1', 'token-2']);
    source.forget(first, 'urn:tenant:b');
    expect(await source.token('urn:tenant:a')).toBe('token-1');
  });

  it.each([
    ['resource', 'grant_type=client_credentials&resource=urn%3Atenant%3Aa'],
    ['audience', 'grant_type=client_credentials&audience=urn%3Atenant%3Aa'],
    ['scope', 'grant_type=client_credentials&scope=urn%3Atenant%3Aa'],
    ['none', 'grant_type=client_credentials'],
  ] as const)('is asked for with %s', async (resourceParameter, body) => {
    await credentials({ resourceParameter }).token(RESOURCE);
    expect(fetched[0]!.body).toBe(body);
  });

  it('of a provider that ignores the resource is not used, and the message says so', async () => {
    tokenAnswer.body = { access_token: jwtFor('account') };
    await expect(credentials().token(RESOURCE)).rejects.toThrow(
      'ignores "resource": its token is not for urn:tenant:a. Let it issue tokens for this audience, or set TENANT_TOKEN_PARAMETER',
    );
    tokenAnswer.body = { access_token: jwtFor(['account', RESOURCE]) };
    expect(await credentials().token(RESOURCE)).toBe(jwtFor(['account', RESOURCE]));
    tokenAnswer.body = { access_token: jwtFor('account') };
    expect(await credentials({ resourceParameter: 'none' }).token(RESOURCE)).toBe(jwtFor('account'));
  });

  it('without a resource parameter, one token serves all', async () => {
    const source = credentials({ resourceParameter: 'none' });
    expect([await source.token('urn:tenant:a'), await source.token('urn:tenant:b')]).toEqual(['token-1', 'token-1']);
  });
});
