import type { BucketName } from '@system-landscape/contracts';
import { ErrorCode, NatsError, type KV, type NatsConnection } from 'nats';
import { tellOfReplicas } from './replicas.js';
import { jetstreamErrorCode, STREAM_NOT_FOUND, WRONG_LAST_SEQUENCE } from './jetstream-errors.js';

/**
 * A JetStream key-value bucket for as long as the process runs: created if it is missing, and again when it was removed.
 */
export class Bucket {
  private opened: Promise<KV> | undefined;

  /**
   * @param name declared in `BUCKETS`, which gives the service the rights to it
   * @param ttlMs after which entries expire; 0: never
   * @param replicas servers of a cluster that have it (`STREAM_REPLICAS`)
   */
  constructor(
    private readonly connection: NatsConnection,
    private readonly name: BucketName,
    private readonly ttlMs: number,
    private readonly replicas: number,
  ) {}

  /**
   * Runs an operation, and once more when the bucket was removed since it was opened.
   * @throws the operation's error, or that of the server
   */
  async use<Result>(operation: (bucket: KV) => Promise<Result>): Promise<Result> {
    const handle = this.open();
    try {
      return await operation(await handle);
    } catch (error) {
      if (!isGone(error)) throw error;
      if (this.opened === handle) this.opened = undefined;
      return await operation(await this.open());
    }
  }

  /** For health checks. @throws Error unless the bucket can be written */
  async checkWritable(): Promise<void> {
    try {
      await this.use((bucket) => bucket.put('health', ''));
    } catch (error) {
      const cause = error instanceof Error ? error.message : String(error);
      throw new Error(`The key-value bucket ${this.name} cannot be written: ${cause}`);
    }
  }

  private open(): Promise<KV> {
    if (this.opened) return this.opened;
    const opened = this.create();
    this.opened = opened;
    opened.catch(() => {
      if (this.opened === opened) this.opened = undefined;
    });
    return opened;
  }

  private async create(): Promise<KV> {
    const { connection, name, ttlMs: ttl, replicas } = this;
    const bucket = await connection.jetstream().views.kv(name, { ttl, history: 1, replicas });
    await tellOfReplicas(connection, `KV_${name}`, replicas);
    return bucket;
  }
}

/** Whether the stream behind a bucket does not exist: nobody answers its subjects, or the server says so. */
function isGone(error: unknown): boolean {
  if (jetstreamErrorCode(error) === STREAM_NOT_FOUND) return true;
  return error instanceof NatsError && error.code === (ErrorCode.NoResponders as string);
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
