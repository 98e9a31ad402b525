import type { DemoTeller } from './demo-teller.js';
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

export interface IncidentItem {
  systemId: string;
}

export interface Answer<T> {
  status: number;
  /** The log position that this answer is from. */
  position: string;
  body: T;
}

interface Problem {
  code?: string;
  detail?: string;
  title?: string;
}

const REQUEST_TIMEOUT_MS = 15_000;

/** Somebody who is signed in and speaks to the gateway; what they say and hear is told. */
export class DemoClient {
  private constructor(
    private readonly gateway: string,
    private readonly accessToken: string,
    private readonly tell?: DemoTeller,
  ) {}

  /** @throws Error when the identity provider refuses */
  static async signIn(urls: PlatformUrls, clientId: string, tell: DemoTeller): Promise<DemoClient> {
    const credentials = { grant_type: 'client_credentials', client_id: clientId, client_secret: 'demo' };
    const response = await fetch(`${urls.identityProvider}/token`, {
      method: 'POST',
      body: new URLSearchParams(credentials),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    const body = (await response.json()) as { access_token?: string; error?: string };
    if (!body.access_token)
      throw new Error(`The identity provider refuses ${clientId}: ${body.error ?? response.status}`);
    return new DemoClient(urls.gateway, body.access_token, tell);
  }

  /** The same person, of whom nothing is told. */
  get quietly(): DemoClient {
    return new DemoClient(this.gateway, this.accessToken);
  }

  get<T>(path: string): Promise<Answer<T>> {
    return this.granted<T>('GET', path);
  }

  post<T>(path: string, body: unknown): Promise<Answer<T>> {
    return this.granted<T>('POST', path, body);
  }

  delete(path: string): Promise<Answer<unknown>> {
    return this.granted('DELETE', path);
  }

  /** @throws Error when the gateway does not refuse what it must refuse */
  async refused(method: string, path: string, body: unknown): Promise<void> {
    const { status } = await this.call(method, path, body);
    if (status < 400) throw new Error(`${method} ${path}: ${status}, but a refusal was due`);
  }

  /** @throws Error with the problem's code and words when the gateway refuses */
  private async granted<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const answer = await this.call<T & Problem>(method, path, body);
    if (answer.status < 400) return answer;
    const { code = '', detail, title = '' } = answer.body;
    throw new Error(`${method} ${path}: ${answer.status} ${code} ${detail ?? title}`);
  }

  private async call<T>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    this.tell?.request(method, path, body);
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
    const answered = (text === '' ? undefined : JSON.parse(text)) as T;
    this.tell?.answer(response.status, answered);
    return { status: response.status, position: response.headers.get('landscape-position') ?? '0', body: answered };
  }
}

/** Has the simulated tenant do something else from now on. @throws Error when no simulator answers */
export async function setFault({ tenantSimulator }: PlatformUrls, tenantId: string, fault: object): Promise<void> {
  const response = await fetch(`${tenantSimulator}/faults/${tenantId}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fault),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  }).catch((cause: unknown) => {
    const cure = 'The demo needs the tenant simulator: start it, or name its port in TENANT_SIMULATOR_PORT.';
    throw new Error(`${tenantSimulator} does not answer. ${cure}`, { cause });
  });
  if (!response.ok) throw new Error(`The tenant simulator refuses a fault: ${response.status}`);
}
