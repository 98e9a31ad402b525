const MAX_DOCUMENT_BYTES = 512 * 1024;

/** The OpenID provider is unavailable, or its answer is not usable. The message is for the log and holds no secret. */
export class ProviderUnavailable extends Error {
  override readonly name = 'ProviderUnavailable';
}

/** What a provider says about itself. */
interface ProviderMetadata {
  /** The issuer as the provider spells it: what its tokens name. */
  readonly issuer: string;
  readonly jwksUri: string | undefined;
  readonly tokenEndpoint: string | undefined;
}

/**
 * Reads the provider's metadata: OpenID Connect Discovery, or where that is missing RFC 8414. Redirects are followed. The
 * provider may end its issuer in a slash, or not.
 *
 * @param issuer from the settings
 * @param timeoutMs of each request
 * @throws ProviderUnavailable
 */
export async function discoverProvider(issuer: string, timeoutMs: number): Promise<ProviderMetadata> {
  const metadata = await metadataOf(issuer, timeoutMs);
  const { issuer: named, jwks_uri: jwksUri, token_endpoint: tokenEndpoint } = metadata;
  if (typeof named !== 'string' || withoutSlash(named) !== withoutSlash(issuer)) {
    throw new ProviderUnavailable(
      `The OpenID provider at ${issuer} names ${typeof named === 'string' ? `the issuer ${named.slice(0, 200)}` : 'no issuer'}. ` +
        'Set OIDC_ISSUER to the issuer that it names.',
    );
  }
  return {
    issuer: named,
    jwksUri: endpoint(jwksUri, issuer, 'jwks_uri'),
    tokenEndpoint: endpoint(tokenEndpoint, issuer, 'token_endpoint'),
  };
}

/**
 * Reads a JSON document of the provider.
 * @returns undefined when there is no such document (404)
 * @throws ProviderUnavailable
 */
export async function providerDocument(url: string, timeoutMs: number): Promise<Record<string, unknown> | undefined> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, { headers: { accept: 'application/json' }, signal: AbortSignal.timeout(timeoutMs) });
    text = await boundedText(response);
  } catch (error) {
    if (error instanceof ProviderUnavailable) throw error;
    throw new ProviderUnavailable(`The OpenID provider at ${new URL(url).origin} did not answer.`, { cause: error });
  }
  if (isDowngrade(url, response.url)) {
    throw new ProviderUnavailable(
      `The OpenID provider redirects ${url} to ${new URL(response.url).origin}, without TLS.`,
    );
  }
  if (response.status === 404) return undefined;
  const document = response.ok ? jsonObject(text) : undefined;
  if (!document)
    throw new ProviderUnavailable(`${url} of the OpenID provider is no JSON object (HTTP ${response.status}).`);
  return document;
}

export const withoutSlash = (issuer: string) => issuer.replace(/\/+$/, '');

async function metadataOf(issuer: string, timeoutMs: number): Promise<Record<string, unknown>> {
  const { origin, pathname } = new URL(withoutSlash(issuer));
  const places = [
    `${withoutSlash(issuer)}/.well-known/openid-configuration`,
    `${origin}/.well-known/oauth-authorization-server${withoutSlash(pathname)}`,
  ];
  for (const place of places) {
    const document = await providerDocument(place, timeoutMs);
    if (document) return document;
  }
  throw new ProviderUnavailable(`The OpenID provider at ${issuer} has no discovery document (${places.join(', ')}).`);
}

function endpoint(value: unknown, issuer: string, member: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value !== 'string' || !URL.canParse(value) || !/^https?:$/.test(new URL(value).protocol)) {
    throw new ProviderUnavailable(`The OpenID provider at ${issuer} has no valid ${member} in its discovery document.`);
  }
  if (isDowngrade(issuer, value)) {
    throw new ProviderUnavailable(`The OpenID provider at ${issuer} names a ${member} without TLS.`);
  }
  return value;
}

const isDowngrade = (from: string, to: string) => from.startsWith('https:') && to.startsWith('http:');

async function boundedText(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > MAX_DOCUMENT_BYTES) {
      throw new ProviderUnavailable(
        `${response.url} of the OpenID provider has more than ${MAX_DOCUMENT_BYTES} bytes.`,
      );
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
