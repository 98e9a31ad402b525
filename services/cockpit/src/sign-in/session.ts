import { OpenidClient, type AuthorizationRequest, type SignInSettings, type Tokens } from './openid-client.js';
import { userFromToken, type User } from './user.js';

const AUTHORIZATION_REQUEST = 'cockpit.authorization-request';
const SIGNED_OUT = 'cockpit.signed-out';

/** A new token is requested this long before the old one expires. */
const RENEW_BEFORE_MS = 120_000;
const EXPIRY_CHECK_MS = 5_000;

/** A signed-in user. Tokens are kept in this object only, so a reload signs in again. */
export class Session {
  readonly user: User;

  constructor(
    private readonly client: OpenidClient,
    private readonly tokens: Tokens,
  ) {
    this.user = userFromToken(tokens.accessToken, tokens.name);
  }

  readonly accessToken = (): string => this.tokens.accessToken;

  /** Redirects to the provider and back to this page. The provider does not prompt while its own session lasts. */
  readonly signInAgain = async (): Promise<void> => {
    await redirectToProvider(this.client, pathOf(window.location));
  };

  readonly signOut = (): void => {
    sessionStorage.setItem(SIGNED_OUT, 'true');
    // `replace` leaves no history entry to go back to.
    window.location.replace(this.client.endSessionUrl(this.tokens.idToken) ?? '/');
  };

  /**
   * Signs in again before the token expires, but not while the redirect would discard input.
   * @param isBusy whether a dialog is open
   * @returns stops the timer
   */
  renewBeforeExpiry(isBusy: () => boolean): () => void {
    const timer = setInterval(() => {
      const isDue = Date.now() > this.tokens.expiresAt - RENEW_BEFORE_MS;
      if (!isDue || isBusy()) return;
      clearInterval(timer);
      // If the provider is unreachable, the next 401 response offers to sign in.
      this.signInAgain().catch(() => undefined);
    }, EXPIRY_CHECK_MS);
    return () => clearInterval(timer);
  }
}

/** `redirecting`: the browser is leaving for the provider. */
export type SignInResult = { readonly session: Session } | 'signed-out' | 'redirecting';

/** Whether the provider has redirected the browser here. */
export function isCallback(): boolean {
  return window.location.pathname === '/signed-in';
}

/** Signs in: completes the sign-in at the callback, otherwise redirects to the provider. */
export async function signIn(settings: SignInSettings): Promise<SignInResult> {
  const { location } = window;
  if (!isCallback() && sessionStorage.getItem(SIGNED_OUT) !== null) return 'signed-out';

  const client = await OpenidClient.discover(settings, location.origin);
  const request = takeAuthorizationRequest();
  if (!isCallback() || !request) {
    await redirectToProvider(client, isCallback() ? '/' : pathOf(location));
    return 'redirecting';
  }
  const callback = new URL(location.href);
  // The authorization code is used once; it must stay neither in the address bar nor in the history.
  window.history.replaceState(null, '', request.returnTo);
  return { session: new Session(client, await client.exchangeCode(callback, request)) };
}

/** Lets `signIn` redirect again after a sign-out. */
export function clearSignedOut(): void {
  sessionStorage.removeItem(SIGNED_OUT);
}

async function redirectToProvider(client: OpenidClient, returnTo: string): Promise<void> {
  const { url, request } = await client.authorizationRequest(returnTo);
  sessionStorage.setItem(AUTHORIZATION_REQUEST, JSON.stringify(request));
  window.location.replace(url);
}

function takeAuthorizationRequest(): AuthorizationRequest | undefined {
  const stored = sessionStorage.getItem(AUTHORIZATION_REQUEST);
  sessionStorage.removeItem(AUTHORIZATION_REQUEST);
  return stored === null ? undefined : (JSON.parse(stored) as AuthorizationRequest);
}

function pathOf({ pathname, search }: Location): string {
  return `${pathname}${search}`;
}
