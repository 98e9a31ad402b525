import type { ForeignMessages } from '@system-landscape/contracts';
import { openBucket } from '@system-landscape/messaging';
import type { KV, NatsConnection } from 'nats';

const BUCKET = 'event-relay-foreign';
/** Stored names: relays of different releases must agree on them. */
const SKIPPED = 'skipped';
const MENDED = 'mended';
const FOR_EVER = 0;

/** What all relays know of messages of others in the stream: the last ones that were skipped, and up to where one may skip. */
export class ForeignMessagesRecord {
  private constructor(private readonly bucket: KV) {}

  static async open(connection: NatsConnection): Promise<ForeignMessagesRecord> {
    return new ForeignMessagesRecord(await openBucket(connection, BUCKET, FOR_EVER));
  }

  async skipped(): Promise<ForeignMessages | null> {
    return (await this.bucket.get(SKIPPED))?.json<ForeignMessages>() ?? null;
  }

  async recordSkipped(messages: ForeignMessages): Promise<void> {
    await this.bucket.put(SKIPPED, JSON.stringify(messages));
  }

  /** Sequence up to which an operator has had messages skipped; 0 when none has. */
  async mendedUpTo(): Promise<number> {
    return (await this.bucket.get(MENDED))?.json<number>() ?? 0;
  }

  async mend(upTo: number): Promise<void> {
    await this.bucket.put(MENDED, JSON.stringify(upTo));
  }
}
