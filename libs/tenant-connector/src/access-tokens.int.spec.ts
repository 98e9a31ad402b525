import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AccessTokenUnavailable, ClientCredentials } from './access-tokens.js';

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

const credentials = (now?: () => number) =>
  new ClientCredentials({ issuer, clientId: 'system-landscape', clientSecret: 'p:ß', ...(now && { now }) });

it('fetches from the discovered token endpoint, with form-encoded credentials', async () => {
  expect(await credentials().token()).toBe('token-1');

  const basic = Buffer.from(fetched[0]!.authorization!.slice('Basic '.length), 'base64').toString();
  expect(basic).toBe('system-landscape:p%3A%C3%9F');
  expect(fetched[0]!.body).toBe('grant_type=client_credentials');
});

it('fetches one token for concurrent callers', async () => {
  const source = credentials();

  expect(new Set(await Promise.all(Array.from({ length: 50 }, () => source.token())))).toEqual(new Set(['token-1']));
});

it('replaces a token shortly before it expires', async () => {
  let now = 0;
  const source = credentials(() => now);
  await source.token();

  now = 3_539_999;
  expect(await source.token()).toBe('token-1');
  now = 3_540_000;
  expect(await source.token()).toBe('token-2');
});

it('fetches a new token after one was forgotten', async () => {
  const source = credentials();
  source.forget(await source.token());

  expect(await source.token()).toBe('token-2');
});

it('reports that the provider refuses the client, without its secret', async () => {
  tokenAnswer = { status: 401, body: { error: 'invalid_client' } };

  const refusal = await credentials()
    .token()
    .catch((error: unknown) => error as Error);

  expect(refusal).toBeInstanceOf(AccessTokenUnavailable);
  expect(String(refusal)).toContain('refused client system-landscape (HTTP 401, invalid_client)');
  expect(String(refusal)).not.toContain('p:ß');
});

it('recovers when the provider does', async () => {
  const source = credentials();
  tokenAnswer = { status: 503, body: {} };
  await expect(source.token()).rejects.toThrow('HTTP 503');
  tokenAnswer = { status: 200, body: {} };

  expect(await source.token()).toBe('token-2');
});

it.each([
  [{ issuer: 'http://elsewhere' }, 'has another issuer in its discovery document'],
  [{ token_endpoint: 'ftp://x' }, 'has no valid token endpoint in its discovery document'],
])('rejects a discovery document with %j', async (change, message) => {
  discovery = { ...discovery, ...change };

  await expect(credentials().token()).rejects.toThrow(message);
});

it('reports that the provider does not answer', async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));

  await expect(credentials().token()).rejects.toThrow(`The OpenID provider at ${issuer} did not answer.`);
});
