/** How many places one account, caller or other owner may hold. */
export interface Share {
  readonly owner: string;
  readonly limit: number;
}

/** A bounded number of places, of which each owner may hold a part. */
export class Places {
  private taken = 0;
  private readonly takenBy = new Map<string, number>();

  constructor(private readonly limit: number) {}

  /**
   * Takes a place now or not at all.
   * @returns gives the place back, once; or who has reached the limit: `everybody`, or the owner of a share
   */
  take(shares: readonly Share[] = []): (() => void) | { readonly full: 'everybody' | 'owner' } {
    if (shares.some(({ owner, limit }) => this.of(owner) >= limit)) return { full: 'owner' };
    if (this.taken >= this.limit) return { full: 'everybody' };
    this.add(1, shares);
    let given = false;
    return () => {
      if (given) return;
      given = true;
      this.add(-1, shares);
    };
  }

  /** Places that are taken now. */
  get inUse(): number {
    return this.taken;
  }

  private of(owner: string): number {
    return this.takenBy.get(owner) ?? 0;
  }

  private add(more: 1 | -1, shares: readonly Share[]): void {
    this.taken += more;
    for (const { owner } of shares) {
      const count = this.of(owner) + more;
      if (count === 0) this.takenBy.delete(owner);
      else this.takenBy.set(owner, count);
    }
  }
}
