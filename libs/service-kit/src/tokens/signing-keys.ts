import { importJWK, type CryptoKey, type JWK, type JWSHeaderParameters } from 'jose';
import { isDeepStrictEqual } from 'node:util';

/** Signature algorithms of access tokens. Only asymmetric ones: a public key must never serve as a shared secret. */
export const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
];

const CURVES: Readonly<Record<string, string>> = {
  ES256: 'P-256',
  ES384: 'P-384',
  ES512: 'P-521',
  EdDSA: 'Ed25519',
  Ed25519: 'Ed25519',
};
/** More keys that fit are not tried: a token without `kid` must not cost many verifications. */
const MAX_CANDIDATES = 8;
const MAX_KEYS = 100;
const MIN_RSA_BITS = 2048;

/** The keys of a JWK set (RFC 7517) that can verify access tokens; others, such as keys for encryption, are left out. */
export class SigningKeys {
  private readonly imported = new Map<string, Promise<CryptoKey | undefined>>();

  private constructor(private readonly jwks: readonly JWK[]) {}

  /** @throws Error when the document is no JWK set */
  static from(document: Readonly<Record<string, unknown>>): SigningKeys {
    const { keys } = document;
    if (!Array.isArray(keys)) throw new Error('The key set of the OpenID provider has no member "keys".');
    return new SigningKeys(keys.slice(0, MAX_KEYS).filter(isForSignatures));
  }

  /** Whether the other set has the same keys. */
  equals(other: SigningKeys): boolean {
    return isDeepStrictEqual(this.jwks, other.jwks);
  }

  /**
   * The keys that may have signed a token: those with its `kid`, or, when the token or the keys have none, all that fit its
   * algorithm. Several keys may share one `kid`.
   */
  async candidates({ alg = '', kid }: JWSHeaderParameters): Promise<CryptoKey[]> {
    const fitting = this.jwks.filter((jwk) => fits(jwk, alg));
    const named = kid === undefined ? fitting : fitting.filter((jwk) => jwk.kid === kid);
    const chosen = named.length > 0 ? named : fitting.filter((jwk) => jwk.kid === undefined);
    const keys = await Promise.all(chosen.slice(0, MAX_CANDIDATES).map((jwk) => this.keyOf(jwk, alg)));
    return keys.filter((key) => key !== undefined);
  }

  private keyOf(jwk: JWK, alg: string): Promise<CryptoKey | undefined> {
    const id = `${alg} ${this.jwks.indexOf(jwk)}`;
    const known = this.imported.get(id);
    if (known) return known;
    const key = imported(jwk, alg);
    this.imported.set(id, key);
    return key;
  }
}

function isForSignatures(key: unknown): key is JWK {
  if (typeof key !== 'object' || key === null) return false;
  const { kty, kid, use, key_ops: operations, alg } = key as JWK;
  return (
    (kty === 'RSA' || kty === 'EC' || kty === 'OKP') &&
    (kid === undefined || typeof kid === 'string') &&
    (use === undefined || use === 'sig') &&
    (operations === undefined || (Array.isArray(operations) && operations.includes('verify'))) &&
    (alg === undefined || ALGORITHMS.includes(alg))
  );
}

function fits(jwk: JWK, alg: string): boolean {
  const curve = CURVES[alg];
  const sameKind = curve === undefined ? jwk.kty === 'RSA' && /^[RP]S/.test(alg) : jwk.crv === curve;
  return sameKind && (jwk.alg === undefined || jwk.alg === alg || (curve === 'Ed25519' && CURVES[jwk.alg] === curve));
}

/** @returns undefined for a key that is damaged or too weak */
async function imported({ kty, crv, n, e, x, y }: JWK, alg: string): Promise<CryptoKey | undefined> {
  try {
    // Only the public members, whatever else the set holds.
    const parts = Object.entries({ kty, crv, n, e, x, y }).filter(([, value]) => value !== undefined);
    const key = (await importJWK(Object.fromEntries(parts) as unknown as JWK, alg)) as CryptoKey;
    const { modulusLength } = key.algorithm as { modulusLength?: number };
    return modulusLength === undefined || modulusLength >= MIN_RSA_BITS ? key : undefined;
  } catch {
    return undefined;
  }
}
