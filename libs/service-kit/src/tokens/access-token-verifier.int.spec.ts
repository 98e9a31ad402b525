import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';
import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SettableClock } from '../clock/clock.js';
import { AccessTokenVerifier, TokenRefused } from './access-token-verifier.js';
import { ProviderUnavailable } from './openid-discovery.js';

const MINUTE = 60_000;
const clock = new SettableClock('2026-01-05T08:00:00.000Z');
const seconds = (offset = 0) => clock.now().getTime() / 1_000 + offset;

interface Key {
  readonly alg: string;
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

/** A document that is never answered. */
const HANGS = 'hangs';

let server: Server;
let origin: string;
let documents: Record<string, object | string | { redirect: string }>;
let asked: string[];
let monotonic: number;
let first: Key;

beforeAll(async () => {
  server = createServer((request, response) => {
    const document = documents[request.url ?? ''];
    asked.push(request.url ?? '');
    response.setHeader('connection', 'close');
    if (document === HANGS) return undefined;
    if (document === undefined) return void response.writeHead(404).end('not here');
    if (typeof document === 'string') return void response.end(document);
    if ('redirect' in document) return void response.writeHead(302, { location: String(document.redirect) }).end();
    response.end(JSON.stringify(document));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  first = await keyOf('ES256', { kid: 'first' });
});
afterAll(() => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
});
beforeEach(() => {
  clock.set('2026-01-05T08:00:00.000Z');
  monotonic = 1_000_000;
  asked = [];
  documents = { '/.well-known/openid-configuration': { issuer: origin, jwks_uri: `${origin}/keys` } };
  publish(first.jwk);
});

async function keyOf(alg: string, members: Partial<JWK> = {}): Promise<Key> {
  const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
  return { alg, privateKey, jwk: { ...(await exportJWK(publicKey)), ...members } };
}

const publish = (...keys: JWK[]) => void (documents['/keys'] = { keys });

function tokenOf(key: Key, claims: JWTPayload = {}, header: Record<string, unknown> = {}): Promise<string> {
  const payload = { sub: 'ada', iss: origin, aud: 'landscape', exp: seconds(3600), iat: seconds(), ...claims };
  const kid = key.jwk.kid === undefined ? {} : { kid: key.jwk.kid };
  return new SignJWT(payload).setProtectedHeader({ alg: key.alg, ...kid, ...header }).sign(key.privateKey);
}

const verifier = (issuer = origin) =>
  new AccessTokenVerifier({
    ...{ issuer, clock, leewayMs: 30_000, maxAgeMs: 5 * MINUTE, maxOutageMs: 60 * MINUTE },
    now: () => monotonic,
  });

/** `taken`, or why the token was refused. */
async function outcome(token: Promise<string> | string, by = verifier()): Promise<string> {
  try {
    await by.verify(await token, 'landscape');
    return 'taken';
  } catch (error) {
    if (error instanceof TokenRefused) return error.fault;
    if (error instanceof ProviderUnavailable) return 'unavailable';
    throw error;
  }
}

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('keys of providers as they are', () => {
  it.each(['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA'])('%s, with alg and use, and without', async (alg) => {
    const full = await keyOf(alg, { kid: 'a', alg, use: 'sig' });
    const bare = { ...full, jwk: { ...full.jwk, alg: undefined, use: undefined } as unknown as JWK };
    publish(full.jwk);
    expect(await outcome(tokenOf(full))).toBe('taken');
    publish(JSON.parse(JSON.stringify(bare.jwk)) as JWK);
    expect(await outcome(tokenOf(full))).toBe('taken');
  });

  it('a token without kid is tried with every key that fits', async () => {
    const [other, own, rsa] = [
      await keyOf('ES256', { kid: 'x' }),
      await keyOf('ES256', { kid: 'y' }),
      await keyOf('RS256'),
    ];
    publish(rsa.jwk, other.jwk, own.jwk);
    expect(await outcome(tokenOf(own, {}, { kid: undefined }))).toBe('taken');
    expect(await outcome(tokenOf(await keyOf('ES256'), {}))).toBe('signature');
  });

  it('several keys with the same kid are all tried', async () => {
    const [other, own] = [await keyOf('ES256', { kid: 'same' }), await keyOf('ES256', { kid: 'same' })];
    publish(other.jwk, own.jwk);
    expect(await outcome(tokenOf(own))).toBe('taken');
  });

  it('a key without kid is tried for a token with one', async () => {
    const own = await keyOf('RS256');
    publish(own.jwk);
    expect(await outcome(tokenOf(own, {}, { kid: 'unpublished' }))).toBe('taken');
  });

  it('a key for encryption or for another algorithm signs no token', async () => {
    const own = await keyOf('RS256', { kid: 'k' });
    for (const members of [{ use: 'enc' }, { alg: 'RSA-OAEP' }, { alg: 'PS256' }, { key_ops: ['encrypt'] }]) {
      publish({ ...own.jwk, ...members });
      expect([members, await outcome(tokenOf(own))]).toEqual([members, 'unknown-key']);
    }
  });

  it('unusable keys in the set do no harm to the others', async () => {
    const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' }) as JWK;
    documents['/keys'] = {
      keys: [null, 1, { kty: 'oct', k: 'AA' }, { kty: 'EC', crv: 'P-256', x: '!' }, weak, first.jwk],
    };
    expect(await outcome(tokenOf(first))).toBe('taken');
  });
});

describe('a token is refused', () => {
  it('that is not signed, or signed with the public key as a shared secret', async () => {
    const payload = part({ sub: 'ada', iss: origin, aud: 'landscape', exp: seconds(60) });
    expect(await outcome(`${part({ alg: 'none' })}.${payload}.`)).toBe('algorithm');
    const secret = Buffer.from(JSON.stringify(first.jwk));
    const forged = new SignJWT({ sub: 'ada', iss: origin, aud: 'landscape', exp: seconds(60) });
    expect(await outcome(forged.setProtectedHeader({ alg: 'HS256', kid: 'first' }).sign(secret))).toBe('algorithm');
  });

  it.each<[string, JWTPayload, string]>([
    ['of another issuer', { iss: 'https://elsewhere.example' }, 'issuer'],
    ['for another audience', { aud: ['elsewhere', 'urn:tenant'] }, 'audience'],
    ['without audience', { aud: undefined }, 'audience'],
    ['without an expiry', { exp: undefined }, 'claim'],
    ['whose expiry is no number', { exp: 'tomorrow' as unknown as number }, 'claim'],
    ['without a subject', { sub: undefined }, 'claim'],
    ['that has expired', { exp: Date.parse('2026-01-05T08:00:00Z') / 1_000 - 31 }, 'expired'],
    ['that is not valid yet', { nbf: Date.parse('2026-01-05T08:00:00Z') / 1_000 + 31 }, 'not-yet-valid'],
    ['issued in the future', { iat: Date.parse('2026-01-05T08:00:00Z') / 1_000 + 31 }, 'issued-in-the-future'],
  ])('%s', async (_, claims, fault) => {
    expect(await outcome(tokenOf(first, claims))).toBe(fault);
  });

  it.each(['', 'x', 'a.b', 'a.b.c', '....', `${part({ alg: 5 })}.e30.x`])('that is "%s"', async (token) => {
    expect(['malformed', 'algorithm']).toContain(await outcome(token));
  });

  it('of another type, such as one for logging out', async () => {
    expect(await outcome(tokenOf(first, {}, { typ: 'logout+jwt' }))).toBe('type');
  });

  it('with a reason that holds nothing of the token', async () => {
    const token = await tokenOf(first, { sub: 'ada.personal', email: 'ada@example.org', aud: 'elsewhere' });
    const refusal = await verifier()
      .verify(token, 'landscape')
      .then(() => '', String);
    expect(refusal).toContain('elsewhere');
    expect(refusal).not.toMatch(/ada|eyJ/);
  });
});

it.each(['at+jwt', 'application/at+jwt', 'JWT', 'AT+JWT', undefined])('the type %s is taken', async (typ) => {
  expect(await outcome(tokenOf(first, {}, { typ }))).toBe('taken');
});

it('small differences of the clocks are tolerated, and several audiences', async () => {
  const claims = { aud: ['other', 'landscape'], nbf: seconds(29), iat: seconds(29), azp: 'client' };
  expect(await outcome(tokenOf(first, claims))).toBe('taken');
  expect(await outcome(tokenOf(first, { exp: seconds(-29) }))).toBe('taken');
});

it('a token for one audience is refused for another, also when it is cached', async () => {
  const own = verifier();
  const token = await tokenOf(first);
  await own.verify(token, 'landscape');
  await expect(own.verify(token, 'elsewhere')).rejects.toThrow('for the audience "landscape"');
});

describe('discovery', () => {
  it.each([
    ['', '/'],
    ['/', ''],
    ['/realm', '/realm/'],
    ['/realm/', '/realm'],
  ])('an issuer that is set as "%s" and spelt "%s" by the provider', async (set, spelt) => {
    const place = `${set.replace(/\/$/, '')}/.well-known/openid-configuration`;
    documents[place] = { issuer: origin + spelt, jwks_uri: `${origin}/keys` };
    expect(await outcome(tokenOf(first, { iss: origin + spelt }), verifier(origin + set))).toBe('taken');
    expect(await outcome(tokenOf(first, { iss: `${origin}/another` }), verifier(origin + set))).toBe('issuer');
  });

  it('a provider with metadata of RFC 8414 only', async () => {
    const issuer = `${origin}/tenant`;
    documents = {
      '/.well-known/oauth-authorization-server/tenant': { issuer, jwks_uri: `${origin}/keys` },
      '/keys': { keys: [first.jwk] },
    };
    expect(await outcome(tokenOf(first, { iss: issuer }), verifier(issuer))).toBe('taken');
  });

  it('a document that has moved, and keys that move later', async () => {
    const own = verifier();
    documents['/moved'] = documents['/.well-known/openid-configuration']!;
    documents['/.well-known/openid-configuration'] = { redirect: '/moved' };
    expect(await outcome(tokenOf(first), own)).toBe('taken');
    documents['/moved'] = { issuer: origin, jwks_uri: `${origin}/keys/new` };
    const next = await keyOf('ES256', { kid: 'next' });
    documents['/keys/new'] = { keys: [next.jwk] };
    monotonic += MINUTE;
    expect(await outcome(tokenOf(next), own)).toBe('taken');
  });

  it.each<[string, object | string]>([
    ['another issuer', { issuer: 'https://elsewhere.example', jwks_uri: 'https://elsewhere.example/keys' }],
    ['no keys', { issuer: 'ORIGIN' }],
    ['keys at no URL', { issuer: 'ORIGIN', jwks_uri: 'javascript:1' }],
    ['a page', '<html>Maintenance</html>'],
    ['too much', `{"issuer": "${'x'.repeat(600_000)}"}`],
  ])('%s: unavailable', async (_, document) => {
    documents['/.well-known/openid-configuration'] =
      typeof document === 'string'
        ? document
        : (JSON.parse(JSON.stringify(document).replace('ORIGIN', origin)) as object);
    expect(await outcome(tokenOf(first))).toBe('unavailable');
  });
});

describe('keys that the provider withdraws', () => {
  const reads = () => asked.filter((path) => path === '/keys').length;

  it('end within their maximum age, also for tokens that were verified before', async () => {
    const own = verifier();
    const token = await tokenOf(first);
    expect(await outcome(token, own)).toBe('taken');
    publish((await keyOf('ES256', { kid: 'second' })).jwk);
    expect(await outcome(token, own)).toBe('taken');
    monotonic += 5 * MINUTE;
    expect(await outcome(token, own)).toBe('unknown-key');
  });

  it('end for all tokens when an unknown key has shown the change', async () => {
    const own = verifier();
    const token = await tokenOf(first);
    expect(await outcome(token, own)).toBe('taken');
    const second = await keyOf('ES256', { kid: 'second' });
    publish(second.jwk);
    monotonic += 6_000;
    expect(await outcome(tokenOf(second), own)).toBe('taken');
    expect(await outcome(token, own)).toBe('unknown-key');
  });

  it('are replaced by a key of the same name: tokens of the first are refused', async () => {
    const own = verifier();
    const token = await tokenOf(first);
    expect(await outcome(token, own)).toBe('taken');
    publish((await keyOf('ES256', { kid: 'first' })).jwk);
    monotonic += 5 * MINUTE;
    expect(await outcome(token, own)).toBe('signature');
  });

  it('are looked for once per cooldown, however many unknown keys arrive', async () => {
    const own = verifier();
    const flood = async () => {
      const tokens = Array.from({ length: 50 }, (_, index) => tokenOf(first, {}, { kid: `unknown-${index}` }));
      return new Set(await Promise.all(tokens.map((token) => outcome(token, own))));
    };
    expect(await flood()).toEqual(new Set(['unknown-key']));
    expect(reads()).toBe(1);
    monotonic += 5_000;
    await flood();
    expect(reads()).toBe(2);
  });

  it('an unchanged set keeps verified tokens: no signature is checked again', async () => {
    const own = verifier();
    const token = await tokenOf(first);
    const payload = await own.verify(token, 'landscape');
    monotonic += 5 * MINUTE;
    expect(await own.verify(token, 'landscape')).toBe(payload);
    expect(reads()).toBe(2);
  });

  it('while the provider is unavailable the last keys serve for the bound, and then nothing is taken', async () => {
    const own = verifier();
    const token = await tokenOf(first);
    expect(await outcome(token, own)).toBe('taken');
    documents = {};
    monotonic += 59 * MINUTE;
    expect(await outcome(token, own)).toBe('taken');
    expect(await outcome(tokenOf(first, { sub: 'ben' }), own)).toBe('taken');
    expect(await outcome(tokenOf(first, {}, { kid: 'new' }), own)).toBe('unavailable');
    monotonic += MINUTE;
    expect(await outcome(token, own)).toBe('unavailable');
    documents = { '/.well-known/openid-configuration': { issuer: origin, jwks_uri: `${origin}/keys` } };
    publish(first.jwk);
    monotonic += 5_000;
    expect(await outcome(token, own)).toBe('taken');
  });

  it('a provider that hangs holds up one token, not each', async () => {
    const own = verifier();
    const token = await tokenOf(first);
    expect(await outcome(token, own)).toBe('taken');
    documents['/keys'] = HANGS;
    monotonic += 10 * MINUTE;
    expect(await outcome(token, own)).toBe('taken');
    const waited = reads();
    monotonic += 10_000;
    // Reads again in the background, without an answer so far.
    for (let count = 0; count < 20; count += 1) expect(await outcome(token, own)).toBe('taken');
    expect(reads() - waited).toBeLessThanOrEqual(1);
  });
});
