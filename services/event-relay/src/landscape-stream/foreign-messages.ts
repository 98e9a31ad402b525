import type { ForeignMessages } from '@system-landscape/contracts';
import { Bucket } from '@system-landscape/messaging';
import type { NatsConnection } from 'nats';

/** Stored names: relays of different releases must agree on them. */
const BUCKET = 'event-relay-foreign';
const SKIPPED = 'skipped';
const MENDED = 'mended';
const FOR_EVER = 0;

/** What all relays know of messages of others in the stream: the last ones that were skipped, and up to where one may skip. */
export class ForeignMessagesRecord {
  private readonly bucket: Bucket;

  constructor(connection: NatsConnection, replicas: number) {
    this.bucket = new Bucket(connection, BUCKET, FOR_EVER, replicas);
  }

  async skipped(): Promise<ForeignMessages | null> {
    return (await this.read<ForeignMessages>(SKIPPED)) ?? null;
  }

  recordSkipped(messages: ForeignMessages): Promise<void> {
    return this.write(SKIPPED, messages);
  }

  /** Sequence up to which an operator has had messages skipped; 0 when none has. */
  async mendedUpTo(): Promise<number> {
    return (await this.read<number>(MENDED)) ?? 0;
  }

  mend(upTo: number): Promise<void> {
    return this.write(MENDED, upTo);
  }

  private async read<Value>(key: string): Promise<Value | undefined> {
    return (await this.bucket.use((bucket) => bucket.get(key)))?.json<Value>();
  }

  private async write(key: string, value: unknown): Promise<void> {
    await this.bucket.use((bucket) => bucket.put(key, JSON.stringify(value)));
  }
}
