import { personOf, type Person } from './person.js';
import { Provider, type Departure, type SignInSettings, type Tokens } from './provider.js';

const DEPARTURE = 'cockpit.departure';
const SIGNED_OUT = 'cockpit.signed-out';

/** A new token is fetched this long before the old one ends. */
const RENEW_BEFORE_MS = 120_000;
const LOOK_AGAIN_MS = 5_000;

/** A person who is signed in. The tokens are in this object and nowhere else: a reload signs in again. */
export class Session {
  readonly person: Person;

  constructor(
    private readonly provider: Provider,
    private readonly tokens: Tokens,
  ) {
    this.person = personOf(tokens.accessToken, tokens.name);
  }

  readonly accessToken = (): string => this.tokens.accessToken;

  /** Leaves for the provider, which answers at once while its session lasts, and comes back to this page. */
  readonly signInAgain = async (): Promise<void> => {
    await leave(this.provider, pathOf(window.location));
  };

  readonly signOut = (): void => {
    sessionStorage.setItem(SIGNED_OUT, 'true');
    // In place of this page, so that nobody goes back to it.
    window.location.replace(this.provider.endOfSession(this.tokens.idToken) ?? '/');
  };

  /**
   * Signs in again before the token ends, at a moment at which nobody loses what they type.
   * @param isBusy whether a dialog is open
   */
  renewInTime(isBusy: () => boolean): () => void {
    const look = setInterval(() => {
      const due = Date.now() > this.tokens.expiresAt - RENEW_BEFORE_MS;
      if (!due || isBusy()) return;
      clearInterval(look);
      // The provider away: the next answer 401 says so and offers to sign in.
      this.signInAgain().catch(() => undefined);
    }, LOOK_AGAIN_MS);
    return () => clearInterval(look);
  }
}

/** `leaving`: the browser is on its way to the provider. */
export type Opening = { readonly session: Session } | 'signed-out' | 'leaving';

/** Whether the provider has just sent the browser here, with its answer. */
export function isComingBack(): boolean {
  return window.location.pathname === '/signed-in';
}

/** Signs in: takes the provider's answer, or leaves for the provider. */
export async function openSession(settings: SignInSettings): Promise<Opening> {
  const { location } = window;
  const answered = isComingBack();
  if (!answered && sessionStorage.getItem(SIGNED_OUT) !== null) return 'signed-out';

  const provider = await Provider.discover(settings, location.origin);
  const departure = takeDeparture();
  if (!answered || !departure) {
    await leave(provider, answered ? '/' : pathOf(location));
    return 'leaving';
  }
  const answer = new URL(location.href);
  // The code is of no use any more, and belongs neither on the screen nor into the history.
  window.history.replaceState(null, '', departure.returnTo);
  return { session: new Session(provider, await provider.tokensFor(answer, departure)) };
}

/** The person wants to sign in again. */
export function forgetSignOut(): void {
  sessionStorage.removeItem(SIGNED_OUT);
}

async function leave(provider: Provider, returnTo: string): Promise<void> {
  const { url, departure } = await provider.departure(returnTo);
  sessionStorage.setItem(DEPARTURE, JSON.stringify(departure));
  window.location.replace(url);
}

function takeDeparture(): Departure | undefined {
  const kept = sessionStorage.getItem(DEPARTURE);
  sessionStorage.removeItem(DEPARTURE);
  return kept === null ? undefined : (JSON.parse(kept) as Departure);
}

function pathOf({ pathname, search }: Location): string {
  return `${pathname}${search}`;
}
