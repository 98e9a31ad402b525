import { claim, invalid, NATS, openBucket } from '@system-landscape/messaging';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { KV, NatsConnection } from 'nats';
import { hash } from 'node:crypto';
import { headerOf, pathOf, type GatewayRequest } from '../http/http.js';
import { problem } from '../problems/problem.js';
import { canonicalJson } from './canonical-json.js';

const BUCKET = 'idempotency';
const KEPT_FOR_MS = 24 * 60 * 60 * 1000;
const KEY = /^[\x20-\x7e]{1,255}$/;

/** Binds a caller's idempotency keys to the request they were first sent with; the services know the answers. */
@Injectable()
export class IdempotencyKeys {
  private readonly logger = new Logger(IdempotencyKeys.name);
  private bucket?: Promise<KV>;

  constructor(@Inject(NATS) private readonly connection: NatsConnection) {}

  /**
   * The caller's key; undefined without one. No key is made up: who is asked knows then that nobody can ask again.
   * @throws RpcError `IDEMPOTENCY_KEY_REUSED`, or `UNAVAILABLE` when that cannot be told; Refusal for a malformed key
   */
  async keyOf(request: GatewayRequest): Promise<string | undefined> {
    const key = headerOf(request, 'idempotency-key');
    if (key === undefined) return undefined;
    if (!KEY.test(key)) {
      const message = 'Idempotency-Key takes 1 to 255 printable characters';
      throw invalid([{ field: 'Idempotency-Key', code: 'INVALID', message }]);
    }
    const fingerprint = sha256(canonicalJson(request.body ?? null));
    const holder = [request.actor?.subject, request.method, pathOf(request), key];
    if ((await this.claim(sha256(JSON.stringify(holder)), fingerprint)) !== fingerprint) {
      throw problem('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was sent with another body before.');
    }
    return key;
  }

  private async claim(key: string, value: string): Promise<string> {
    try {
      return await claim(await this.open(), key, value);
    } catch (error) {
      this.logger.warn({ err: error }, 'Idempotency keys cannot be kept');
      throw problem('UNAVAILABLE', 'The idempotency key cannot be kept at the moment. Try again.', { retryAfter: 1 });
    }
  }

  private open(): Promise<KV> {
    this.bucket ??= openBucket(this.connection, BUCKET, KEPT_FOR_MS).catch((error: unknown) => {
      delete this.bucket;
      throw error;
    });
    return this.bucket;
  }
}

function sha256(text: string): string {
  return hash('sha256', text);
}
