/** From this many writes in flight on, they are committed in two alternating groups. */
const ALTERNATE_FROM = 16;
/** Longest wait for a group's half to arrive, ms. */
const MAX_WAIT_MS = 2;

/** The log cannot be written, because the disk is full, say. Whether the last writes are in it is not known. */
export class LogNotWritable extends Error {
  constructor(cause: Error) {
    super(`The log cannot be written: ${cause.message}`, { cause });
  }
}

interface Waiter {
  /** Number of the last write that it waits for, counted from the start. */
  readonly upTo: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/**
 * Commits writes in groups, each with one fsync, in the order in which they were added. Writes that are added during a
 * commit form the next group. When many are in flight, a group is half of them, so that the clients of one half work
 * while the other half is committed. With a single group, disk and clients would wait for each other.
 */
export class GroupCommit<W> {
  private pending: W[] = [];
  private underWay: readonly W[] = [];
  private waiters: Waiter[] = [];
  private addedCount = 0;
  private takenCount = 0;
  /** Waiters of the last group; their clients are likely to write again soon. */
  private answeredCount = 0;
  private running: Promise<void> | undefined;
  private expecting: { readonly waiters: number; readonly arrived: () => void } | undefined;
  private broken: Error | undefined;

  /** @param commit resolves when the writes are on disk; after a failure, every further write is refused */
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

  /** Adds a write to the next group; it is committed when `written` is called. */
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
      if (this.expecting && this.waiters.length >= this.expecting.waiters) this.expecting.arrived();
    });
  }

  private async run(): Promise<void> {
    await Promise.resolve();
    while (this.waiters.length > 0) {
      const inFlight = this.answeredCount + this.waiters.length;
      const half = Math.ceil(inFlight / 2);
      if (inFlight >= ALTERNATE_FROM && this.waiters.length < half) await this.arrival(half);
      const waiters = this.waiters.splice(0, inFlight >= ALTERNATE_FROM ? half : this.waiters.length);
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

  /** Resolves when this many waiters are there, or after the longest wait. */
  private async arrival(waiters: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((arrived) => {
      this.expecting = { waiters, arrived };
      timer = setTimeout(arrived, MAX_WAIT_MS);
    });
    clearTimeout(timer);
    this.expecting = undefined;
  }

  private fail(cause: Error, waiters: readonly Waiter[]): void {
    this.broken = new LogNotWritable(cause);
    for (const waiter of [...waiters, ...this.waiters]) waiter.reject(this.broken);
    this.waiters = [];
    this.onBroken(this.broken);
  }
}
