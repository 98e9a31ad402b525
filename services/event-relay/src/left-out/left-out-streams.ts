import type { LeftOutStream } from '@system-landscape/contracts';
import type { UnreadableItem } from '@system-landscape/event-store';
import { Bucket } from '@system-landscape/messaging';
import type { NatsConnection } from 'nats';
import { createHash } from 'node:crypto';

/** Stored names. A value holds the streams of its key, so that listing them needs no right to make consumers. */
const BUCKET = 'event-relay-left-out';
const KEYS = Array.from({ length: 16 }, (_, index) => `streams-${index}`);
/** No entry expires. */
const FOR_EVER = 0;

/** What the relay keeps of a stream that it leaves out. */
export interface LeftOut extends LeftOutStream {
  /** Position of the event before it in the log, of any stream; absent at the beginning of the log. */
  readonly after?: string;
  /** Its events up to this position are published. */
  readonly published?: string;
}

/**
 * Streams that the relay leaves out from an event on that cannot be read, in a bucket of JetStream: so that a relay of
 * another release, which reads them, finds them.
 */
export class LeftOutStreams {
  private constructor(
    private readonly bucket: Bucket,
    private readonly streams: Map<string, LeftOut>,
  ) {}

  /** @throws NatsError */
  static async open(connection: NatsConnection, replicas: number): Promise<LeftOutStreams> {
    const bucket = new Bucket(connection, BUCKET, FOR_EVER, replicas);
    const entries = await bucket.use((stored) => Promise.all(KEYS.map((key) => stored.get(key))));
    const leftOut = entries.flatMap((entry) => entry?.json<LeftOut[]>() ?? []);
    return new LeftOutStreams(bucket, new Map(leftOut.map((each) => [each.stream, each])));
  }

  get all(): readonly LeftOut[] {
    return [...this.streams.values()];
  }

  get(stream: string): LeftOut | undefined {
    return this.streams.get(stream);
  }

  async add({ streamId: stream, position, recordedAt: since, cause }: UnreadableItem, after?: string): Promise<void> {
    const { eventId, revision, eventType, reason } = cause;
    const leftOut = { stream, position, since, eventId, revision, eventType, reason, ...(after && { after }) };
    await this.put(leftOut);
  }

  async put(leftOut: LeftOut): Promise<void> {
    await this.store(new Map(this.streams).set(leftOut.stream, leftOut), keyOf(leftOut.stream));
    this.streams.set(leftOut.stream, leftOut);
  }

  async remove(stream: string): Promise<void> {
    const others = new Map(this.streams);
    others.delete(stream);
    await this.store(others, keyOf(stream));
    this.streams.delete(stream);
  }

  /** When LANDSCAPE is filled from the log anew, so is this. */
  async clear(): Promise<void> {
    for (const stream of [...this.streams.keys()]) await this.remove(stream);
  }

  private async store(streams: ReadonlyMap<string, LeftOut>, key: string): Promise<void> {
    const write = (each: string) => {
      const leftOut = [...streams.values()].filter(({ stream }) => keyOf(stream) === each);
      return this.bucket.use((stored) => stored.put(each, JSON.stringify(leftOut)));
    };
    const revision = await write(key);
    if (revision > 1) return;
    // The first entry of a recreated bucket: the others are gone from it.
    const known = new Set([...streams.keys()].map(keyOf));
    known.delete(key);
    for (const each of known) await write(each);
  }
}

function keyOf(stream: string): string {
  return KEYS[createHash('sha256').update(stream).digest()[0]! % KEYS.length]!;
}
