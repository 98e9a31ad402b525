import type { DemoResponse } from './demo-responses.js';
import type { DemoPrinter } from './demo-printer.js';
import type { PlatformUrls } from './components.js';

interface Problem {
  code?: string;
  detail?: string;
  title?: string;
}

const REQUEST_TIMEOUT_MS = 15_000;

/** A client of the gateway, signed in as one of the demo users. Prints its requests and responses. */
export class DemoClient {
  private constructor(
    private readonly gateway: string,
    private readonly accessToken: string,
    private readonly printer?: DemoPrinter,
  ) {}

  /** @throws Error when the identity provider refuses */
  static async signIn(urls: PlatformUrls, clientId: string, printer: DemoPrinter): Promise<DemoClient> {
    const credentials = { grant_type: 'client_credentials', client_id: clientId, client_secret: 'demo' };
    const response = await fetch(`${urls.identityProvider}/token`, {
      method: 'POST',
      body: new URLSearchParams(credentials),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const body = (await response.json()) as { access_token?: string; error?: string };
    if (!body.access_token)
      throw new Error(`The identity provider refuses ${clientId}: ${body.error ?? response.status}`);
    return new DemoClient(urls.gateway, body.access_token, printer);
  }

  /** The same client without output. */
  get quiet(): DemoClient {
    return new DemoClient(this.gateway, this.accessToken);
  }

  get<T>(path: string): Promise<DemoResponse<T>> {
    return this.succeed<T>('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<DemoResponse<T>> {
    return this.succeed<T>('POST', path, body);
  }

  delete(path: string): Promise<DemoResponse<unknown>> {
    return this.succeed('DELETE', path);
  }

  /** Sends a request that must be refused. @throws Error when the gateway accepts it */
  async expectRefusal(method: string, path: string, body: unknown): Promise<void> {
    const { status } = await this.call(method, path, body);
    if (status < 400) throw new Error(`${method} ${path}: ${status}, but the request must be refused`);
  }

  /** @throws Error with code and detail of the problem when the gateway refuses the request */
  private async succeed<T>(method: string, path: string, body?: unknown): Promise<DemoResponse<T>> {
    const response = await this.call<T & Problem>(method, path, body);
    if (response.status < 400) return response;
    const { code = '', detail, title = '' } = response.body;
    throw new Error(`${method} ${path}: ${response.status} ${code} ${detail ?? title}`);
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<DemoResponse<T>> {
    this.printer?.request(method, path, body);
    const response = await fetch(`${this.gateway}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.accessToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(method === 'GET' ? {} : { 'idempotency-key': crypto.randomUUID() }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const text = await response.text();
    const parsed = (text === '' ? undefined : JSON.parse(text)) as T;
    this.printer?.response(response.status, parsed);
    return { status: response.status, position: response.headers.get('landscape-position') ?? '0', body: parsed };
  }
}

/** Sets the behaviour of a simulated tenant. @throws Error when no simulator answers */
export async function setFault({ tenantSimulator }: PlatformUrls, tenantId: string, fault: object): Promise<void> {
  const response = await fetch(`${tenantSimulator}/faults/${tenantId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  }).catch((cause: unknown) => {
    const remedy = 'The demo needs the tenant simulator: start it, or name its port in TENANT_SIMULATOR_PORT.';
    throw new Error(`${tenantSimulator} does not answer. ${remedy}`, { cause });
  });
  if (!response.ok) throw new Error(`The tenant simulator refuses a fault: ${response.status}`);
}
