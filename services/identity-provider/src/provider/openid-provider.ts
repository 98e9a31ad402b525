import { randomBytes } from 'node:crypto';
import Provider, { errors, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { claimsOf } from '../access/access.js';
import type { Client } from '../clients/client.js';
import { refusalPage, signedOutPage, signOutPage } from '../pages/pages.js';
import type { Person } from '../people/person.js';
import { Memory } from './memory.js';
import type { SigningKeys } from './signing-keys.js';

/** Audience of every access token. */
export const AUDIENCE = 'system-landscape';

/** The resource indicator (RFC 8707) of the platform; a client need not send it. */
export const RESOURCE = 'urn:system-landscape';

/** The public client that people sign in to. */
export const COCKPIT_CLIENT = 'cockpit';

const ACCESS_TOKEN_SECONDS = 3600;
/** A working day, anew with each sign-in that the session answers. */
const SESSION_SECONDS = 10 * 3600;

/** The paths that the provider answers. */
export function isProviderPath(path: string): boolean {
  return /^\/(?:token|jwks|\.well-known\/openid-configuration|auth(?:\/[^/]+)?|session\/end(?:\/(?:confirm|success))?)$/.test(
    path,
  );
}

export interface ProviderOptions {
  /** The issuer identifier, a URL without path, query or fragment. */
  readonly issuer: string;
  /** Where the cockpit is: the one place to which people are sent back, and from which scripts may call. */
  readonly cockpitOrigin: string;
  readonly clients: readonly Client[];
  readonly people: readonly Person[];
}

/**
 * The OpenID provider. Out come JWT access tokens of one hour, for client credentials and for people, who sign in by
 * authorization code with PKCE.
 *
 * The secret may come as HTTP Basic or as form fields: the library takes both from a client registered with either of
 * the two methods, as RFC 6749, section 2.3.1, asks of a server.
 */
export function createOpenidProvider(options: ProviderOptions, jwks: SigningKeys): Provider {
  const { issuer, cockpitOrigin, clients, people } = options;
  const clientsById = new Map(clients.map((client) => [client.clientId, client]));
  const peopleById = new Map(people.map((person) => [person.id, person]));
  const memory = new Memory();
  const cookie = { httpOnly: true, sameSite: 'lax', signed: true } as const;
  const configuration: Configuration = {
    adapter: (kind) => memory.adapterFor(kind),
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
    // There is no userinfo endpoint, so the ID token tells the name.
    conformIdTokenClaims: false,
    pkce: { required: () => true, methods: ['S256'] },
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: 60,
      ClientCredentials: ACCESS_TOKEN_SECONDS,
      Grant: SESSION_SECONDS,
      IdToken: ACCESS_TOKEN_SECONDS,
      Interaction: 600,
      Session: SESSION_SECONDS,
    },
    findAccount: (_context, id) => {
      const person = peopleById.get(id);
      return person && { accountId: id, claims: () => ({ sub: id, name: person.name }) };
    },
    loadExistingGrant: grantOfTheCockpit,
    interactions: { url: (_context, { uid }) => `/sign-in/${uid}` },
    extraTokenClaims: (_context, token) => {
      if (token.kind === 'ClientCredentials') return claimsOf(clientsById.get(token.clientId ?? ''));
      const person = peopleById.get(token.accountId);
      return { ...claimsOf(person), name: person?.name };
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

/** The cockpit is the platform's own: nobody is asked whether it may act for them. */
async function grantOfTheCockpit({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc;
  if (!client || !session?.accountId) return undefined;
  const known = session.grantIdFor(client.clientId);
  const grant = known === undefined ? undefined : await provider.Grant.find(known);
  if (grant) return grant;
  const made = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  made.addOIDCScope('openid profile');
  await made.save();
  return made;
}
