import { Bucket, claim, invalid } from '@system-landscape/messaging';
import { Inject, Injectable, Logger } from '@nestjs/common';
import type { NatsConnection } from 'nats';
import { hash } from 'node:crypto';
import { headerOf, pathOf, type GatewayRequest } from '../http/http.js';
import { problem } from '../problems/problem.js';
import { requestFingerprint } from './request-fingerprint.js';

const KEPT_FOR_MS = 24 * 60 * 60 * 1000;
const KEY = /^[\x20-\x7e]{1,255}$/;

/** Nest token of the bucket. */
export const IDEMPOTENCY_BUCKET = Symbol('IdempotencyBucket');

export function idempotencyBucket(connection: NatsConnection, replicas: number): Bucket {
  return new Bucket(connection, 'idempotency', KEPT_FOR_MS, replicas);
}

/** Binds each idempotency key of a caller to the request that it was first sent with. The services store the responses. */
@Injectable()
export class IdempotencyKeys {
  private readonly logger = new Logger(IdempotencyKeys.name);

  constructor(@Inject(IDEMPOTENCY_BUCKET) private readonly bucket: Bucket) {}

  /**
   * @returns the caller's key; undefined without one. None is generated, so that the services know that the caller cannot
   *   repeat the request
   * @throws RpcError `IDEMPOTENCY_KEY_REUSED` for another body under the same key, `UNAVAILABLE` while the bucket is
   *   unavailable, `VALIDATION_FAILED` for a malformed key
   */
  async keyOf(request: GatewayRequest, body: unknown): Promise<string | undefined> {
    const key = headerOf(request, 'idempotency-key');
    // A HEAD records nothing.
    if (key === undefined || request.method === 'HEAD') return undefined;
    if (!KEY.test(key)) {
      const message = 'Idempotency-Key takes 1 to 255 printable characters';
      throw invalid([{ field: 'Idempotency-Key', code: 'INVALID', message }]);
    }
    const fingerprint = requestFingerprint(body);
    const scope = [request.actor?.subject, request.method, pathOf(request), key];
    if ((await this.claim(hash('sha256', JSON.stringify(scope)), fingerprint)) !== fingerprint) {
      throw problem('IDEMPOTENCY_KEY_REUSED', 'This Idempotency-Key was sent with another body before.');
    }
    return key;
  }

  private async claim(key: string, value: string): Promise<string> {
    try {
      return await this.bucket.use((bucket) => claim(bucket, key, value));
    } catch (error) {
      this.logger.warn({ err: error }, 'Idempotency keys cannot be stored');
      throw problem('UNAVAILABLE', 'The idempotency key cannot be stored at the moment. Try again.', { retryAfter: 1 });
    }
  }
}
