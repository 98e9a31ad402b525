/** How many events are remembered by id, at least; the real server remembers about as many. */
const REMEMBERED = 50_000;

interface Place {
  readonly stream: string;
  readonly revision: number;
}

/**
 * The ids of the latest events, by which an append that expects no certain revision is recognised as a repetition.
 * Bounded, as on the real server: who needs more than that gives an expected revision.
 */
export class RecentIds {
  // Two generations: forgetting the older one as a whole is cheaper than taking out the oldest id each time.
  private latest = new Map<string, Place>();
  private older = new Map<string, Place>();

  add(id: Buffer, stream: string, revision: number): void {
    if (this.latest.size >= REMEMBERED) {
      this.older = this.latest;
      this.latest = new Map();
    }
    this.latest.set(id.toString('latin1'), { stream, revision });
  }

  revisionIn(stream: string, id: Buffer): number | undefined {
    const key = id.toString('latin1');
    const place = this.latest.get(key) ?? this.older.get(key);
    return place?.stream === stream ? place.revision : undefined;
  }
}
