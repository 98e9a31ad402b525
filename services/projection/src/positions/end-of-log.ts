import { BACKWARDS, END, type EventStoreDBClient } from '@eventstore/db-client';
import { setTimeout as pause } from 'node:timers/promises';

/** The event store is asked at most once in this time, however many queries want to know; milliseconds. */
const PAUSE_MS = 100;
/** Without an answer in this time the end counts as unknown; milliseconds. */
const ANSWER_MS = 1_000;

/** The end of the log, to tell positions that it cannot have from those that the read model will reach. */
export class EndOfLog {
  private running: Promise<bigint | undefined> | undefined;
  private next: Promise<bigint | undefined> | undefined;

  constructor(private readonly eventStore: EventStoreDBClient) {}

  /** Whether the log ends before the position, by a read that begins after this call; false when the store does not answer. */
  async isBefore(position: bigint): Promise<boolean> {
    const end = await this.readAfterNow();
    return end !== undefined && end < position;
  }

  /** Those that ask during a read share the next one: what was appended before they asked is in it. */
  private readAfterNow(): Promise<bigint | undefined> {
    if (!this.running) return (this.running = this.read().finally(() => (this.running = undefined)));
    this.next ??= this.running.then(async () => {
      await pause(PAUSE_MS);
      this.next = undefined;
      return this.readAfterNow();
    });
    return this.next;
  }

  private async read(): Promise<bigint | undefined> {
    const late = new AbortController();
    try {
      return await Promise.race([this.lastPosition(), pause(ANSWER_MS, undefined, { signal: late.signal })]);
    } catch {
      // The query waits, and its answer says that the read model is behind.
      return undefined;
    } finally {
      late.abort();
    }
  }

  private async lastPosition(): Promise<bigint> {
    let last = 0n;
    const newest = this.eventStore.readAll({ direction: BACKWARDS, fromPosition: END, maxCount: 1 });
    for await (const { event, commitPosition } of newest) last = commitPosition ?? event?.position.commit ?? last;
    return last;
  }
}
