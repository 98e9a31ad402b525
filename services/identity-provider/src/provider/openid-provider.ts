import { randomBytes } from 'node:crypto';
import Provider, { errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { tokenClaims } from '../claims/access-claims.js';
import type { Client } from '../clients/client.js';
import { refusalPage, signedOutPage, signOutPage } from '../pages/pages.js';
import type { User } from '../users/user.js';
import { InMemoryStore } from './in-memory-store.js';
import type { SigningKeys } from './signing-keys.js';

/** Audience of every access token. */
export const AUDIENCE = 'system-landscape';

/** The platform's resource indicator (RFC 8707); the default when a client sends none. */
export const RESOURCE = 'urn:system-landscape';

/** Resource and audience of a token for one tenant, which only the platform gets (tenant provisioning API). */
const TENANT_RESOURCE = /^urn:system-landscape:tenant:([A-Za-z0-9_-]{1,64})$/;
const PLATFORM_ROLE = 'landscape-platform';
/** Long enough for a call with its queue. */
const TENANT_TOKEN_SECONDS = 300;

/** The public client that users sign in to. */
export const COCKPIT_CLIENT = 'cockpit';

const ACCESS_TOKEN_SECONDS = 3600;
/** A working day; every sign-in without a prompt extends it. */
const SESSION_SECONDS = 10 * 3600;

/** Whether oidc-provider handles the path. */
export function isProviderPath(path: string): boolean {
  return /^\/(?:token|jwks|\.well-known\/openid-configuration|auth(?:\/[^/]+)?|session\/end(?:\/(?:confirm|success))?)$/.test(
    path,
  );
}

export interface ProviderOptions {
  /** The issuer identifier, a URL without path, query or fragment. */
  readonly issuer: string;
  /** Origin of the cockpit: the only redirect target, and the only origin allowed by CORS. */
  readonly cockpitOrigin: string;
  readonly clients: readonly Client[];
  readonly users: readonly User[];
}

/**
 * Creates the OpenID provider. It issues JWT access tokens, valid for one hour, by client credentials and to users by
 * authorization code with PKCE.
 *
 * Clients send their secret as HTTP Basic or as form fields: oidc-provider accepts both methods, whichever of them is
 * registered (RFC 6749, section 2.3.1).
 */
export function createOpenidProvider(options: ProviderOptions, jwks: SigningKeys): Provider {
  const { issuer, cockpitOrigin, clients, users } = options;
  const clientsById = new Map(clients.map((client) => [client.clientId, client]));
  const usersById = new Map(users.map((user) => [user.id, user]));
  const store = new InMemoryStore();
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true } as const;
  const configuration: Configuration = {
    adapter: (kind) => store.adapterFor(kind),
    cookies: { keys: [randomBytes(32).toString('base64url')], long: cookie, short: cookie },
    jwks,
    clients: [
      ...clients.map(({ clientId, clientSecret }) => ({
        client_id: clientId,
        client_secret: clientSecret,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        token_endpoint_auth_method: 'client_secret_basic' as const,
      })),
      {
        client_id: COCKPIT_CLIENT,
        client_name: 'System Landscape',
        grant_types: ['authorization_code'],
        response_types: ['code'],
        redirect_uris: [`${cockpitOrigin}/signed-in`],
        post_logout_redirect_uris: [`${cockpitOrigin}/`],
        token_endpoint_auth_method: 'none',
      },
    ],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    clientDefaults: { id_token_signed_response_alg: 'ES256', grant_types: ['client_credentials'], response_types: [] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    responseTypes: ['code'],
    scopes: ['openid'],
    claims: { openid: ['sub'], profile: ['name'] },
    // Without a userinfo endpoint the ID token has to contain the name.
    conformIdTokenClaims: false,
    pkce: { required: () => true, methods: ['S256'] },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: 60,
      ClientCredentials: (_context, token) => token.resourceServer?.accessTokenTTL ?? ACCESS_TOKEN_SECONDS,
      Grant: SESSION_SECONDS,
      IdToken: ACCESS_TOKEN_SECONDS,
      Interaction: 600,
      Session: SESSION_SECONDS,
    },
    findAccount: (_context, id) => {
      const user = usersById.get(id);
      return user && { accountId: id, claims: () => ({ sub: id, name: user.name }) };
    },
    loadExistingGrant: cockpitGrant,
    interactions: { url: (_context, { uid }) => `/sign-in/${uid}` },
    extraTokenClaims: (_context, token) => {
      if (token.kind === 'ClientCredentials') {
        const tenant = TENANT_RESOURCE.exec(String(token.aud))?.[1];
        const claims = tokenClaims(clientsById.get(token.clientId ?? ''));
        return tenant === undefined ? claims : { ...claims, tenant };
      }
      const user = usersById.get(token.accountId);
      return { ...tokenClaims(user), name: user?.name };
    },
    renderError: (context, { error, error_description: description }) => {
      context.type = 'html';
      context.body = refusalPage(`${description ?? 'The request cannot be answered.'} (${error})`, cockpitOrigin);
    },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (context, form) => {
          context.body = signOutPage(form);
        },
        postLogoutSuccessSource: (context) => {
          context.type = 'html';
          context.body = signedOutPage(cockpitOrigin);
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_context, resource, { clientId }) => {
          const server = { scope: '', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'ES256' } } } as const;
          if (resource === RESOURCE) return { ...server, audience: AUDIENCE, accessTokenTTL: ACCESS_TOKEN_SECONDS };
          const isPlatform = clientsById.get(clientId)?.roles.includes(PLATFORM_ROLE) ?? false;
          if (!isPlatform || !TENANT_RESOURCE.test(resource)) {
            throw new errors.InvalidTarget(`the only resource is ${RESOURCE}, and for the platform those of tenants`);
          }
          return { ...server, audience: resource, accessTokenTTL: TENANT_TOKEN_SECONDS };
        },
      },
    },
  };
  const provider = new Provider(issuer, configuration);
  // With an https issuer TLS ends at a proxy, which tells by `X-Forwarded-Proto` how the request came.
  provider.proxy = issuer.startsWith('https:');
  return provider;
}

/** Grants the cockpit its scopes without a consent prompt: it belongs to the platform. */
async function cockpitGrant({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc;
  if (!client || !session?.accountId) return undefined;
  const grantId = session.grantIdFor(client.clientId);
  const existing = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  if (existing) return existing;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
}
