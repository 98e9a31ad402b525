import { parseSystemId, SCOPE_ID } from '@system-landscape/domain';
import { CompactSign, compactVerify } from 'jose';
import type { KeyRing, VerificationKeys } from './keys.js';

/* The token format is fixed (ADR 4); a new format gets a new version `v`. */
export const TOKEN_PREFIX = 'slt_';
export const TOKEN_TYP = 'integration-token+jwt';
export const TOKEN_ISSUER = 'system-landscape';
export const TOKEN_AUDIENCE = 'system-landscape/registration';
export const MAX_TOKEN_LENGTH = 4096;
const ALGORITHM = 'EdDSA';
const VERSION = 1;

/** The claims of a token. Whether it can still be redeemed is decided from the system's stream. */
export interface IntegrationTokenClaims {
  /** `jti` */
  readonly tokenId: string;
  /** `sub` */
  readonly systemId: string;
  /** `ga` */
  readonly globalAccountId: string;
  /** `sty` */
  readonly systemType: string;
  /** `csg`; null if the type has no groups. */
  readonly communicationScenarioGroup: string | null;
  /** `iat`: RFC 3339, whole seconds. */
  readonly issuedAt: string;
  /** `exp`: RFC 3339, whole seconds. */
  readonly expiresAt: string;
}

/** The JWS payload; its members are written in this order. */
interface Payload {
  readonly iss: string;
  readonly aud: string;
  readonly jti: string;
  readonly sub: string;
  readonly ga: string;
  readonly sty: string;
  readonly csg: string | null;
  readonly v: number;
  readonly iat: number;
  readonly exp: number;
}

/**
 * Signs a token. The same claims and key give the same text (Ed25519 is deterministic), so that no secret needs to be
 * stored to display a token again.
 * @param kid key to sign with; the current key signs by default, or when the ring does not have this one
 * @throws RangeError when a time is not in whole seconds
 */
export async function signIntegrationToken(
  claims: IntegrationTokenClaims,
  keyRing: KeyRing,
  kid: string = keyRing.currentKid,
): Promise<string> {
  const signer = keyRing.signerFor(kid);
  const payload: Payload = {
    iss: TOKEN_ISSUER,
    aud: TOKEN_AUDIENCE,
    jti: claims.tokenId,
    sub: claims.systemId,
    ga: claims.globalAccountId,
    sty: claims.systemType,
    csg: claims.communicationScenarioGroup,
    v: VERSION,
    iat: seconds(claims.issuedAt),
    exp: seconds(claims.expiresAt),
  };
  const jws = await new CompactSign(Buffer.from(JSON.stringify(payload)))
    .setProtectedHeader({ alg: ALGORITHM, typ: TOKEN_TYP, kid: signer.kid })
    .sign(signer.privateKey);
  return TOKEN_PREFIX + jws;
}

/**
 * The claims of a token that one of the keys signed for redemption; undefined for any other text, without a reason.
 * Expired, used and revoked tokens verify as well; the domain refuses them. Never throws.
 */
export async function verifyIntegrationToken(
  text: string,
  keys: VerificationKeys,
): Promise<IntegrationTokenClaims | undefined> {
  if (text.length > MAX_TOKEN_LENGTH || !text.startsWith(TOKEN_PREFIX)) return undefined;
  const jws = text.slice(TOKEN_PREFIX.length);
  if (!hasCanonicalSignature(jws)) return undefined;
  try {
    const { payload, protectedHeader } = await compactVerify(jws, ({ kid }) => keys.publicKey(kid), {
      algorithms: [ALGORITHM],
    });
    if (protectedHeader.typ !== TOKEN_TYP) return undefined;
    return claimsOf(JSON.parse(Buffer.from(payload).toString('utf8')));
  } catch {
    return undefined;
  }
}

/** The last character of a signature has unused bits; only the canonical encoding is accepted. */
function hasCanonicalSignature(jws: string): boolean {
  const signature = jws.slice(jws.lastIndexOf('.') + 1);
  return Buffer.from(signature, 'base64url').toString('base64url') === signature;
}

function claimsOf(payload: unknown): IntegrationTokenClaims | undefined {
  if (!isPayload(payload)) return undefined;
  const { jti, sub, ga, sty, csg, iat, exp } = payload;
  return {
    tokenId: jti,
    systemId: sub,
    globalAccountId: ga,
    systemType: sty,
    communicationScenarioGroup: csg,
    issuedAt: timeOf(iat),
    expiresAt: timeOf(exp),
  };
}

function isPayload(value: unknown): value is Payload {
  if (typeof value !== 'object' || value === null) return false;
  const { iss, aud, jti, sub, ga, sty, csg, v, iat, exp } = value as Record<keyof Payload, unknown>;
  return (
    iss === TOKEN_ISSUER &&
    aud === TOKEN_AUDIENCE &&
    v === VERSION &&
    isText(jti) &&
    isText(sub) &&
    parseSystemId(sub) !== undefined &&
    isText(ga) &&
    SCOPE_ID.test(ga) &&
    isText(sty) &&
    (csg === null || isText(csg)) &&
    isSeconds(iat) &&
    isSeconds(exp)
  );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0;
}

/** The last second of RFC 3339. */
const MAX_SECONDS = Date.parse('9999-12-31T23:59:59Z') / 1000;

function isSeconds(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= MAX_SECONDS;
}

function seconds(time: string): number {
  const value = Date.parse(time) / 1000;
  if (!isSeconds(value)) throw new RangeError(`A token counts in whole seconds; ${time} is none`);
  return value;
}

function timeOf(value: number): string {
  return new Date(value * 1000).toISOString();
}
