import { nameIdOf, SYSTEM_TYPES, systemIdOf } from '@system-landscape/domain';
import fc from 'fast-check';
import { CompactSign } from 'jose';
import { createPrivateKey, createSecretKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import {
  MAX_TOKEN_LENGTH,
  signIntegrationToken,
  TOKEN_AUDIENCE,
  TOKEN_ISSUER,
  TOKEN_PREFIX,
  TOKEN_TYP,
  verifyIntegrationToken,
  type IntegrationTokenClaims,
} from './integration-token.js';
import { KeyRing, type VerificationKeys } from './keys.js';

const newKey = (): KeyObject => generateKeyPairSync('ed25519').privateKey;
const current = newKey();
const former = newKey();
const keyRing = new KeyRing(
  new Map([
    ['key-2', current],
    ['key-1', former],
  ]),
);
const keys: VerificationKeys = keyRing.verificationKeys;

const claims: IntegrationTokenClaims = {
  tokenId: '6d7d1e0c-5e40-4d0c-9d5c-3f8f0a6c9b11',
  systemId: systemIdOf(nameIdOf('ga-demo', 'My S/4HANA'), 1),
  globalAccountId: 'ga-demo',
  systemType: 's4hana-cloud',
  communicationScenarioGroup: 'all',
  issuedAt: '2026-01-05T10:00:00.000Z',
  expiresAt: '2026-01-12T10:00:00.000Z',
};
const payload = {
  iss: TOKEN_ISSUER,
  aud: TOKEN_AUDIENCE,
  jti: claims.tokenId,
  sub: claims.systemId,
  ga: 'ga-demo',
  sty: 's4hana-cloud',
  csg: 'all',
  v: 1,
  iat: 1_767_607_200,
  exp: 1_768_212_000,
};

/** A token that is signed with a valid key and differs in one part. */
async function forged(
  change: { header?: object; payload?: object } = {},
  key: KeyObject = current,
  alg = 'EdDSA',
): Promise<string> {
  const jws = await new CompactSign(Buffer.from(JSON.stringify({ ...payload, ...change.payload })))
    .setProtectedHeader({ alg, typ: TOKEN_TYP, kid: 'key-2', ...change.header })
    .sign(key);
  return TOKEN_PREFIX + jws;
}

const anyClaims: fc.Arbitrary<IntegrationTokenClaims> = fc
  .record({
    tokenId: fc.uuid(),
    account: fc.stringMatching(/^[A-Za-z0-9_-]{1,64}$/),
    name: fc.string({ minLength: 1, maxLength: 128 }),
    life: fc.integer({ min: 1, max: 1_000 }),
    systemType: fc.constantFrom(...SYSTEM_TYPES.map(({ id }) => id)),
    communicationScenarioGroup: fc.constantFrom('all', 'eventing', null),
    issuedAt: fc.integer({ min: 1_700_000_000, max: 4_000_000_000 }),
    validity: fc.integer({ min: 1, max: 1_000_000 }),
  })
  .map(({ account, name, life, issuedAt, validity, ...more }) => ({
    ...more,
    globalAccountId: account,
    systemId: systemIdOf(nameIdOf(account, name), life),
    issuedAt: new Date(issuedAt * 1000).toISOString(),
    expiresAt: new Date((issuedAt + validity) * 1000).toISOString(),
  }));

describe('an integration token', () => {
  it('verifies to the signed claims, whichever key of the ring signed it', async () => {
    await fc.assert(
      fc.asyncProperty(anyClaims, fc.constantFrom('key-1', 'key-2'), async (some, kid) => {
        const text = await signIntegrationToken(some, keyRing, kid);
        expect(text.length).toBeLessThanOrEqual(MAX_TOKEN_LENGTH);
        expect(await verifyIntegrationToken(text, keys)).toEqual(some);
      }),
      { numRuns: 200 },
    );
  });

  it('has the same text each time, so that none needs to be stored', async () => {
    const key = createPrivateKey({
      format: 'jwk',
      // The key of RFC 8037, appendix A, so that a change of the format fails here.
      key: {
        kty: 'OKP',
        crv: 'Ed25519',
        x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
        d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
      },
    });
    const text = await signIntegrationToken(claims, new KeyRing(new Map([['rfc8037', key]])));

    expect(text).toMatchInlineSnapshot(
      `"slt_eyJhbGciOiJFZERTQSIsInR5cCI6ImludGVncmF0aW9uLXRva2VuK2p3dCIsImtpZCI6InJmYzgwMzcifQ.eyJpc3MiOiJzeXN0ZW0tbGFuZHNjYXBlIiwiYXVkIjoic3lzdGVtLWxhbmRzY2FwZS9yZWdpc3RyYXRpb24iLCJqdGkiOiI2ZDdkMWUwYy01ZTQwLTRkMGMtOWQ1Yy0zZjhmMGE2YzliMTEiLCJzdWIiOiI3MDEwZjlhZi0yZDYwLTU3MTEtYjMzMy02ZTc4MjI0ZGU1YzEtMSIsImdhIjoiZ2EtZGVtbyIsInN0eSI6InM0aGFuYS1jbG91ZCIsImNzZyI6ImFsbCIsInYiOjEsImlhdCI6MTc2NzYwNzIwMCwiZXhwIjoxNzY4MjEyMDAwfQ.mKEXzMBZDY4-gUIEjHOgthRk6Y6Ftsyk8RDpCOGYvGrzq-tSbBSgCDo0rUqK1rtIFe1CK3xFVO2IAsNvpEfZBw"`,
    );
    const [header, body] = text
      .slice(TOKEN_PREFIX.length)
      .split('.')
      .map((part) => Buffer.from(part, 'base64url').toString());
    expect(header).toBe('{"alg":"EdDSA","typ":"integration-token+jwt","kid":"rfc8037"}');
    expect(body).toBe(JSON.stringify(payload));
  });

  it('is signed with the key it was issued with while the ring has it, else with the current one', async () => {
    const kidOf = (text: string) =>
      (
        JSON.parse(Buffer.from(text.slice(TOKEN_PREFIX.length).split('.')[0]!, 'base64url').toString()) as {
          kid: string;
        }
      ).kid;

    expect(kidOf(await signIntegrationToken(claims, keyRing))).toBe('key-2');
    expect(kidOf(await signIntegrationToken(claims, keyRing, 'key-1'))).toBe('key-1');
    expect(kidOf(await signIntegrationToken(claims, keyRing, 'key-0'))).toBe('key-2');
  });

  it('is not signed for times that are not whole seconds', async () => {
    const signing = signIntegrationToken({ ...claims, issuedAt: '2026-01-05T10:00:00.001Z' }, keyRing);
    await expect(signing).rejects.toThrow(RangeError);
  });
});

describe('the verifier', () => {
  it('accepts a valid token', async () => {
    expect(await verifyIntegrationToken(await forged(), keys)).toEqual(claims);
  });

  it('does not check times: an expired token verifies, and the domain refuses it', async () => {
    const text = await forged({ payload: { iat: 1, exp: 2 } });
    expect(await verifyIntegrationToken(text, keys)).toMatchObject({ expiresAt: '1970-01-01T00:00:02.000Z' });
  });

  it('refuses a token with any single character changed', async () => {
    const text = await signIntegrationToken(claims, keyRing);
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ ';
    // All positions; at the last one, which has unused bits, all characters.
    const changes = [...text].flatMap((was, at) => {
      const others = [...alphabet].filter((other) => other !== was);
      return at === text.length - 1
        ? others.map((other) => ({ at, other }))
        : [{ at, other: others[at % others.length]! }];
    });
    for (const { at, other } of changes) {
      expect(await verifyIntegrationToken(text.slice(0, at) + other + text.slice(at + 1), keys)).toBeUndefined();
    }
  });

  it('refuses a token with characters lost, added or swapped', async () => {
    const text = await signIntegrationToken(claims, keyRing);
    await fc.assert(
      fc.asyncProperty(
        fc.nat(text.length - 1),
        fc.nat(text.length),
        fc.string({ maxLength: 4 }),
        async (from, to, instead) => {
          const changed = text.slice(0, Math.min(from, to)) + instead + text.slice(Math.max(from, to));
          fc.pre(changed !== text);
          expect(await verifyIntegrationToken(changed, keys)).toBeUndefined();
        },
      ),
      { numRuns: 500 },
    );
  });

  it('refuses random garbage, and never throws', async () => {
    const garbage = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.base64String().map((text) => `${TOKEN_PREFIX}${text}`),
      fc.tuple(fc.json(), fc.json(), fc.base64String()).map(([header, body, signature]) => {
        const part = (text: string) => Buffer.from(text).toString('base64url');
        return `${TOKEN_PREFIX}${part(header)}.${part(body)}.${signature}`;
      }),
    );
    await fc.assert(
      fc.asyncProperty(garbage, async (text) => {
        expect(await verifyIntegrationToken(text, keys)).toBeUndefined();
      }),
      { numRuns: 500 },
    );
  });

  it.each<[string, () => Promise<string>]>([
    ['an unknown key', () => forged({}, newKey())],
    ['an unknown kid', () => forged({ header: { kid: 'key-0' } })],
    ['no kid', () => forged({ header: { kid: undefined } })],
    ['the kid of another key of the ring', () => forged({ header: { kid: 'key-1' } })],
    ['a kid that every object has', () => forged({ header: { kid: 'constructor' } })],
    ['another typ', () => forged({ header: { typ: 'JWT' } })],
    ['no typ', () => forged({ header: { typ: undefined } })],
    [
      'the alg none',
      () => {
        const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
        return Promise.resolve(
          `${TOKEN_PREFIX}${part({ alg: 'none', typ: TOKEN_TYP, kid: 'key-2' })}.${part(payload)}.`,
        );
      },
    ],
    [
      'the public key as a shared secret (HS256)',
      () => {
        const { x } = keys.toJSON().keys[0]!;
        return forged({}, createSecretKey(Buffer.from(x, 'base64url')), 'HS256');
      },
    ],
    ['another iss', () => forged({ payload: { iss: 'another-issuer' } })],
    ['another aud', () => forged({ payload: { aud: 'system-landscape' } })],
    ['aud as a list', () => forged({ payload: { aud: [TOKEN_AUDIENCE] } })],
    ['another version', () => forged({ payload: { v: 2 } })],
    ['no jti', () => forged({ payload: { jti: undefined } })],
    ['a sub that is no system id', () => forged({ payload: { sub: 'my-system' } })],
    ['an invalid account', () => forged({ payload: { ga: 'a/b' } })],
    ['a scenario group that is no text', () => forged({ payload: { csg: 1 } })],
    ['a time that is no number', () => forged({ payload: { exp: '1768212000' } })],
    ['a time out of range', () => forged({ payload: { exp: 1e15 } })],
    ['no prefix', async () => (await forged()).slice(TOKEN_PREFIX.length)],
    ['a blank before it', async () => ` ${await forged()}`],
    ['more than the allowed length', () => forged({ payload: { more: 'x'.repeat(MAX_TOKEN_LENGTH) } })],
  ])('refuses %s', async (_what, make) => {
    expect(await verifyIntegrationToken(await make(), keys)).toBeUndefined();
  });
});
