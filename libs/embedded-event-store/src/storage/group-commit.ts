/** With so many in flight, they go to the disk in two groups that take turns. */
const MANY = 16;
/** How long a group waits for its half of them, ms. */
const PATIENCE_MS = 2;

interface Waiter {
  /** It waits for as many writes, counted from the start. */
  readonly upTo: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Brings writes to the disk in groups, each with one fsync, in the order in which they came. What comes while the disk
 * is busy goes next. When many wait, a group is half of those in flight: so the clients of one half work while the
 * other half is written. Who answered all of them at once would wait for the clients, and they for the disk.
 */
export class GroupCommit<W> {
  private pending: W[] = [];
  private underWay: readonly W[] = [];
  private waiters: Waiter[] = [];
  private addedCount = 0;
  private takenCount = 0;
  /** By the last group; they are likely to come again. */
  private answeredCount = 0;
  private running: Promise<void> | undefined;
  private waitingFor: { readonly waiters: number; readonly there: () => void } | undefined;
  private broken: Error | undefined;

  /** @param commit resolves when the writes are on disk; when it fails, nothing is written any more */
  constructor(
    private readonly commit: (writes: readonly W[]) => Promise<void>,
    private readonly onBroken: (error: Error) => void,
  ) {}

  get isBroken(): boolean {
    return this.broken !== undefined;
  }

  /** Writes that are not on disk yet, the latest last. */
  get unwritten(): readonly W[] {
    return this.underWay.length === 0 ? this.pending : [...this.underWay, ...this.pending];
  }

  /** Goes to the disk when `written` is called. */
  add(write: W): void {
    this.addedCount += 1;
    this.pending.push(write);
  }

  /** Resolves when everything that was added up to now is on disk. */
  written(): Promise<void> {
    if (this.broken) return Promise.reject(this.broken);
    if (this.pending.length === 0 && this.underWay.length === 0) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.waiters.push({ upTo: this.addedCount, resolve, reject });
      this.running ??= this.run();
      if (this.waitingFor && this.waiters.length >= this.waitingFor.waiters) this.waitingFor.there();
    });
  }

  private async run(): Promise<void> {
    await Promise.resolve();
    while (this.waiters.length > 0) {
      const inFlight = this.answeredCount + this.waiters.length;
      const half = Math.ceil(inFlight / 2);
      if (inFlight >= MANY && this.waiters.length < half) await this.arrival(half);
      const waiters = this.waiters.splice(0, inFlight >= MANY ? half : this.waiters.length);
      const upTo = waiters.at(-1)?.upTo ?? this.takenCount;
      const writes = this.pending.splice(0, upTo - this.takenCount);
      this.takenCount = upTo;
      this.underWay = writes;
      try {
        if (writes.length > 0) await this.commit(writes);
      } catch (error) {
        return this.fail(error as Error, waiters);
      }
      this.underWay = [];
      this.answeredCount = waiters.length;
      for (const waiter of waiters) waiter.resolve();
    }
    this.running = undefined;
  }

  /** Resolves when so many wait, or they do not come. */
  private async arrival(waiters: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((there) => {
      this.waitingFor = { waiters, there };
      timer = setTimeout(there, PATIENCE_MS);
    });
    clearTimeout(timer);
    this.waitingFor = undefined;
  }

  private fail(cause: Error, waiters: readonly Waiter[]): void {
    this.broken = new Error(`The log cannot be written: ${cause.message}`, { cause });
    for (const waiter of [...waiters, ...this.waiters]) waiter.reject(this.broken);
    this.waiters = [];
    this.onBroken(this.broken);
  }
}
