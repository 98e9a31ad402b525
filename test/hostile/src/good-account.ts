import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { GOOD_ACCOUNT, GOOD_TENANT, type Client, type Target } from './target.js';
import { Tally } from './tally.js';

/** Every request is answered within REQUEST_DEADLINE; on the way to a busy machine and back it may take a little longer. */
const ANSWERED_WITHIN_MS = 12_000;
/** How often a request is repeated that was answered 503, after its Retry-After and under the same Idempotency-Key. */
const REPETITIONS = 3;
const POLL_MS = 250;
/** How long a registration may take under load; milliseconds. */
const REGISTERED_WITHIN_MS = 90_000;

const SYSTEMS = `/v1/global-accounts/${GOOD_ACCOUNT}/systems`;

interface Answer {
  readonly body: unknown;
  /** Of the log. */
  readonly position: string;
}

/**
 * The well-behaved account: registers systems, one after the other, and has their tokens redeemed. It does as the API's
 * documentation says: an answer 503 is followed, after `Retry-After`, by the same request. Any other refusal is a failure.
 */
export class GoodAccount {
  readonly answers = new Tally();
  readonly failures: string[] = [];
  readonly ids: string[] = [];
  slowestMs = 0;
  slowestRegistrationMs = 0;

  constructor(private readonly target: Target) {}

  get registered(): number {
    return this.ids.length;
  }

  /** Until the signal aborts; the registration that has begun by then is completed. */
  async work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) await this.attempt(() => this.registerSystem());
  }

  /** In the end every system is still registered. */
  async checkAll(): Promise<void> {
    for (const id of this.ids) {
      await this.attempt(async () => {
        const { body } = await this.call('GET', `${SYSTEMS}/${id}`, 'good-admin');
        const { status } = body as { status: string };
        if (status !== 'REGISTERED') throw new Error(`${id} is ${status} in the end`);
      });
    }
  }

  private async attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      this.failures.push(error instanceof Error ? error.message : String(error));
    }
  }

  private async registerSystem(): Promise<void> {
    const began = performance.now();
    const added = await this.call('POST', SYSTEMS, 'good-admin', {
      name: `Good ${randomUUID()}`,
      type: 's4hana-cloud',
    });
    const { system, integrationToken } = added.body as { system: { id: string }; integrationToken: { value: string } };
    const redeemed = await this.call('POST', `/v1/tenants/${GOOD_TENANT}/extensions`, 'good-tenant', {
      integrationToken: integrationToken.value,
    });
    // So that it reads its own write.
    const path = `${SYSTEMS}/${system.id}?minPosition=${redeemed.position}`;
    let status = '';
    while (status !== 'REGISTERED') {
      if (performance.now() - began > REGISTERED_WITHIN_MS) {
        throw new Error(`${system.id} is ${status} instead of REGISTERED after ${REGISTERED_WITHIN_MS / 1_000} s`);
      }
      await pause(POLL_MS);
      ({ status } = (await this.call('GET', path, 'good-admin')).body as { status: string });
    }
    this.slowestRegistrationMs = Math.max(this.slowestRegistrationMs, performance.now() - began);
    this.ids.push(system.id);
  }

  /** @throws Error unless it is answered 2xx, with repetitions */
  private async call(method: string, path: string, as: Client, body?: object): Promise<Answer> {
    const key = randomUUID();
    for (let repetition = 0; ; repetition += 1) {
      const { status, text, retryAfter, position } = await this.send(method, path, as, key, body);
      if (status >= 200 && status < 300) return { body: JSON.parse(text) as unknown, position };
      if (status !== 503 || Number.isNaN(retryAfter) || repetition === REPETITIONS) {
        throw new Error(`${method} ${path}: ${status} ${text.slice(0, 300)}`);
      }
      await pause(retryAfter * 1_000);
    }
  }

  /** @throws Error without an answer in time */
  private async send(method: string, path: string, as: Client, key: string, body?: object) {
    const began = performance.now();
    try {
      const response = await fetch(this.target.gateway + path, {
        method,
        headers: {
          authorization: `Bearer ${this.target.tokens[as]}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': key }),
        },
        body: body === undefined ? null : JSON.stringify(body),
        signal: AbortSignal.timeout(ANSWERED_WITHIN_MS),
      });
      const text = await response.text();
      this.answers.count(String(response.status));
      this.slowestMs = Math.max(this.slowestMs, performance.now() - began);
      const retryAfter = Number(response.headers.get('retry-after') ?? 'NaN');
      return { status: response.status, text, retryAfter, position: response.headers.get('landscape-position') ?? '0' };
    } catch (error) {
      this.answers.count('no answer');
      const after = ((performance.now() - began) / 1_000).toFixed(1);
      throw new Error(`${method} ${path}: no answer after ${after} s (${reasonOf(error)})`, { cause: error });
    }
  }
}

/** `fetch` says only that it failed; its cause says why. */
function reasonOf(error: unknown): string {
  const { cause } = error as { cause?: unknown };
  return cause instanceof Error ? `${String(error)}: ${cause.message}` : String(error);
}
