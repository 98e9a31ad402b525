import type { KV, NatsConnection } from 'nats';
import { jetstreamErrorCode, WRONG_LAST_SEQUENCE } from './jetstream-errors.js';

/** A JetStream key-value bucket, made when it is not there; entries end after `ttlMs`. */
export function openBucket(connection: NatsConnection, name: string, ttlMs: number): Promise<KV> {
  return connection.jetstream().views.kv(name, { ttl: ttlMs, history: 1 });
}

/**
 * Claims a key: the first one to say a value has it.
 * @returns the value that holds, which is `value` for the winner and for whoever claims the same again
 */
export async function claim(bucket: KV, key: string, value: string): Promise<string> {
  try {
    await bucket.create(key, Buffer.from(value));
    return value;
  } catch (error) {
    if (jetstreamErrorCode(error) !== WRONG_LAST_SEQUENCE) throw error;
    const entry = await bucket.get(key);
    // It ended in between: the claim is open again.
    return entry ? entry.string() : claim(bucket, key, value);
  }
}
