import type { RequestActor } from '@system-landscape/contracts';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { hash } from 'node:crypto';
import { problem } from '../problems/problem.js';
import { GatewaySettings } from '../settings.js';
import { ProviderKeys } from './provider-keys.js';

const ALGORITHMS = ['ES256', 'RS256', 'PS256', 'EdDSA'];
const CLOCK_TOLERANCE_S = 5;
const MAX_CACHED = 10_000;
/** A provider that signs with a key it does not publish, or that does not answer, is not the caller's mistake. */
const CALLERS_MISTAKES = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

interface Verified {
  readonly actor: RequestActor;
  readonly expiresAtMs: number;
}

/** Verifies access tokens; verified ones are remembered by their digest until they expire. */
@Injectable()
export class AccessTokens {
  private readonly logger = new Logger(AccessTokens.name);
  private readonly verified = new Map<string, Verified>();

  constructor(
    @Inject(GatewaySettings) private readonly settings: GatewaySettings,
    @Inject(ProviderKeys) private readonly keys: ProviderKeys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws RpcError `UNAUTHENTICATED`, or `UNAVAILABLE` while the provider's keys cannot be had */
  async actorOf(token: string): Promise<RequestActor> {
    const digest = hash('sha256', token, 'base64url');
    const known = this.verified.get(digest);
    if (known && known.expiresAtMs > this.clock.now().getTime()) return known.actor;
    const payload = await this.verify(token);
    const actor = actorIn(payload);
    this.remember(digest, { actor, expiresAtMs: (payload.exp ?? 0) * 1000 });
    return actor;
  }

  private async verify(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, await this.keys.get(), {
        issuer: this.settings.oidcIssuer,
        audience: this.settings.oidcAudience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        currentDate: this.clock.now(),
        requiredClaims: ['sub', 'exp'],
      });
      return payload;
    } catch (error) {
      if (CALLERS_MISTAKES.some((mistake) => error instanceof mistake)) {
        throw problem('UNAUTHENTICATED', 'The access token is not valid, or no longer.');
      }
      this.logger.warn({ err: error }, 'The keys of the OpenID provider cannot be had');
      throw problem('UNAVAILABLE', 'Access tokens cannot be checked at the moment. Try again.', { retryAfter: 1 });
    }
  }

  private remember(digest: string, entry: Verified): void {
    this.verified.delete(digest);
    const oldest = this.verified.keys().next();
    if (this.verified.size >= MAX_CACHED && !oldest.done) this.verified.delete(oldest.value);
    this.verified.set(digest, entry);
  }
}

function actorIn(payload: JWTPayload): RequestActor {
  const { sub, roles, global_account: account, tenant } = payload;
  if (typeof sub !== 'string' || sub === '') throw problem('UNAUTHENTICATED', 'The access token names no subject.');
  return {
    subject: sub,
    roles: Array.isArray(roles) ? roles.filter((role): role is string => typeof role === 'string') : [],
    ...(typeof account === 'string' ? { globalAccountId: account } : {}),
    ...(typeof tenant === 'string' ? { tenantId: tenant } : {}),
  };
}
