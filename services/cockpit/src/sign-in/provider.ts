import * as oauth from 'oauth4webapi';

/** What the gateway says at `/cockpit/settings.json`. */
export interface SignInSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Resource (RFC 8707) that access tokens are for. */
  readonly resource: string;
}

/** What must survive the way to the provider and back; it is no token. */
export interface Departure {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Path to come back to. */
  readonly returnTo: string;
}

export interface Tokens {
  readonly accessToken: string;
  readonly idToken: string | undefined;
  readonly name: string | undefined;
  /** In milliseconds since 1970. */
  readonly expiresAt: number;
}

/** The OpenID provider: authorization code with PKCE for a public client. */
export class Provider {
  private constructor(
    private readonly server: oauth.AuthorizationServer,
    private readonly settings: SignInSettings,
    private readonly origin: string,
  ) {}

  static async discover(settings: SignInSettings, origin: string): Promise<Provider> {
    const issuer = new URL(settings.issuer);
    const response = await oauth.discoveryRequest(issuer, insecureOnlyAtHome(settings));
    return new Provider(await oauth.processDiscoveryResponse(issuer, response), settings, origin);
  }

  /** Where to send the browser, and what to keep until it comes back. */
  async departure(returnTo: string): Promise<{ readonly url: string; readonly departure: Departure }> {
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
    return { url: url.href, departure: { state, nonce, verifier, returnTo } };
  }

  /** @throws when the provider or its answer says no */
  async tokensFor(answer: URL, { state, nonce, verifier }: Departure): Promise<Tokens> {
    const { server, client } = this;
    const code = oauth.validateAuthResponse(server, client, answer, state);
    const response = await oauth.authorizationCodeGrantRequest(
      ...([server, client, oauth.None(), code, this.redirectUri, verifier] as const),
      { additionalParameters: { resource: this.settings.resource }, ...insecureOnlyAtHome(this.settings) },
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

  /** Where the provider ends its own session; undefined where it publishes none. */
  endOfSession(idToken: string | undefined): string | undefined {
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

/** A provider without TLS is taken on this machine only. */
function insecureOnlyAtHome({ issuer }: SignInSettings): { readonly [oauth.allowInsecureRequests]: boolean } {
  const atHome = ['127.0.0.1', 'localhost', '[::1]'].includes(new URL(issuer).hostname);
  return { [oauth.allowInsecureRequests]: atHome };
}

function required(value: string | undefined, name: string): string {
  if (value === undefined) throw new Error(`The OpenID provider publishes no ${name}.`);
  return value;
}
