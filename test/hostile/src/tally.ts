/** Counts answers: `201`, `429 RATE_LIMITED`, `no answer`, … */
export class Tally {
  private readonly counts = new Map<string, number>();

  count(answer: string, times = 1): void {
    this.counts.set(answer, (this.counts.get(answer) ?? 0) + times);
  }

  get sent(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** The most frequent first. */
  toString(): string {
    const sorted = [...this.counts].sort(([, one], [, other]) => other - one);
    return sorted.map(([answer, count]) => `${count} × ${answer}`).join(', ');
  }
}
