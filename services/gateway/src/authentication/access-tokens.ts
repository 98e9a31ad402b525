import type { RequestActor } from '@system-landscape/contracts';
import { CLOCK, VerifiedTokens, type Clock } from '@system-landscape/service-kit';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { errors, jwtVerify, type JWTPayload } from 'jose';
import { problem } from '../problems/problem.js';
import { GatewaySettings } from '../settings.js';
import { ProviderKeys } from './provider-keys.js';

const ALGORITHMS = ['ES256', 'RS256', 'PS256', 'EdDSA'];
const CLOCK_TOLERANCE_S = 5;
/** Errors of the token itself; others, such as an unavailable provider, are not the caller's fault. */
const TOKEN_ERRORS = [
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

/** Verifies access tokens, and caches verified ones until they expire. */
@Injectable()
export class AccessTokens {
  private readonly logger = new Logger(AccessTokens.name);
  private readonly verified: VerifiedTokens<RequestActor>;

  constructor(
    private readonly settings: GatewaySettings,
    private readonly keys: ProviderKeys,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.verified = new VerifiedTokens(clock);
  }

  /** @throws RpcError `UNAUTHENTICATED`, or `UNAVAILABLE` while the provider's keys are unavailable */
  async actorOf(token: string): Promise<RequestActor> {
    const cached = this.verified.get(token);
    if (cached) return cached;
    const payload = await this.verify(token);
    const actor = actorIn(payload);
    this.verified.set(token, actor, payload.exp ?? 0);
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
      if (TOKEN_ERRORS.some((tokenError) => error instanceof tokenError)) {
        throw problem('UNAUTHENTICATED', 'The access token is invalid or has expired.');
      }
      this.logger.warn({ err: error }, 'The keys of the OpenID provider are unavailable');
      throw problem('UNAVAILABLE', 'Access tokens cannot be verified at the moment. Try again.', { retryAfter: 1 });
    }
  }
}

function actorIn(payload: JWTPayload): RequestActor {
  const { sub, roles, global_account: account, tenant } = payload;
  if (typeof sub !== 'string' || sub === '') throw problem('UNAUTHENTICATED', 'The access token has no subject.');
  return {
    subject: sub,
    roles: Array.isArray(roles) ? roles.filter((role): role is string => typeof role === 'string') : [],
    ...(typeof account === 'string' ? { globalAccountId: account } : {}),
    ...(typeof tenant === 'string' ? { tenantId: tenant } : {}),
  };
}
