import type { Database } from '../database/database.js';

/** Where another process commits, one learns of it by looking. */
const LOOK_EVERY_MS = 20;

/** The read model has not reached the position within the wait. Try again. */
export class ReadModelBehind extends Error {
  override readonly name = 'ReadModelBehind';
  readonly code = 'READ_MODEL_BEHIND';
  /** Seconds. */
  readonly retryAfter = 1;

  constructor() {
    super('The read model has not reached the position that was asked for. Try again.');
  }
}

/** Up to where the read model is, and those who wait until it is further. */
export class Positions {
  private known = 0n;
  private readonly waiting = new Set<() => void>();
  private looking: NodeJS.Timeout | undefined;

  constructor(
    private readonly database: Database,
    /** How long anybody waits (`READ_WAIT`); milliseconds. */
    private readonly waitMs: number,
  ) {}

  /** Tells of a position that was committed. */
  reached(position: bigint): void {
    if (position <= this.known) return;
    this.known = position;
    for (const wake of this.waiting) wake();
  }

  /**
   * Resolves when the read model has reached the position; at once without one.
   * @throws ReadModelBehind after `READ_WAIT`
   */
  async waitFor(position: string | undefined): Promise<void> {
    if (position === undefined) return;
    const wanted = BigInt(position);
    if (this.known >= wanted) return;
    await this.until(async () => {
      if (this.known < wanted) this.reached(await this.committed());
      return this.known >= wanted ? true : undefined;
    });
  }

  /**
   * Looks now and again after every commit until there is something to see.
   * @throws ReadModelBehind after `READ_WAIT`
   */
  async until<Seen>(look: () => Promise<Seen | undefined>): Promise<Seen> {
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<'timeout'>((resolve) => {
      timer = setTimeout(() => resolve('timeout'), this.waitMs);
    });
    try {
      for (;;) {
        // Before the look, so that a commit during it is not missed.
        const commit = this.nextCommit();
        try {
          const seen = await look();
          if (seen !== undefined) return seen;
          if ((await Promise.race([commit.happened, timeout])) === 'timeout') throw new ReadModelBehind();
        } finally {
          commit.forget();
        }
      }
    } finally {
      clearTimeout(timer);
    }
  }

  private async committed(): Promise<bigint> {
    const [row] = await this.database.query<{ position: string }>('select position::text from checkpoint');
    return BigInt(row!.position);
  }

  private nextCommit(): { readonly happened: Promise<void>; readonly forget: () => void } {
    let wake!: () => void;
    const happened = new Promise<void>((resolve) => (wake = resolve));
    this.waiting.add(wake);
    if (this.database.shared) this.keepLooking();
    return { happened, forget: () => this.waiting.delete(wake) };
  }

  /** One look for all who wait, one after the other, while there are any. */
  private keepLooking(): void {
    if (this.looking) return;
    this.looking = setTimeout(() => {
      this.committed()
        // Who waits has a bound of its own, and asks the database itself when it is over.
        .then(
          (position) => this.reached(position),
          () => undefined,
        )
        .finally(() => {
          this.looking = undefined;
          if (this.waiting.size > 0) this.keepLooking();
        });
    }, LOOK_EVERY_MS);
  }
}
