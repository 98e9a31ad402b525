/** At least this many ids are cached; about as many as on the real server. */
const CACHED_IDS = 50_000;

interface RecordedEvent {
  readonly stream: string;
  readonly revision: number;
}

/**
 * Cache of the latest event ids, by which a repeated append with the expected revision `any` or `stream_exists` is
 * recognised. It is bounded, as on the real server; appends with an exact expected revision do not need it.
 */
export class RecentIds {
  // Two generations: dropping the older one as a whole is cheaper than evicting the oldest id each time.
  private latest = new Map<string, RecordedEvent>();
  private older = new Map<string, RecordedEvent>();

  add(id: Buffer, stream: string, revision: number): void {
    if (this.latest.size >= CACHED_IDS) {
      this.older = this.latest;
      this.latest = new Map();
    }
    this.latest.set(id.toString('latin1'), { stream, revision });
  }

  revisionIn(stream: string, id: Buffer): number | undefined {
    const key = id.toString('latin1');
    const event = this.latest.get(key) ?? this.older.get(key);
    return event?.stream === stream ? event.revision : undefined;
  }
}
