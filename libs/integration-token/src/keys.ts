import { createPrivateKey, createPublicKey, generateKeyPairSync, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { calculateJwkThumbprint } from 'jose';

/** A public Ed25519 key in a JWKS. */
export interface PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly alg: 'EdDSA';
  readonly use: 'sig';
}
export interface PrivateJwk extends PublicJwk {
  readonly d: string;
}
export interface PublicJwks {
  readonly keys: readonly PublicJwk[];
}

/** A key file is unusable. The message names the file, the cause and the remedy, never the content. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError';
}

/** The keys that verify tokens. Immutable; services read a changed file within seconds. */
export class VerificationKeys {
  readonly #keys: ReadonlyMap<string, KeyObject>;

  constructor(keys: ReadonlyMap<string, KeyObject>) {
    this.#keys = keys;
  }

  /** @throws Error when there is no key with this kid */
  publicKey(kid: string | undefined): KeyObject {
    const key = kid === undefined ? undefined : this.#keys.get(kid);
    if (!key) throw new Error('No such key');
    return key;
  }

  /** The public JWKS (RFC 7517). */
  toJSON(): PublicJwks {
    return { keys: [...this.#keys].map(([kid, key]) => publicJwk(kid, key)) };
  }
}

export interface Signer {
  readonly kid: string;
  readonly privateKey: KeyObject;
}

/** The keys that sign tokens: the first one signs new tokens, the others sign their existing tokens again for display. */
export class KeyRing {
  /** Id of the key that signs new tokens. */
  readonly currentKid: string;
  readonly verificationKeys: VerificationKeys;
  // A private field, which loggers and serialisers cannot read.
  readonly #keys: ReadonlyMap<string, KeyObject>;

  /** @param keys by kid, the current one first; at least one */
  constructor(keys: ReadonlyMap<string, KeyObject>) {
    const [currentKid] = keys.keys();
    if (currentKid === undefined) throw new Error('A key ring takes at least one key');
    this.currentKid = currentKid;
    this.#keys = keys;
    this.verificationKeys = new VerificationKeys(
      new Map([...keys].map(([kid, privateKey]) => [kid, createPublicKey(privateKey)])),
    );
  }

  /** The key with this kid, or the current one when the ring does not have it. */
  signerFor(kid: string): Signer {
    const known = this.#keys.has(kid) ? kid : this.currentKid;
    return { kid: known, privateKey: this.#keys.get(known)! };
  }

  /** Only the public keys, so that private keys cannot leak through JSON. */
  toJSON(): PublicJwks {
    return this.verificationKeys.toJSON();
  }
}

/**
 * Reads the private JWKS of the issuer: the first key signs new tokens, the others sign their existing tokens again for
 * display.
 * @throws KeyFileError
 */
export function loadKeyRing(path: string): KeyRing {
  const keys = readKeys(path, (jwk, where) => {
    if (typeof jwk['d'] !== 'string') {
      throw new KeyFileError(`${where} has no private part ("d"). Signing needs the private key file`);
    }
    const privateKey = imported(where, () => createPrivateKey({ key: asOkp(jwk), format: 'jwk' }));
    if (createPublicKey(privateKey).export({ format: 'jwk' }).x !== jwk['x']) {
      throw new KeyFileError(`${where} has an "x" that does not belong to its "d". Copy the whole key`);
    }
    return privateKey;
  });
  return new KeyRing(keys);
}

/**
 * Reads the public JWKS of a verifier.
 * @throws KeyFileError, also for a file with private parts, which a verifier must not have
 */
export function loadVerificationKeys(path: string): VerificationKeys {
  const keys = readKeys(path, (jwk, where) => {
    if ('d' in jwk) {
      throw new KeyFileError(`${where} has a private part ("d"). Verifying takes the public key file, without it`);
    }
    return imported(where, () => createPublicKey({ key: asOkp(jwk), format: 'jwk' }));
  });
  return new VerificationKeys(keys);
}

/** Generates a private key whose kid is its thumbprint (RFC 7638). To rotate, put it in front of the key ring. */
export async function generateKey(): Promise<PrivateJwk> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { d } = privateKey.export({ format: 'jwk' });
  const kid = await calculateJwkThumbprint(publicKey);
  return { ...publicJwk(kid, publicKey), d: d! };
}

type Jwk = Readonly<Record<string, unknown>>;

function readKeys(path: string, importKey: (jwk: Jwk, where: string) => KeyObject): Map<string, KeyObject> {
  const keys = new Map<string, KeyObject>();
  for (const [index, jwk] of jwksOf(path).entries()) {
    const where = `Key ${index + 1} of ${path}`;
    if (!isObject(jwk) || jwk['kty'] !== 'OKP' || jwk['crv'] !== 'Ed25519' || typeof jwk['x'] !== 'string') {
      throw new KeyFileError(`${where} is no Ed25519 key. Give "kty": "OKP", "crv": "Ed25519", "x" and "kid"`);
    }
    const { kid, alg = 'EdDSA', use = 'sig' } = jwk;
    if (typeof kid !== 'string' || !/^[\x21-\x7e]{1,128}$/.test(kid)) {
      throw new KeyFileError(`${where} has no usable "kid". Give 1 to 128 printable characters without blanks`);
    }
    if (keys.has(kid)) throw new KeyFileError(`${where} repeats the "kid" of an earlier key. Give each its own`);
    if (alg !== 'EdDSA' || use !== 'sig') {
      throw new KeyFileError(`${where} is for something else. Its "alg" must be EdDSA and its "use" sig, or absent`);
    }
    keys.set(kid, importKey(jwk, where));
  }
  return keys;
}

function jwksOf(path: string): unknown[] {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new KeyFileError(`${path} cannot be read (${String(code)}). Name a JWKS file that this process may read`);
  }
  let jwks: unknown;
  try {
    jwks = JSON.parse(text);
  } catch {
    // The parser's message quotes the file, which may contain a key.
    throw new KeyFileError(`${path} is no JSON. Give a JWKS: {"keys": [...]}`);
  }
  const keys = isObject(jwks) ? jwks['keys'] : undefined;
  if (!Array.isArray(keys) || keys.length === 0) {
    throw new KeyFileError(`${path} is no JWKS with at least one key. Give {"keys": [...]}, the current key first`);
  }
  return keys;
}

function imported(where: string, importKey: () => KeyObject): KeyObject {
  try {
    return importKey();
  } catch {
    throw new KeyFileError(`${where} is damaged. Copy the whole key, or make a new one`);
  }
}

function asOkp({ kty, crv, x, d }: Jwk): JsonWebKey {
  return { kty, crv, x, ...(d === undefined ? {} : { d }) } as JsonWebKey;
}

function publicJwk(kid: string, key: KeyObject): PublicJwk {
  const { x } = key.export({ format: 'jwk' });
  return { kty: 'OKP', crv: 'Ed25519', x: x!, kid, alg: 'EdDSA', use: 'sig' };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
