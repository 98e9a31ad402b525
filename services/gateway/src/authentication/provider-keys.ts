import { Injectable } from '@nestjs/common';
import { createLocalJWKSet, createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import { GatewaySettings } from '../settings.js';

const TIMEOUT_MS = 5_000;

/** The provider's public keys, found by discovery when the first token is verified. */
@Injectable()
export class ProviderKeys {
  private keys?: Promise<JWTVerifyGetKey>;

  constructor(private readonly settings: GatewaySettings) {}

  /** @throws Error when the provider is unavailable; the next call retries */
  get(): Promise<JWTVerifyGetKey> {
    this.keys ??= this.discover().catch((error: unknown) => {
      delete this.keys;
      throw error;
    });
    return this.keys;
  }

  private async discover(): Promise<JWTVerifyGetKey> {
    const { oidcIssuer } = this.settings;
    const response = await fetch(`${oidcIssuer}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`Discovery at the OpenID provider answers ${response.status}`);
    const { jwks_uri: uri } = (await response.json()) as { jwks_uri?: unknown };
    if (typeof uri !== 'string' || !URL.canParse(uri)) throw new Error('The OpenID provider names no jwks_uri');
    return withLastKnownKeys(new URL(uri));
  }
}

/** Keys whose refresh is due stay in use while the provider is unavailable. */
function withLastKnownKeys(uri: URL): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(uri, { timeoutDuration: TIMEOUT_MS, cooldownDuration: 1_000 });
  return async (header, token) => {
    try {
      return await remote(header, token);
    } catch (error) {
      const cached = remote.jwks();
      if (remote.fresh || !cached) throw error;
      return createLocalJWKSet(cached)(header, token).catch(() => Promise.reject(error as Error));
    }
  };
}
