import autocannon from 'autocannon';

export interface HttpLoad {
  readonly url: string;
  readonly accessToken: string;
  readonly seconds: number;
  readonly connections: number;
  readonly request: () => { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: object };
}

/** Loads an HTTP server. @returns answers per second; throws when one of them was an error, for that is no work done */
export async function answersPerSecond({ url, accessToken, seconds, connections, request }: HttpLoad): Promise<number> {
  const authorization = `Bearer ${accessToken}`;
  const setupRequest = (defaults: autocannon.Request): autocannon.Request => {
    const { method, path, body } = request();
    const headers = body === undefined ? { authorization } : { authorization, 'content-type': 'application/json' };
    return { ...defaults, method, path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  };
  const result = await autocannon({ url, connections, duration: seconds, requests: [{ setupRequest }] });
  if (result.errors + result.non2xx > 0) {
    throw new Error(`${url} answered ${result.non2xx} requests with a refusal and ${result.errors} not at all`);
  }
  return result['2xx'] / result.duration;
}
