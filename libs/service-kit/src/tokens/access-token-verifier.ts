import { decodeProtectedHeader, errors, jwtVerify, type CryptoKey, type JWTPayload, type JWTVerifyOptions } from 'jose';
import { FairQueue } from '../budgets/fair-queue.js';
import { Places } from '../budgets/places.js';
import type { Clock } from '../clock/clock.js';
import { withoutSlash } from './openid-discovery.js';
import { ProviderKeys, type ProviderKeysOptions, type PublishedKeys } from './provider-keys.js';
import { ALGORITHMS } from './signing-keys.js';
import { VerifiedTokens } from './verified-tokens.js';

/** Why a token was refused, for the log. */
type TokenFault =
  | 'malformed'
  | 'algorithm'
  | 'type'
  | 'unknown-key'
  | 'signature'
  | 'issuer'
  | 'audience'
  | 'expired'
  | 'not-yet-valid'
  | 'issued-in-the-future'
  | 'claim';

/** The access token is not valid. Nothing in it comes from the token except names of the provider, once the signature was right. */
export class TokenRefused extends Error {
  override readonly name = 'TokenRefused';

  constructor(
    readonly fault: TokenFault,
    reason: string,
  ) {
    super(reason);
  }
}

/** Too many tokens of one sender, or of all, are being verified. */
export class TooManyTokens extends Error {
  override readonly name = 'TooManyTokens';
}

interface AccessTokenVerifierOptions extends ProviderKeysOptions {
  /** How far the provider's clock may be away from ours; milliseconds. */
  readonly leewayMs: number;
  readonly clock: Clock;
  /** Tokens of one sender that are being verified at the same time; default: as many as of all. */
  readonly maxPerSender?: number;
}

/** As many signatures as Node verifies at the same time; the next ones wait, and their senders take turns. */
const SIGNATURES_AT_ONCE = 4;
const MAX_TOKENS = 4_096;

/** `typ` of JWTs that may be access tokens (RFC 9068 and before); another one, such as `logout+jwt`, is for something else. */
const TYPES = new Set([undefined, 'at+jwt', 'application/at+jwt', 'jwt']);

/**
 * Verifies access tokens (JWT) of an OpenID provider: signature, issuer, audience, times. A verified token is cached until
 * it expires, or the provider's keys change.
 */
export class AccessTokenVerifier {
  private readonly keys: ProviderKeys;
  private readonly verified: VerifiedTokens<JWTPayload>;
  private readonly places = new Places(MAX_TOKENS);
  private readonly turns = new FairQueue(SIGNATURES_AT_ONCE);

  constructor(private readonly options: AccessTokenVerifierOptions) {
    this.keys = new ProviderKeys(options);
    this.verified = new VerifiedTokens(options.clock);
  }

  /**
   * @param audience that the token must name, among others
   * @param sender where the token comes from; a token that is in the cache does not count for it
   * @throws TokenRefused; TooManyTokens; ProviderUnavailable while the provider's keys are unavailable
   */
  async verify(token: string, audience: string, sender = ''): Promise<JWTPayload> {
    const published = await this.keys.current();
    const cached = this.verified.get(token, published);
    if (cached && [cached.aud].flat().includes(audience)) return cached;
    const header = headerOf(token);
    const leave = this.places.take([{ owner: sender, limit: this.options.maxPerSender ?? MAX_TOKENS }]);
    if (typeof leave !== 'function') throw new TooManyTokens('Too many tokens are being verified.');
    try {
      const { keys, candidates } = await this.candidatesFor(header, published);
      const payload = await this.turns.run(sender, () => this.verifyWith(candidates, token, keys.issuer, audience));
      this.verified.set(token, keys, payload, payload.exp ?? 0);
      return payload;
    } finally {
      leave();
    }
  }

  private async candidatesFor(header: ReturnType<typeof headerOf>, published: PublishedKeys) {
    let keys = published;
    let candidates = await keys.keys.candidates(header);
    if (candidates.length === 0) {
      keys = await this.keys.afterUnknownKey();
      candidates = await keys.keys.candidates(header);
    }
    if (candidates.length === 0)
      throw new TokenRefused('unknown-key', 'The provider publishes no key that fits the token.');
    return { keys, candidates };
  }

  private async verifyWith(keys: CryptoKey[], token: string, issuer: string, audience: string): Promise<JWTPayload> {
    const { clock, leewayMs } = this.options;
    const now = clock.now();
    const options: JWTVerifyOptions = {
      issuer: [issuer, withoutSlash(issuer), `${withoutSlash(issuer)}/`],
      audience,
      algorithms: ALGORITHMS,
      clockTolerance: leewayMs / 1_000,
      currentDate: now,
      requiredClaims: ['sub', 'exp'],
    };
    for (const key of keys) {
      try {
        const { payload } = await jwtVerify(token, key, options);
        if (payload.iat !== undefined && payload.iat * 1_000 > now.getTime() + leewayMs) {
          throw new TokenRefused('issued-in-the-future', 'The token was issued in the future: compare the clocks.');
        }
        return payload;
      } catch (error) {
        // Another key with the same id, or of the same kind, may have signed it.
        if (!(error instanceof errors.JWSSignatureVerificationFailed)) throw refusalOf(error);
      }
    }
    throw new TokenRefused('signature', 'No key of the provider has signed the token.');
  }
}

/** @throws TokenRefused */
function headerOf(token: string) {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(token);
  } catch {
    throw new TokenRefused('malformed', 'The token is no signed JWT.');
  }
  const { alg, typ, kid } = header as { alg?: unknown; typ?: unknown; kid?: unknown };
  if (typeof alg !== 'string' || !ALGORITHMS.includes(alg)) {
    throw new TokenRefused('algorithm', 'The token is not signed with an algorithm that is taken here.');
  }
  if (!TYPES.has(typeof typ === 'string' ? typ.toLowerCase() : (typ as undefined))) {
    throw new TokenRefused('type', 'The type of the token is not that of an access token.');
  }
  if (kid !== undefined && typeof kid !== 'string') throw new TokenRefused('malformed', 'The key id is no text.');
  return { alg, ...(kid === undefined ? {} : { kid }) };
}

/** jose checks claims after the signature, so names of the provider in these messages come from the provider. */
function refusalOf(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) return new TokenRefused('expired', 'The token has expired.');
  if (error instanceof errors.JWTClaimValidationFailed) {
    const { claim, payload } = error;
    if (claim === 'iss') return new TokenRefused('issuer', `The token is of the issuer ${named(payload.iss)}.`);
    if (claim === 'aud') return new TokenRefused('audience', `The token is for the audience ${named(payload.aud)}.`);
    if (claim === 'nbf') return new TokenRefused('not-yet-valid', 'The token is not valid yet: compare the clocks.');
    return new TokenRefused('claim', `The claim "${claim}" is missing or not usable.`);
  }
  if (error instanceof errors.JOSEError)
    return new TokenRefused('malformed', `The token cannot be read (${error.code}).`);
  return error;
}

const named = (value: unknown) => JSON.stringify(value ?? null).slice(0, 200);
