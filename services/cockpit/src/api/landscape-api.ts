import { connectLandscape, type Landscape } from '@system-landscape/api-client';
import type { Session } from '../sign-in/session.js';

/** The public HTTP API, called as the user who is signed in. */
export interface LandscapeApi {
  readonly http: Landscape['http'];
  readonly events: Landscape['events'];
  /** Path parameter `ga`; empty for a user without a global account. */
  readonly account: string;
  /** Query parameter of a read that includes everything this user has written so far. */
  readonly readYourWrites: () => { readonly minPosition?: string };
}

/** Connects to the API at the origin that served the cockpit. */
export function createLandscapeApi({ user, accessToken }: Session): LandscapeApi {
  const account = user.globalAccountId;
  const landscape = connectLandscape({
    url: window.location.origin,
    accessToken,
    ...(account !== undefined && { globalAccountId: account }),
  });
  let position: string | undefined;
  landscape.http.use({
    onResponse({ request, response }) {
      const written = request.method === 'GET' ? null : response.headers.get('landscape-position');
      if (written !== null && (position === undefined || BigInt(written) > BigInt(position))) position = written;
    },
  });
  return {
    ...landscape,
    account: account ?? '',
    readYourWrites: () => (position === undefined ? {} : { minPosition: position }),
  };
}
