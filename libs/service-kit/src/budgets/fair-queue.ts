/**
 * Runs a bounded number of jobs at the same time, and of those a bounded number of one owner. Owners take turns: one with very
 * many jobs delays another by one job per turn. A job waits in order among those of its owner.
 */
export class FairQueue {
  private running = 0;
  private readonly runningOf = new Map<string, number>();
  /** Owners in the order of their turns. */
  private readonly waiting = new Map<string, (() => void)[]>();

  /** @param perOwner jobs of one owner that run at the same time; default: as many as of all */
  constructor(
    private readonly limit: number,
    private readonly perOwner: number = limit,
  ) {}

  async run<Result>(owner: string, job: () => Promise<Result>): Promise<Result> {
    if (this.hasPlaceFor(owner)) this.begin(owner);
    else await new Promise<void>((begin) => this.enqueue(owner, begin));
    try {
      return await job();
    } finally {
      this.end(owner);
    }
  }

  /** Whether no job runs or waits. */
  get isIdle(): boolean {
    return this.running === 0;
  }

  private hasPlaceFor(owner: string): boolean {
    return this.running < this.limit && (this.runningOf.get(owner) ?? 0) < this.perOwner;
  }

  private begin(owner: string): void {
    this.running += 1;
    this.runningOf.set(owner, (this.runningOf.get(owner) ?? 0) + 1);
  }

  private end(owner: string): void {
    this.running -= 1;
    const left = (this.runningOf.get(owner) ?? 0) - 1;
    if (left > 0) this.runningOf.set(owner, left);
    else this.runningOf.delete(owner);
    this.beginNext();
  }

  private enqueue(owner: string, begin: () => void): void {
    const own = this.waiting.get(owner);
    if (own) own.push(begin);
    else this.waiting.set(owner, [begin]);
  }

  /** Hands the place of a job that has ended to the owner whose turn it is. */
  private beginNext(): void {
    for (const [owner, jobs] of this.waiting) {
      if (!this.hasPlaceFor(owner)) continue;
      const begin = jobs.shift();
      this.waiting.delete(owner);
      if (jobs.length > 0) this.waiting.set(owner, jobs);
      this.begin(owner);
      begin?.();
      return;
    }
  }
}
