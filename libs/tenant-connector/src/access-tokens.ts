import { discoverProvider, ProviderUnavailable } from '@system-landscape/service-kit/tokens';
import { decodeJwt } from 'jose';
import { LRUCache } from 'lru-cache';
import { request } from 'undici';
import { parseJsonObject, readBoundedBody } from './bounded-body.js';

/** A source of access tokens. */
export interface AccessTokenSource {
  /**
   * A token that is still valid for some time.
   * @param resource for which it is (RFC 8707)
   * @throws AccessTokenUnavailable when the OpenID provider issues none
   */
  token(resource: string): Promise<string>;
  /** Discards a token of the resource that was refused. */
  forget(token: string, resource: string): void;
}

/** The OpenID provider is unavailable, or refuses the client. The message contains no secret. */
export class AccessTokenUnavailable extends Error {
  override readonly name = 'AccessTokenUnavailable';
}

/**
 * How the provider is told for whom a token is: `resource` (RFC 8707), or as some providers have it `audience` or `scope`.
 * `none`: it is not told, and all tenants get the same token.
 */
export const RESOURCE_PARAMETERS = ['resource', 'audience', 'scope', 'none'] as const;
export type ResourceParameter = (typeof RESOURCE_PARAMETERS)[number];

export interface ClientCredentialsOptions {
  /** Issuer of the OpenID provider; its discovery document names the token endpoint. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Default `resource`. */
  readonly resourceParameter?: ResourceParameter;
  /** Timeout of each request to the provider, in ms; default 5,000. */
  readonly deadlineMs?: number;
  /** Monotonic time in ms. */
  readonly now?: () => number;
}

interface CachedToken {
  readonly value: string;
  /** From this time on a new token is fetched, in the time of `now`. */
  readonly staleAt: number;
}

/** A token is replaced this long before it expires, so that it does not expire on the way. */
const MARGIN_MS = 60_000;
/** Of this many resources the tokens are kept. */
const MAX_RESOURCES = 10_000;

/**
 * Access tokens by the client credentials grant (RFC 6749, section 4.4), one per resource: whoever receives a token
 * can use it nowhere else. It is used until shortly before it expires. Concurrent callers share one fetch.
 */
export class ClientCredentials implements AccessTokenSource {
  private readonly cached = new LRUCache<string, CachedToken>({ max: MAX_RESOURCES });
  private readonly fetching = new Map<string, Promise<CachedToken>>();
  private tokenEndpoint: string | undefined;
  private readonly now: () => number;

  constructor(private readonly options: ClientCredentialsOptions) {
    this.now = options.now ?? (() => performance.now());
  }

  /** @param audience that the token has to name, where it is not the resource itself */
  async token(resource: string, audience = resource): Promise<string> {
    const key = this.options.resourceParameter === 'none' ? '' : resource;
    const cached = this.cached.get(key);
    if (cached && this.now() < cached.staleAt) return cached.value;
    const fetching = this.fetching.get(key) ?? this.fetchToken(key, audience).finally(() => this.fetching.delete(key));
    this.fetching.set(key, fetching);
    return (await fetching).value;
  }

  forget(token: string, resource: string): void {
    const key = this.options.resourceParameter === 'none' ? '' : resource;
    if (this.cached.get(key)?.value === token) this.cached.delete(key);
  }

  private async fetchToken(resource: string, audience: string): Promise<CachedToken> {
    const { clientId, clientSecret, resourceParameter = 'resource' } = this.options;
    const credentials = [clientId, clientSecret].map(formEncoded).join(':');
    this.tokenEndpoint ??= await this.discoverTokenEndpoint();
    const form = new URLSearchParams({ grant_type: 'client_credentials' });
    if (resourceParameter !== 'none') form.set(resourceParameter, resource);
    const answer = await this.request(this.tokenEndpoint, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: form.toString(),
    });
    const { access_token: value, expires_in: seconds } = answer;
    if (typeof value !== 'string' || value === '' || typeof seconds !== 'number' || !(seconds > 0))
      throw new AccessTokenUnavailable('The OpenID provider answered without access_token and expires_in.');
    if (resourceParameter === 'resource' || resourceParameter === 'audience') this.checkAudience(value, audience);
    const lifeMs = seconds * 1000;
    const cached = { value, staleAt: this.now() + lifeMs - Math.min(MARGIN_MS, lifeMs / 10) };
    this.cached.set(resource, cached);
    return cached;
  }

  /** A provider that ignores the parameter issues a token that one tenant could replay at another. An opaque one tells nothing. */
  private checkAudience(token: string, audience: string): void {
    let named: unknown;
    try {
      named = decodeJwt(token).aud;
    } catch {
      return;
    }
    if ([named].flat().includes(audience)) return;
    throw new AccessTokenUnavailable(
      `The OpenID provider ignores "${this.options.resourceParameter ?? 'resource'}": its token is not for ${audience}. ` +
        'Let it issue tokens for this audience, or set TENANT_TOKEN_PARAMETER to what it takes.',
    );
  }

  private async discoverTokenEndpoint(): Promise<string> {
    const { issuer, deadlineMs = 5_000 } = this.options;
    try {
      const { tokenEndpoint } = await discoverProvider(issuer, deadlineMs);
      if (tokenEndpoint !== undefined) return tokenEndpoint;
    } catch (error) {
      if (error instanceof ProviderUnavailable) throw new AccessTokenUnavailable(error.message, { cause: error });
      throw error;
    }
    throw new AccessTokenUnavailable(`The OpenID provider at ${issuer} names no token_endpoint.`);
  }

  private async request(url: string, outgoing: Parameters<typeof request>[1]): Promise<Record<string, unknown>> {
    let status: number;
    let text: string;
    try {
      const signal = AbortSignal.timeout(this.options.deadlineMs ?? 5_000);
      const response = await request(url, { ...outgoing, signal });
      status = response.statusCode;
      ({ text } = await readBoundedBody(response.body));
    } catch (error) {
      throw new AccessTokenUnavailable(`The OpenID provider at ${new URL(url).origin} did not answer.`, {
        cause: error,
      });
    }
    const body = parseJsonObject(text);
    if (status !== 200 || !body) {
      const code = typeof body?.['error'] === 'string' ? `, ${body['error'].slice(0, 100)}` : '';
      throw new AccessTokenUnavailable(
        `The OpenID provider at ${new URL(url).origin} refused client ${this.options.clientId} (HTTP ${status}${code}).`,
      );
    }
    return body;
  }
}

/** RFC 6749, section 2.3.1: client id and secret are form-encoded before Basic. */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}
