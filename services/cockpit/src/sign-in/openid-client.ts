import * as oauth from 'oauth4webapi';

/** Content of `/cockpit/settings.json`, which the gateway serves. */
export interface SignInSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Resource indicator (RFC 8707) that access tokens are requested for. */
  readonly resource: string;
}

/** What the callback needs of the authorization request. It holds no token. */
export interface AuthorizationRequest {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Path to show after the sign-in. */
  readonly returnTo: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string | undefined;
  readonly name: string | undefined;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A public OpenID Connect client: authorization code flow with PKCE. */
export class OpenidClient {
  private constructor(
    private readonly server: oauth.AuthorizationServer,
    private readonly settings: SignInSettings,
    private readonly origin: string,
  ) {}

  /** Reads the provider's metadata. @throws when it cannot be read */
  static async discover(settings: SignInSettings, origin: string): Promise<OpenidClient> {
    const issuer = new URL(settings.issuer);
    const response = await oauth.discoveryRequest(issuer, allowHttpOnLoopback(settings));
    return new OpenidClient(await oauth.processDiscoveryResponse(issuer, response), settings, origin);
  }

  /** Creates an authorization request. @returns its URL, and what to keep until the callback */
  async authorizationRequest(
    returnTo: string,
  ): Promise<{ readonly url: string; readonly request: AuthorizationRequest }> {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    const url = new URL(required(this.server.authorization_endpoint, 'authorization_endpoint'));
    url.search = new URLSearchParams({
      client_id: this.settings.clientId,
      redirect_uri: this.redirectUri,
      response_type: 'code',
      scope: 'openid profile',
      resource: this.settings.resource,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    }).toString();
    return { url: url.href, request: { state, nonce, verifier, returnTo } };
  }

  /**
   * Exchanges the authorization code for tokens.
   * @param callback the URL that the provider redirected to
   * @throws when the callback or the token response is an error or not valid
   */
  async exchangeCode(callback: URL, { state, nonce, verifier }: AuthorizationRequest): Promise<Tokens> {
    const { server, client } = this;
    const code = oauth.validateAuthResponse(server, client, callback, state);
    const response = await oauth.authorizationCodeGrantRequest(
      ...([server, client, oauth.None(), code, this.redirectUri, verifier] as const),
      { additionalParameters: { resource: this.settings.resource }, ...allowHttpOnLoopback(this.settings) },
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response, { expectedNonce: nonce });
    const name = oauth.getValidatedIdTokenClaims(tokens)?.['name'];
    return {
      accessToken: tokens.access_token,
      idToken: tokens.id_token,
      name: typeof name === 'string' ? name : undefined,
      expiresAt: Date.now() + (tokens.expires_in ?? 300) * 1000,
    };
  }

  /** URL that ends the provider's session (RP-initiated logout); undefined when the provider has none. */
  endSessionUrl(idToken: string | undefined): string | undefined {
    if (this.server.end_session_endpoint === undefined) return undefined;
    const url = new URL(this.server.end_session_endpoint);
    url.searchParams.set('client_id', this.settings.clientId);
    url.searchParams.set('post_logout_redirect_uri', `${this.origin}/`);
    if (idToken !== undefined) url.searchParams.set('id_token_hint', idToken);
    return url.href;
  }

  private get client(): oauth.Client {
    return { client_id: this.settings.clientId };
  }

  private get redirectUri(): string {
    return `${this.origin}/signed-in`;
  }
}

/** Without TLS only a provider on this machine is accepted. */
function allowHttpOnLoopback({ issuer }: SignInSettings): { readonly [oauth.allowInsecureRequests]: boolean } {
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(issuer).hostname);
  return { [oauth.allowInsecureRequests]: isLoopback };
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new Error(`The OpenID provider publishes no ${name}.`);
  return value;
}
