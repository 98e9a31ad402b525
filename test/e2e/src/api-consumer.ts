import type { LocalPlatform } from '@system-landscape/local';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { signIn } from './sign-in.js';

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body;
}

interface CallOptions {
  readonly body?: unknown;
  readonly key?: string;
  readonly headers?: Record<string, string>;
}

/** The fields of the responses that the tests use. */
export interface SystemAnswer {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly statusDetail?: string;
  readonly version: number;
  readonly position: string;
  readonly registration?: { readonly attempt: number; readonly state: string };
}
export interface AddedAnswer {
  readonly system: SystemAnswer;
  readonly integrationToken: { readonly tokenId: string; readonly value: string };
  readonly nextStep: { readonly title: string; readonly url: string };
}

/** A platform with its URLs. */
type PlatformAddress = { readonly urls: Pick<LocalPlatform['urls'], 'gateway' | 'identityProvider'> };

/** The paths whose reads take minPosition, beside the operators' ones (docs/http-api.md). */
const READS_AT_POSITION =
  /^\/v1\/(global-accounts\/[^/]+\/(systems|formations|entitlement-configurations)|tenants\/[^/]+\/extensions)\b/;

/** The greatest position that the answers of a platform have told, by its URLs. */
const reached = new WeakMap<object, bigint>();

/**
 * A well-behaved API consumer: its reads wait for what any consumer of the platform has seen or written before, and
 * `persist` retries unavailable requests with one idempotency key.
 */
export class ApiConsumer {
  private constructor(
    private readonly platform: PlatformAddress,
    private readonly accessToken: string,
    private readonly takesStaleAnswers: boolean,
  ) {}

  /** Signs in as one of the demo clients of the local identity provider. */
  static async signIn(
    platform: PlatformAddress,
    client: string,
    { takesStaleAnswers = false } = {},
  ): Promise<ApiConsumer> {
    return new ApiConsumer(platform, await signIn(platform.urls.identityProvider, client), takesStaleAnswers);
  }

  /** Sends one request; returns the response, whatever its status. */
  async call<Body = Record<string, unknown>>(method: string, path: string, options: CallOptions = {}) {
    const response = await fetch(this.platform.urls.gateway + this.atReachedPosition(method, path), {
      method,
      headers: {
        authorization: `Bearer ${this.accessToken}`,
        ...(options.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
        ...options.headers,
      },
      body: options.body === undefined ? null : JSON.stringify(options.body),
    });
    this.remember(response.headers.get('landscape-position'));
    const text = await response.text();
    const body = (text === '' ? {} : JSON.parse(text)) as Body;
    return { status: response.status, headers: response.headers, body } satisfies Answer<Body>;
  }

  /** As `call`, but retries with the same key while the platform is unavailable, for a minute at most. */
  async persist<Body = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<Body>> {
    const key = randomUUID();
    const until = Date.now() + 60_000;
    for (;;) {
      const answer = await this.call<Body>(method, path, { body, key }).catch(unreachable);
      if (answer && answer.status < 500) return answer;
      if (Date.now() > until) throw new Error(`${method} ${path} was not answered for a minute: ${answer?.status}`);
      await wait(100);
    }
  }

  private atReachedPosition(method: string, path: string): string {
    const position = reached.get(this.platform.urls);
    const isRead = (method === 'GET' || method === 'HEAD') && READS_AT_POSITION.test(path);
    const namesPosition = /\/integration-token\b|[?&](minPosition|asOf)=/.test(path);
    if (this.takesStaleAnswers || position === undefined || !isRead || namesPosition) return path;
    return `${path}${path.includes('?') ? '&' : '?'}minPosition=${position}`;
  }

  private remember(position: string | null): void {
    const before = reached.get(this.platform.urls) ?? 0n;
    if (position !== null && BigInt(position) > before) reached.set(this.platform.urls, BigInt(position));
  }
}

function unreachable(error: unknown): undefined {
  // fetch throws a TypeError when the gateway does not answer; any other error is a mistake of the test. Compared by name,
  // since Jest runs tests in another realm than fetch.
  if ((error as Error).name === 'TypeError') return undefined;
  throw error;
}
