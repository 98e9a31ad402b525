import { connectLandscape, type components, type Landscape } from '@system-landscape/api-client';
import { createContext, useContext } from 'react';
import type { Session } from '../sign-in/session.js';

export type System = components['schemas']['SystemShape'];
export type SystemStatus = System['status'];
export type SystemType = components['schemas']['SystemTypeShape'];
export type Formation = components['schemas']['FormationShape'];
export type EntitlementConfiguration = components['schemas']['EntitlementConfigurationShape'];
export type HistoryItem = components['schemas']['HistoryItemShape'];
export type IntegrationToken = components['schemas']['IntegrationTokenShape'];
export type Extension = components['schemas']['ExtensionShape'];
export type Incident = components['schemas']['IncidentItemShape'];
export type Resolution = components['schemas']['ResolutionBody'];
export type Parked = components['schemas']['ParkedShape'];
export type Step = NonNullable<components['schemas']['RegistrationShape']['step']>;

/** The platform, for the person who is signed in. */
export interface Platform {
  readonly http: Landscape['http'];
  readonly events: Landscape['events'];
  /** `ga` of the paths. */
  readonly account: string;
  /** `minPosition` of reads: they include what this person has written. */
  readonly reached: () => { readonly minPosition?: string };
}

/** The public HTTP API at the origin that the cockpit came from. */
export function platformFor({ person, accessToken }: Session): Platform {
  const account = person.globalAccountId;
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
    reached: () => (position === undefined ? {} : { minPosition: position }),
  };
}

export const PlatformContext = createContext<Platform | undefined>(undefined);

export function usePlatform(): Platform {
  const platform = useContext(PlatformContext);
  if (!platform) throw new Error('There is no platform around this component');
  return platform;
}
