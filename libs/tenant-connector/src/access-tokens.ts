import { request } from 'undici';
import { parseJsonObject, readBoundedBody } from './bounded-body.js';

/** A source of access tokens. */
export interface AccessTokenSource {
  /**
   * A token that is still valid for some time.
   * @throws AccessTokenUnavailable when the OpenID provider issues none
   */
  token(): Promise<string>;
  /** Discards a token that was refused. */
  forget(token: string): void;
}

/** The OpenID provider is unavailable, or refuses the client. The message contains no secret. */
export class AccessTokenUnavailable extends Error {
  override readonly name = 'AccessTokenUnavailable';
}

export interface ClientCredentialsOptions {
  /** Issuer of the OpenID provider; its discovery document names the token endpoint. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Timeout of each request to the provider, in ms; default 5,000. */
  readonly deadlineMs?: number;
  /** Current time in ms since the epoch. */
  readonly now?: () => number;
}

interface CachedToken {
  readonly value: string;
  /** From this time on a new token is fetched, in ms since the epoch. */
  readonly staleAt: number;
}

/** A token is replaced this long before it expires, so that it does not expire on the way. */
const MARGIN_MS = 60_000;

/**
 * Access tokens by the client credentials grant (RFC 6749, section 4.4). One token is used for all calls until
 * shortly before it expires. Concurrent callers share one fetch.
 */
export class ClientCredentials implements AccessTokenSource {
  private cached: CachedToken | undefined;
  private fetching: Promise<CachedToken> | undefined;
  private tokenEndpoint: string | undefined;
  private readonly now: () => number;

  constructor(private readonly options: ClientCredentialsOptions) {
    this.now = options.now ?? Date.now;
  }

  async token(): Promise<string> {
    if (this.cached && this.now() < this.cached.staleAt) return this.cached.value;
    this.fetching ??= this.fetchToken().finally(() => (this.fetching = undefined));
    return (await this.fetching).value;
  }

  forget(token: string): void {
    if (this.cached?.value === token) this.cached = undefined;
  }

  private async fetchToken(): Promise<CachedToken> {
    const { clientId, clientSecret } = this.options;
    const credentials = [clientId, clientSecret].map(formEncoded).join(':');
    this.tokenEndpoint ??= await this.discoverTokenEndpoint();
    const answer = await this.request(this.tokenEndpoint, {
      method: 'POST',
      headers: {
        authorization: `Basic ${Buffer.from(credentials).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: 'grant_type=client_credentials',
    });
    const { access_token: value, expires_in: seconds } = answer;
    if (typeof value !== 'string' || value === '' || typeof seconds !== 'number' || !(seconds > 0))
      throw new AccessTokenUnavailable('The OpenID provider answered without access_token and expires_in.');
    const lifeMs = seconds * 1000;
    this.cached = { value, staleAt: this.now() + lifeMs - Math.min(MARGIN_MS, lifeMs / 10) };
    return this.cached;
  }

  private async discoverTokenEndpoint(): Promise<string> {
    const { issuer } = this.options;
    const { issuer: answered, token_endpoint: endpoint } = await this.request(
      `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      {},
    );
    if (answered !== issuer)
      throw new AccessTokenUnavailable(
        `The OpenID provider at ${issuer} has another issuer in its discovery document.`,
      );
    if (typeof endpoint !== 'string' || !/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint))
      throw new AccessTokenUnavailable(
        `The OpenID provider at ${issuer} has no valid token endpoint in its discovery document.`,
      );
    return endpoint;
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
