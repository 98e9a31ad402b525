/** Counts answers: `201`, `429 RATE_LIMITED`, `no answer`, … */
export class Tally {
  private readonly counts: Map<string, number>;

  /** @param counts of before, as `entries` returned them */
  constructor(counts: readonly (readonly [string, number])[] = []) {
    this.counts = new Map(counts);
  }

  count(answer: string, times = 1): void {
    this.counts.set(answer, (this.counts.get(answer) ?? 0) + times);
  }

  get sent(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  entries(): [string, number][] {
    return [...this.counts];
  }

  /** The most frequent first. */
  toString(): string {
    const sorted = [...this.counts].sort(([, one], [, other]) => other - one);
    return sorted.map(([answer, count]) => `${count} × ${answer}`).join(', ');
  }
}
