import { connectLandscape, type Landscape } from '@system-landscape/api-client';
import { CliError } from '../cli-error.js';

export interface ApiSettings {
  readonly gateway: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The HTTP API, signed in with the client credentials. @throws CliError when the sign-in fails */
export async function operatorApi(settings: ApiSettings): Promise<Landscape['http']> {
  const token = await signIn(settings);
  return connectLandscape({ url: settings.gateway, accessToken: () => token }).http;
}

/** OAuth 2.0 client credentials (RFC 6749, 4.4) at the endpoint that OpenID Connect Discovery names. */
async function signIn({ issuer, clientId, clientSecret }: ApiSettings): Promise<string> {
  try {
    const { token_endpoint: endpoint } = (await json(
      fetch(`${issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`),
    )) as { token_endpoint: string };
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
    });
    const { access_token: token } = (await json(fetch(endpoint, { method: 'POST', body }))) as { access_token: string };
    return token;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(
      `${clientId} cannot sign in at ${issuer} (${reason}). Check OIDC_ISSUER, LANDSCAPE_CLIENT_ID and LANDSCAPE_CLIENT_SECRET.`,
    );
  }
}

async function json(pending: Promise<Response>): Promise<unknown> {
  const response = await pending;
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  return response.json();
}

/** The data of an API response. @throws CliError with the detail and code of the problem when the request was refused */
export function dataOf<Data>({
  data,
  error,
  response,
}: {
  readonly data?: Data;
  readonly error?: unknown;
  readonly response: Response;
}): Data {
  if (response.ok) return data as Data;
  const { code, detail } = (error ?? {}) as { readonly code?: string; readonly detail?: string };
  throw new CliError(
    `${detail ?? `The platform responded with HTTP ${response.status}.`}${code === undefined ? '' : ` (${code})`}`,
  );
}
