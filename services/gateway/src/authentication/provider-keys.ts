import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet } from 'jose';
import { GatewaySettings } from '../settings.js';

const TIMEOUT_MS = 5_000;

type KeySet = ReturnType<typeof createRemoteJWKSet>;

/** The provider's public keys, found by discovery when the first token arrives. */
@Injectable()
export class ProviderKeys {
  private found?: Promise<KeySet>;

  constructor(@Inject(GatewaySettings) private readonly settings: GatewaySettings) {}

  /** @throws Error when the provider does not answer; the next call tries again */
  get(): Promise<KeySet> {
    this.found ??= this.discover().catch((error: unknown) => {
      delete this.found;
      throw error;
    });
    return this.found;
  }

  private async discover(): Promise<KeySet> {
    const { oidcIssuer } = this.settings;
    const response = await fetch(`${oidcIssuer}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`Discovery at the OpenID provider answers ${response.status}`);
    const { jwks_uri: uri } = (await response.json()) as { jwks_uri?: unknown };
    if (typeof uri !== 'string' || !URL.canParse(uri)) throw new Error('The OpenID provider names no jwks_uri');
    return createRemoteJWKSet(new URL(uri), { timeoutDuration: TIMEOUT_MS, cooldownDuration: 1_000 });
  }
}
