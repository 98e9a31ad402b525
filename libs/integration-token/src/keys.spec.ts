import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { generateKey, KeyFileError, loadKeyRing, loadVerificationKeys, type PrivateJwk } from './keys.js';

let folder: string;
let path: string;
let key: PrivateJwk;
let other: PrivateJwk;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'landscape-keys-'));
  path = join(folder, 'keys.json');
  key = await generateKey();
  other = await generateKey();
});
afterAll(() => rmSync(folder, { recursive: true }));

const file = (content: unknown): string => {
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};
const withoutPrivatePart = ({ d: _, ...publicPart }: PrivateJwk) => publicPart;
const failureOf = (load: () => unknown): KeyFileError => {
  try {
    load();
  } catch (error) {
    if (error instanceof KeyFileError) return error;
  }
  throw new Error('The file was accepted');
};

describe('a key ring', () => {
  it('signs with the first key of the file and verifies with all', () => {
    const ring = loadKeyRing(file({ keys: [key, other] }));

    expect(ring.currentKid).toBe(key.kid);
    expect(ring.signerFor(other.kid).kid).toBe(other.kid);
    expect(ring.signerFor('unknown').kid).toBe(key.kid);
    expect(ring.verificationKeys.toJSON()).toEqual({ keys: [key, other].map(withoutPrivatePart) });
  });

  it('accepts a key without the optional members', () => {
    const { kty, crv, x, d, kid } = key;
    expect(loadKeyRing(file({ keys: [{ kty, crv, x, d, kid }] })).currentKid).toBe(kid);
  });

  it('contains no private part when it is printed or serialised', () => {
    const ring = loadKeyRing(file({ keys: [key, other] }));
    const shown = [JSON.stringify(ring), inspect(ring, { depth: 10, showHidden: true }), JSON.stringify({ ring })];

    for (const text of shown) {
      expect(text).not.toContain(key.d);
      expect(text).not.toContain(other.d);
    }
  });
});

describe('verification keys', () => {
  it('are read from the public file and published as they are', () => {
    const keys = loadVerificationKeys(file({ keys: [withoutPrivatePart(key)] }));

    expect(JSON.parse(JSON.stringify(keys))).toEqual({ keys: [withoutPrivatePart(key)] });
    expect(() => keys.publicKey('unknown')).toThrow('No such key');
    expect(() => keys.publicKey(undefined)).toThrow('No such key');
  });

  it('are not read from a file with private parts', () => {
    expect(failureOf(() => loadVerificationKeys(file({ keys: [key] }))).message).toMatch(/has a private part/);
  });
});

describe('an unusable key file is refused with path, cause and remedy, and without its content', () => {
  const cut = (jwk: PrivateJwk): PrivateJwk => ({ ...jwk, d: jwk.d.slice(0, 20) });

  it.each<[string, () => unknown, RegExp]>([
    ['no JSON', () => `{"keys": [{"d": "${key.d}`, /is no JSON\. Give a JWKS/],
    ['no JWKS', () => [key], /is no JWKS with at least one key/],
    ['no keys', () => ({ keys: [] }), /is no JWKS with at least one key/],
    ['another kind of key', () => ({ keys: [{ ...key, crv: 'X25519' }] }), /Key 1 of \S+ is no Ed25519 key/],
    ['no key at all', () => ({ keys: [key, key.d] }), /Key 2 of \S+ is no Ed25519 key/],
    ['no kid', () => ({ keys: [{ ...key, kid: undefined }] }), /has no usable "kid"/],
    ['a kid twice', () => ({ keys: [key, { ...other, kid: key.kid }] }), /Key 2 of \S+ repeats the "kid"/],
    ['another use', () => ({ keys: [{ ...key, use: 'enc' }] }), /is for something else/],
    ['no private part', () => ({ keys: [withoutPrivatePart(key)] }), /has no private part/],
    ['a damaged private part', () => ({ keys: [cut(key)] }), /is damaged/],
    ['parts of two keys', () => ({ keys: [{ ...key, x: other.x }] }), /does not belong to its "d"/],
  ])('%s', (_what, content, message) => {
    const error = failureOf(() => loadKeyRing(file(content())));

    expect(error.message).toMatch(message);
    expect(error.message).toContain(path);
    const everything = inspect(error, { depth: 10, showHidden: true });
    expect(everything).not.toContain(key.d.slice(0, 20));
    expect(everything).not.toContain(other.d.slice(0, 20));
  });

  it('a missing file', () => {
    const missing = join(folder, 'missing.json');
    expect(failureOf(() => loadKeyRing(missing)).message).toBe(
      `${missing} cannot be read (ENOENT). Name a JWKS file that this process may read`,
    );
  });
});
