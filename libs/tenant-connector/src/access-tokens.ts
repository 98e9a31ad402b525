import { request } from 'undici';
import { parseJsonObject, readBoundedBody } from './bounded-body.js';

/** Where calls get their access token from. */
export interface AccessTokenSource {
  /**
   * A token that is valid for a while.
   * @throws AccessTokenUnavailable when the OpenID provider gives none
   */
  token(): Promise<string>;
  /** Says that the token was refused: it is not given out again. */
  forget(token: string): void;
}

/** The OpenID provider cannot be reached, or refuses the client. The message holds no secret. */
export class AccessTokenUnavailable extends Error {
  override readonly name = 'AccessTokenUnavailable';
}

export interface ClientCredentialsOptions {
  /** Issuer of the OpenID provider; its discovery document names the token endpoint. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Bound of each request to the provider, in ms; default 5,000. */
  readonly deadlineMs?: number;
  /** Current time in ms since the epoch. */
  readonly now?: () => number;
}

interface HeldToken {
  readonly value: string;
  /** From then on it is not given out any more, in ms since the epoch. */
  readonly staleAt: number;
}

/** A token is replaced this long before it expires, so that no call arrives with an expired one. */
const MARGIN_MS = 60_000;

/**
 * Access tokens by the client credentials grant (RFC 6749, section 4.4). One token serves all calls until shortly
 * before it expires; callers that come while one is fetched wait for that one.
 */
export class ClientCredentials implements AccessTokenSource {
  private held: HeldToken | undefined;
  private fetching: Promise<HeldToken> | undefined;
  private tokenEndpoint: string | undefined;
  private readonly now: () => number;

  constructor(private readonly options: ClientCredentialsOptions) {
    this.now = options.now ?? Date.now;
  }

  async token(): Promise<string> {
    if (this.held && this.now() < this.held.staleAt) return this.held.value;
    this.fetching ??= this.fetchToken().finally(() => (this.fetching = undefined));
    return (await this.fetching).value;
  }

  forget(token: string): void {
    if (this.held?.value === token) this.held = undefined;
  }

  private async fetchToken(): Promise<HeldToken> {
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
    this.held = { value, staleAt: this.now() + lifeMs - Math.min(MARGIN_MS, lifeMs / 10) };
    return this.held;
  }

  private async discoverTokenEndpoint(): Promise<string> {
    const { issuer } = this.options;
    const { issuer: answered, token_endpoint: endpoint } = await this.request(
      `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      {},
    );
    if (answered !== issuer)
      throw new AccessTokenUnavailable(`The OpenID provider at ${issuer} says that it is another issuer.`);
    if (typeof endpoint !== 'string' || !/^https?:\/\//.test(endpoint) || !URL.canParse(endpoint))
      throw new AccessTokenUnavailable(`The OpenID provider at ${issuer} names no token endpoint.`);
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

/** RFC 6749, section 2.3.1: both halves of the credentials are form-encoded before Basic. */
function formEncoded(text: string): string {
  return new URLSearchParams({ '': text }).toString().slice(1);
}
