import type { RequestActor, Role } from '@system-landscape/contracts';
import { CLOCK, clientNetwork, LogLimit, type Clock } from '@system-landscape/service-kit';
import {
  AccessTokenVerifier,
  ProviderUnavailable,
  TokenRefused,
  TooManyTokens,
} from '@system-landscape/service-kit/tokens';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { JWTPayload } from 'jose';
import { problem } from '../problems/problem.js';
import { GatewaySettings } from '../settings.js';

/** Lines per reason and minute, so that nobody fills the log with worthless tokens. */
const LOGGED_REFUSALS = 20;

/** Everything that a role may be; a name of a group at the provider is no role, and stays out of messages and events. */
const ROLES: Readonly<Record<Role, true>> = {
  'global-account-admin': true,
  'system-landscape-admin': true,
  'system-landscape-viewer': true,
  'tenant-admin': true,
  'tenant-system': true,
  operator: true,
};

/** The callers in access tokens of the OpenID provider. */
@Injectable()
export class AccessTokens {
  private readonly logger = new Logger(AccessTokens.name);
  private readonly verifier: AccessTokenVerifier;
  private readonly lines = new LogLimit(LOGGED_REFUSALS);

  constructor(
    private readonly settings: GatewaySettings,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.verifier = new AccessTokenVerifier({
      issuer: settings.oidcIssuer,
      leewayMs: settings.oidcLeewayMs,
      maxAgeMs: settings.oidcKeysMaxAgeMs,
      maxOutageMs: settings.oidcKeysMaxOutageMs,
      clock,
      maxPerSender: settings.maxVerificationsPerAddress,
      onUnavailable: (err) => this.logger.warn({ err }, 'The keys of the OpenID provider cannot be read'),
    });
  }

  /**
   * @param address of the client, of which a bounded number of tokens is verified at the same time
   * @throws RpcError `UNAUTHENTICATED`, `RATE_LIMITED`, or `UNAVAILABLE` while the provider's keys are unavailable
   */
  async actorOf(token: string, address: string): Promise<RequestActor> {
    try {
      return actorIn(await this.verifier.verify(token, this.settings.oidcAudience, clientNetwork(address)));
    } catch (error) {
      if (error instanceof TooManyTokens) {
        throw problem('RATE_LIMITED', 'Too many access tokens of your address are being verified. Try again.', {
          retryAfter: 1,
        });
      }
      if (error instanceof TokenRefused) {
        this.log(error);
        throw problem('UNAUTHENTICATED', 'The access token is invalid or has expired.');
      }
      if (error instanceof ProviderUnavailable) {
        throw problem('UNAVAILABLE', 'Access tokens cannot be verified at the moment. Try again.', { retryAfter: 1 });
      }
      throw error;
    }
  }

  private log({ fault, message }: TokenRefused): void {
    this.lines.say(fault, () =>
      this.logger.warn({ audit: 'token-refused', fault }, `An access token was refused. ${message}`),
    );
  }
}

function actorIn(payload: JWTPayload): RequestActor {
  const { sub = '', roles, global_account: account, tenant } = payload;
  if (sub === '') throw new TokenRefused('claim', 'The claim "sub" is empty.');
  return {
    subject: sub,
    roles: rolesIn(roles),
    ...(typeof account === 'string' ? { globalAccountId: account } : {}),
    ...(typeof tenant === 'string' ? { tenantId: tenant } : {}),
  };
}

/** Some providers send one role, or several with blanks between them as in `scope`, as a text instead of an array. */
function rolesIn(claim: unknown): Role[] {
  const names: unknown[] = typeof claim === 'string' ? claim.split(' ') : Array.isArray(claim) ? claim : [];
  return names.filter((name): name is Role => typeof name === 'string' && Object.hasOwn(ROLES, name));
}
