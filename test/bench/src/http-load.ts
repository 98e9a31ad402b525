import autocannon from 'autocannon';

export interface HttpRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly path: string;
  readonly accessToken: string;
  readonly body?: object;
}

export interface HttpLoad {
  readonly url: string;
  readonly seconds: number;
  readonly connections: number;
  readonly request: () => HttpRequest;
}

const LONGEST_SECONDS = 60;
/** autocannon ends only when it takes one of its samples, by default one each second. */
const SAMPLE_MS = 100;

/**
 * Loads an HTTP server; tries again for twice as long when there was no response in the given time.
 * @returns responses per second
 * @throws Error when a response is an error
 */
export async function responsesPerSecond({ url, seconds, connections, request }: HttpLoad): Promise<number> {
  const setupRequest = (defaults: autocannon.Request): autocannon.Request => {
    const { method, path, accessToken, body } = request();
    const authorization = `Bearer ${accessToken}`;
    const headers = body === undefined ? { authorization } : { authorization, 'content-type': 'application/json' };
    return { ...defaults, method, path, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  };
  let answers = 0;
  let duration = 0;
  for (let next = seconds; answers === 0; next *= 2) {
    if (duration > LONGEST_SECONDS) throw new Error(`${url} sent no response in ${duration.toFixed(0)} s`);
    const result = await autocannon({
      url,
      connections,
      duration: next,
      sampleInt: SAMPLE_MS,
      requests: [{ setupRequest }],
    });
    if (result.errors + result.non2xx > 0) {
      const codes = JSON.stringify(result.statusCodeStats);
      throw new Error(`${url} did not answer ${result.errors} requests and refused ${result.non2xx}: ${codes}`);
    }
    answers = result['2xx'];
    duration += result.duration;
  }
  return answers / duration;
}
