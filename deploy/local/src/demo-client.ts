import type { PlatformUrls } from './parts.js';

/** What the demo needs of the gateway's answers (http-api.md). */
export interface System {
  id: string;
  name: string;
  status: string;
  statusDetail?: string;
}

export interface HistoryItem {
  position: string;
  type: string;
  occurredAt: string;
  actor: { subject: string };
  summary: string;
}

export interface Answer<T> {
  status: number;
  /** The log position that this answer is from. */
  position: string;
  body: T;
}

const REQUEST_TIMEOUT_MS = 15_000;

/** Somebody who is signed in and speaks to the gateway. */
export class DemoClient {
  private constructor(
    private readonly gateway: string,
    private readonly accessToken: string,
  ) {}

  /** @throws Error when the identity provider refuses */
  static async signIn({ gateway, identityProvider }: PlatformUrls, clientId: string): Promise<DemoClient> {
    const credentials = { grant_type: 'client_credentials', client_id: clientId, client_secret: 'demo' };
    const response = await fetch(`${identityProvider}/token`, {
      method: 'POST',
      body: new URLSearchParams(credentials),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const body = (await response.json()) as { access_token?: string; error?: string };
    if (!body.access_token)
      throw new Error(`The identity provider refuses ${clientId}: ${body.error ?? response.status}`);
    return new DemoClient(gateway, body.access_token);
  }

  get<T>(path: string): Promise<Answer<T>> {
    return this.call<T>('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<Answer<T>> {
    return this.call<T>('POST', path, body);
  }

  /** @throws Error with the problem's code and words when the gateway refuses */
  private async call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await fetch(`${this.gateway}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.accessToken}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const answer = (await response.json()) as T & { code?: string; detail?: string; title?: string };
    if (!response.ok) {
      throw new Error(
        `${method} ${path}: ${response.status} ${answer.code ?? ''} ${answer.detail ?? answer.title ?? ''}`,
      );
    }
    return { status: response.status, position: response.headers.get('landscape-position') ?? '0', body: answer };
  }
}
