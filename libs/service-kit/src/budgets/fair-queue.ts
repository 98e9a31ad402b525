/**
 * Runs a bounded number of jobs at the same time. Owners take turns: one with very many jobs delays another by one job per
 * turn. A job waits in order among those of its owner.
 */
export class FairQueue {
  private running = 0;
  /** Owners in the order of their turns. */
  private readonly waiting = new Map<string, (() => void)[]>();

  constructor(private readonly limit: number) {}

  async run<Result>(owner: string, job: () => Promise<Result>): Promise<Result> {
    if (this.running < this.limit) this.running += 1;
    else await new Promise<void>((begin) => this.enqueue(owner, begin));
    try {
      return await job();
    } finally {
      this.passOn();
    }
  }

  private enqueue(owner: string, begin: () => void): void {
    const own = this.waiting.get(owner);
    if (own) own.push(begin);
    else this.waiting.set(owner, [begin]);
  }

  /** Hands the place of a job that has ended to the owner whose turn it is. */
  private passOn(): void {
    const next = this.waiting.entries().next();
    if (next.done) {
      this.running -= 1;
      return;
    }
    const [owner, jobs] = next.value;
    const begin = jobs.shift();
    this.waiting.delete(owner);
    if (jobs.length > 0) this.waiting.set(owner, jobs);
    begin?.();
  }
}
