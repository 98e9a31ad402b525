/** How many events are remembered by id; the real server remembers about as many. */
const LIMIT = 50_000;

interface Place {
  readonly stream: string;
  readonly revision: number;
}

/**
 * The ids of the latest events, by which an append that expects no certain revision is recognised as a repetition.
 * Bounded, as on the real server: who needs more than that gives an expected revision.
 */
export class RecentIds {
  private readonly places = new Map<string, Place>();

  add(id: Buffer, stream: string, revision: number): void {
    this.places.set(id.toString('latin1'), { stream, revision });
    if (this.places.size > LIMIT) {
      for (const oldest of this.places.keys()) {
        this.places.delete(oldest);
        break;
      }
    }
  }

  revisionIn(stream: string, id: Buffer): number | undefined {
    const place = this.places.get(id.toString('latin1'));
    return place?.stream === stream ? place.revision : undefined;
  }
}
