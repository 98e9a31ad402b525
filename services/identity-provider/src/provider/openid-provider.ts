import { randomBytes } from 'node:crypto';
import Provider, { errors, type Adapter, type Configuration } from 'oidc-provider';
import type { Client } from '../clients/client.js';
import type { SigningKeys } from './signing-keys.js';

/** Audience of every access token. */
export const AUDIENCE = 'system-landscape';

/** The resource indicator (RFC 8707) of the platform; a client need not send it. */
export const RESOURCE = 'urn:system-landscape';

const ACCESS_TOKEN_SECONDS = 3600;

/** The paths that the provider answers; its others need people, who are not here yet. */
export const PROVIDER_PATHS: ReadonlySet<string> = new Set(['/token', '/jwks', '/.well-known/openid-configuration']);

/**
 * Access tokens are signed JWTs and clients come from the configuration, so there is nothing to store.
 * Whoever switches on a feature that stores something learns it here instead of at the next restart.
 */
const nothingToStore: Adapter = {
  upsert: () => Promise.reject(new Error('this provider stores nothing')),
  consume: () => Promise.reject(new Error('this provider stores nothing')),
  find: () => Promise.resolve(undefined),
  findByUserCode: () => Promise.resolve(undefined),
  findByUid: () => Promise.resolve(undefined),
  destroy: () => Promise.resolve(),
  revokeByGrantId: () => Promise.resolve(),
};

/**
 * The OpenID provider: client credentials in, JWT access tokens of one hour out.
 *
 * The secret may come as HTTP Basic or as form fields: the library takes both from a client registered with either of
 * the two methods, as RFC 6749, section 2.3.1, asks of a server.
 *
 * @param issuer the issuer identifier, a URL without path, query or fragment
 */
export function createOpenidProvider(issuer: string, clients: readonly Client[], jwks: SigningKeys): Provider {
  const byId = new Map(clients.map((client) => [client.clientId, client]));
  const configuration: Configuration = {
    adapter: () => nothingToStore,
    // No cookie is ever set; the library asks for a key all the same.
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    jwks: jwks,
    clients: clients.map(({ clientId, clientSecret }) => ({
      client_id: clientId,
      client_secret: clientSecret,
      grant_types: ['client_credentials'],
      response_types: [],
      redirect_uris: [],
      token_endpoint_auth_method: 'client_secret_basic',
    })),
    clientAuthMethods: ['client_secret_basic', 'client_secret_post'],
    clientDefaults: { id_token_signed_response_alg: 'ES256', grant_types: ['client_credentials'], response_types: [] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    responseTypes: [],
    scopes: [],
    ttl: { ClientCredentials: ACCESS_TOKEN_SECONDS },
    extraTokenClaims: (_context, token) => {
      const client = byId.get(token.clientId ?? '');
      return {
        roles: client?.roles ?? [],
        ...(client?.globalAccount !== undefined && { global_account: client.globalAccount }),
        ...(client?.tenant !== undefined && { tenant: client.tenant }),
      };
    },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource) => {
          if (resource !== RESOURCE) throw new errors.InvalidTarget(`the only resource is ${RESOURCE}`);
          return {
            scope: '',
            audience: AUDIENCE,
            accessTokenFormat: 'jwt',
            accessTokenTTL: ACCESS_TOKEN_SECONDS,
            jwt: { sign: { alg: 'ES256' } },
          };
        },
      },
    },
  };
  return new Provider(issuer, configuration);
}
