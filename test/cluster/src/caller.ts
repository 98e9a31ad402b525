import { signIn } from '@system-landscape/e2e';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';

/** A caller gives an attempt up after this long and goes to the other gateway; milliseconds. */
const ATTEMPT_MS = 5_000;
const PAUSE_MS = 100;
/** Within this time a write must be answered, whatever fails; milliseconds. */
export const WITHIN_MS = 120_000;

/** A write that the platform has acknowledged. */
export interface Acknowledged {
  readonly what: string;
  /** By `performance.now()`. */
  readonly at: number;
  /** From the first attempt, in milliseconds. */
  readonly tookMs: number;
  /** That the write reached in the log. */
  readonly position: string;
}

interface Answer {
  readonly status: number;
  readonly position: string | null;
  readonly body: unknown;
}

export type OnAcknowledged = (write: Acknowledged) => void;

/** A caller of the HTTP API that goes to the gateways in turn. */
export class Caller {
  private turn = 0;

  private constructor(
    private readonly gateways: readonly string[],
    private readonly accessToken: string,
    private readonly onAcknowledged: OnAcknowledged,
  ) {}

  static async signIn(
    gateways: readonly string[],
    identityProvider: string,
    client: string,
    onAcknowledged: OnAcknowledged,
  ): Promise<Caller> {
    return new Caller(gateways, await signIn(identityProvider, client), onAcknowledged);
  }

  /**
   * Sends a write, again with its idempotency key until it is answered.
   * @throws Error when it is refused, or not answered in time
   */
  async write<Body>(method: string, path: string, body?: unknown): Promise<Body> {
    const key = randomUUID();
    const began = performance.now();
    const answer = await this.untilAnswered(method, path, began, { body, key });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
    const at = performance.now();
    if (answer.position !== null) {
      this.onAcknowledged({ what: `${method} ${path}`, at, tookMs: at - began, position: answer.position });
      this.position = answer.position;
    }
    return answer.body as Body;
  }

  /** Reads at the position of the last write, until the answer is as wanted. */
  async readUntil<Body>(path: string, isWanted: (body: Body) => boolean): Promise<Body> {
    const began = performance.now();
    for (;;) {
      const answer = await this.untilAnswered('GET', `${path}?minPosition=${this.position}`, began, {});
      if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
      if (isWanted(answer.body as Body)) return answer.body as Body;
      if (performance.now() - began > WITHIN_MS) {
        throw new Error(`GET ${path} answered ${JSON.stringify(answer.body)} for ${WITHIN_MS / 1_000} s`);
      }
      await wait(2 * PAUSE_MS);
    }
  }

  private position = '0';

  private async untilAnswered(
    method: string,
    path: string,
    began: number,
    request: { readonly body?: unknown; readonly key?: string },
  ): Promise<Answer> {
    for (;;) {
      const result = await this.attempt(method, path, request).catch((error: unknown) => String(error));
      if (typeof result !== 'string' && result.status < 500 && result.status !== 429) return result;
      if (performance.now() - began > WITHIN_MS) {
        const last = typeof result === 'string' ? result : `${result.status} ${JSON.stringify(result.body)}`;
        throw new Error(`${method} ${path} was not answered for ${WITHIN_MS / 1_000} s; at last: ${last}`);
      }
      await wait(PAUSE_MS);
    }
  }

  private async attempt(
    method: string,
    path: string,
    { body, key }: { readonly body?: unknown; readonly key?: string },
  ): Promise<Answer> {
    this.turn += 1;
    const response = await fetch(this.gateways[this.turn % this.gateways.length]! + path, {
      method,
      headers: {
        authorization: `Bearer ${this.accessToken}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(key !== undefined && { 'idempotency-key': key }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ATTEMPT_MS),
    });
    const text = await response.text();
    return {
      status: response.status,
      position: response.headers.get('landscape-position'),
      body: text === '' ? undefined : JSON.parse(text),
    };
  }
}
