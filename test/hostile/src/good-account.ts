import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { GOOD_ACCOUNT, GOOD_TENANT, type Client, type Target } from './target.js';
import { Tally } from './tally.js';

/** A well-behaved client waits this long for an answer; milliseconds. */
const HTTP_TIMEOUT_MS = 15_000;
const POLL_MS = 250;
/** How long a registration may take under load; milliseconds. */
const REGISTERED_WITHIN_MS = 90_000;

/** The well-behaved account: registers systems, one after the other, and has their tokens redeemed. */
export class GoodAccount {
  readonly answers = new Tally();
  readonly failures: string[] = [];
  registered = 0;
  slowestMs = 0;

  constructor(private readonly target: Target) {}

  /** Until the signal aborts; the registration that has begun by then is completed. */
  async work(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.registerSystem();
      } catch (error) {
        this.failures.push(error instanceof Error ? error.message : String(error));
      }
    }
  }

  private async registerSystem(): Promise<void> {
    const systems = `/v1/global-accounts/${GOOD_ACCOUNT}/systems`;
    const added = await this.call('POST', systems, 'good-admin', {
      name: `Good ${randomUUID()}`,
      type: 's4hana-cloud',
    });
    const { system, integrationToken } = added as { system: { id: string }; integrationToken: { value: string } };
    await this.call('POST', `/v1/tenants/${GOOD_TENANT}/extensions`, 'good-tenant', {
      integrationToken: integrationToken.value,
    });
    const until = performance.now() + REGISTERED_WITHIN_MS;
    let status = '';
    while (status !== 'REGISTERED') {
      if (performance.now() > until) throw new Error(`${system.id} is ${status} instead of REGISTERED after 90 s`);
      await pause(POLL_MS);
      ({ status } = (await this.call('GET', `${systems}/${system.id}`, 'good-admin')) as { status: string });
    }
    this.registered += 1;
  }

  /** @throws Error unless the answer is 2xx, in time */
  private async call(method: string, path: string, as: Client, body?: object): Promise<unknown> {
    const began = performance.now();
    const response = await fetch(this.target.gateway + path, {
      method,
      headers: {
        authorization: `Bearer ${this.target.token(as)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      body: body === undefined ? null : JSON.stringify(body),
      signal: AbortSignal.timeout(HTTP_TIMEOUT_MS),
    }).catch((error: unknown) => {
      this.answers.count('no answer');
      throw new Error(`${method} ${path}: no answer within ${HTTP_TIMEOUT_MS / 1_000} s (${String(error)})`);
    });
    const text = await response.text();
    this.slowestMs = Math.max(this.slowestMs, performance.now() - began);
    this.answers.count(String(response.status));
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 300)}`);
    return JSON.parse(text);
  }
}
