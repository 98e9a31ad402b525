import type { BucketName } from '@system-landscape/contracts';
import type { KV, NatsConnection } from 'nats';
import { jetstreamErrorCode, WRONG_LAST_SEQUENCE } from './jetstream-errors.js';

/**
 * A JetStream key-value bucket, created if missing; entries expire after `ttlMs`.
 * @param name declared in `BUCKETS`, which gives the service the rights to it
 */
export function openBucket(connection: NatsConnection, name: BucketName, ttlMs: number): Promise<KV> {
  return connection.jetstream().views.kv(name, { ttl: ttlMs, history: 1 });
}

/**
 * Claims a key with a value: the first claim wins.
 * @returns the stored value: `value` for the winner and for a repeated claim with the same value
 */
export async function claim(bucket: KV, key: string, value: string): Promise<string> {
  try {
    await bucket.create(key, Buffer.from(value));
    return value;
  } catch (error) {
    if (jetstreamErrorCode(error) !== WRONG_LAST_SEQUENCE) throw error;
    const entry = await bucket.get(key);
    // The entry has expired in the meantime.
    return entry ? entry.string() : claim(bucket, key, value);
  }
}
