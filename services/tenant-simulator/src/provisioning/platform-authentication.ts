import { Inject, Injectable } from '@nestjs/common';
import { LANDSCAPE_PLATFORM_ROLE, PROVISIONING_AUDIENCE } from '@system-landscape/contracts';
import { CLOCK, VerifiedTokens, type Clock } from '@system-landscape/service-kit';
import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { Problem } from '../problem/problem.js';
import { TenantSimulatorSettings } from '../settings.js';

const DISCOVERY_DEADLINE_MS = 5_000;

/** Verifies that a caller is the platform. */
@Injectable()
export class PlatformAuthentication {
  private keys: Promise<JWTVerifyGetKey> | undefined;
  private readonly issuer: string;
  private readonly verified: VerifiedTokens<JWTPayload>;

  constructor(
    { oidcIssuer }: TenantSimulatorSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.issuer = oidcIssuer;
    this.verified = new VerifiedTokens(clock);
  }

  /** @throws Problem 401 without a valid token, 403 without the role, 503 when the OpenID provider does not answer */
  async authenticate(authorization: string | undefined): Promise<void> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Problem(401, 'UNAUTHENTICATED', 'An access token is needed');
    const { roles } = this.verified.get(token) ?? (await this.verify(token));
    if (!Array.isArray(roles) || !roles.includes(LANDSCAPE_PLATFORM_ROLE))
      throw new Problem(403, 'FORBIDDEN', `The role ${LANDSCAPE_PLATFORM_ROLE} is needed`);
  }

  private async verify(token: string): Promise<JWTPayload> {
    try {
      const { payload } = await jwtVerify(token, await this.providerKeys(), {
        issuer: this.issuer,
        audience: PROVISIONING_AUDIENCE,
        algorithms: ['ES256', 'EdDSA', 'RS256'],
        currentDate: this.clock.now(),
        requiredClaims: ['exp', 'sub'],
      });
      this.verified.set(token, payload, payload.exp ?? 0);
      return payload;
    } catch (error) {
      if (isTokenError(error)) throw new Problem(401, 'UNAUTHENTICATED', 'The access token is not valid');
      throw new Problem(503, 'UNAVAILABLE', 'The OpenID provider does not answer, so no token can be checked');
    }
  }

  private async providerKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= discoverKeys(this.issuer);
    try {
      return await this.keys;
    } catch (error) {
      this.keys = undefined;
      throw error;
    }
  }
}

function isTokenError(error: unknown): boolean {
  return (
    error instanceof errors.JWTInvalid ||
    error instanceof errors.JWTExpired ||
    error instanceof errors.JWTClaimValidationFailed ||
    error instanceof errors.JWSInvalid ||
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JOSEAlgNotAllowed ||
    error instanceof errors.JOSENotSupported ||
    error instanceof errors.JWKSNoMatchingKey
  );
}

async function discoverKeys(issuer: string): Promise<JWTVerifyGetKey> {
  const response = await fetch(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
    redirect: 'error',
    signal: AbortSignal.timeout(DISCOVERY_DEADLINE_MS),
  });
  const { jwks_uri: keys } = (await response.json()) as { jwks_uri?: unknown };
  if (typeof keys !== 'string') throw new Error(`${issuer} names no jwks_uri`);
  return createRemoteJWKSet(new URL(keys));
}
