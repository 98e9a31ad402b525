import { Inject, Injectable, Logger } from '@nestjs/common';
import { LANDSCAPE_PLATFORM_ROLE, tenantResource } from '@system-landscape/contracts';
import { CLOCK, type Clock } from '@system-landscape/service-kit';
import { AccessTokenVerifier, ProviderUnavailable, TokenRefused } from '@system-landscape/service-kit/tokens';
import { Problem } from '../problem/problem.js';
import { TenantSimulatorSettings } from '../settings.js';

/** Verifies that a caller is the platform, with a token for this tenant: the checks of the provisioning API's document. */
@Injectable()
export class PlatformAuthentication {
  private readonly logger = new Logger(PlatformAuthentication.name);
  private readonly verifier: AccessTokenVerifier;

  constructor(
    private readonly settings: TenantSimulatorSettings,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.verifier = new AccessTokenVerifier({
      issuer: settings.oidcIssuer,
      leewayMs: 30_000,
      maxAgeMs: 5 * 60_000,
      maxOutageMs: 60 * 60_000,
      clock,
    });
  }

  /** @throws Problem 401 without a valid token for the tenant, 403 without the role, 503 when the OpenID provider does not answer */
  async authenticate(tenantId: string, authorization: string | undefined): Promise<void> {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
    if (token === undefined) throw new Problem(401, 'UNAUTHENTICATED', 'An access token is needed');
    const { roles, tenant } = await this.verified(token, tenantId);
    if (tenant !== undefined && tenant !== tenantId) throw notForTenant();
    if (!Array.isArray(roles) || !roles.includes(LANDSCAPE_PLATFORM_ROLE))
      throw new Problem(403, 'FORBIDDEN', `The role ${LANDSCAPE_PLATFORM_ROLE} is needed`);
  }

  private async verified(token: string, tenantId: string) {
    try {
      return await this.verifier.verify(token, tenantResource(tenantId, this.settings.tenantResource));
    } catch (error) {
      if (error instanceof TokenRefused) {
        this.logger.warn({ fault: error.fault, tenantId }, `An access token was refused. ${error.message}`);
        throw error.fault === 'audience'
          ? notForTenant()
          : new Problem(401, 'UNAUTHENTICATED', 'The access token is not valid');
      }
      if (error instanceof ProviderUnavailable)
        throw new Problem(503, 'UNAVAILABLE', 'The OpenID provider does not answer, so no token can be checked');
      throw error;
    }
  }
}

function notForTenant(): Problem {
  return new Problem(401, 'UNAUTHENTICATED', 'The access token is not for this tenant');
}
