import type { AccessClaims } from '../claims/access-claims.js';

/** An OAuth client that uses the client credentials grant, and the claims of its access tokens. */
export interface Client extends AccessClaims {
  readonly clientId: string;
  readonly clientSecret: string;
}

const MEMBERS = new Set(['clientId', 'clientSecret', 'roles', 'globalAccount', 'tenant']);
/** Format of account and tenant ids. */
const SCOPE_ID = /^[A-Za-z0-9_-]{1,64}$/;
/** RFC 6749, appendix A: visible characters, without the colon that ends the user name of HTTP Basic. */
const CLIENT_ID = /^[\x21-\x39\x3b-\x7e]{1,128}$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isText = (value: unknown): value is string => typeof value === 'string' && value.length > 0;

/**
 * Reads a list of clients from JSON: an array of `{clientId, clientSecret, roles, globalAccount?, tenant?}`.
 *
 * @throws Error that names the first error, without secrets
 */
export function parseClients(json: string): Client[] {
  let parsed: unknown;
  try {
    parsed = JSON.parse(json);
  } catch {
    // The parser's message quotes the text, which may be a secret.
    throw new Error('is not valid JSON');
  }
  if (!Array.isArray(parsed) || parsed.length === 0) throw new Error('must be a JSON array with at least one client');
  const clients = parsed.map((entry, index) => parseClient(entry, `client ${index + 1}`));
  const ids = new Set<string>();
  for (const { clientId } of clients) {
    if (ids.has(clientId)) throw new Error(`has the clientId "${clientId}" twice`);
    ids.add(clientId);
  }
  return clients;
}

function parseClient(entry: unknown, where: string): Client {
  if (!isRecord(entry)) throw new Error(`has a mistake in ${where}: must be an object`);
  const unknownMember = Object.keys(entry).find((member) => !MEMBERS.has(member));
  if (unknownMember !== undefined) throw new Error(`has a mistake in ${where}: unknown member "${unknownMember}"`);
  const { clientId, clientSecret, roles, globalAccount, tenant } = entry;
  if (!isText(clientId) || !CLIENT_ID.test(clientId))
    throw new Error(`has a mistake in ${where}: clientId is missing or not usable`);
  if (!isText(clientSecret)) throw new Error(`has a mistake in ${where}: clientSecret is missing`);
  if (!Array.isArray(roles) || !roles.every(isText))
    throw new Error(`has a mistake in ${where}: roles must be an array of names`);
  for (const [member, value] of Object.entries({ globalAccount, tenant })) {
    if (value !== undefined && !(isText(value) && SCOPE_ID.test(value)))
      throw new Error(`has a mistake in ${where}: ${member} must be 1 to 64 letters, digits, "_" or "-"`);
  }
  return {
    clientId,
    clientSecret,
    roles,
    ...(isText(globalAccount) && { globalAccount }),
    ...(isText(tenant) && { tenant }),
  };
}
