/**
 * Access token of one of the demo clients of the local identity provider.
 * @param resource whom the token is for (RFC 8707); default: the gateway
 * @throws Error when the sign-in is refused
 */
export async function signIn(identityProvider: string, client: string, resource?: string): Promise<string> {
  const response = await fetch(`${identityProvider}/token`, {
    method: 'POST',
    body: new URLSearchParams({
      ...{ grant_type: 'client_credentials', client_id: client, client_secret: 'demo' },
      ...(resource !== undefined && { resource }),
    }),
  });
  if (!response.ok) throw new Error(`${client} cannot sign in: ${response.status} ${await response.text()}`);
  const { access_token: accessToken } = (await response.json()) as { access_token: string };
  return accessToken;
}
