import { HIGHEST_POSITION } from '@system-landscape/event-store';
import { ownerOf } from '@system-landscape/messaging';
import { currentContext, Places, remainingMs } from '@system-landscape/service-kit';
import type { Database } from '../database/database.js';
import type { EndOfLog } from './end-of-log.js';

/** How often a process checks for commits of other processes while queries wait; milliseconds. */
const POLL_EVERY_MS = 20;

/** The read model has not reached the position within `READ_WAIT`, or too many queries wait already. */
export class ReadModelBehind extends Error {
  override readonly name = 'ReadModelBehind';
  readonly code = 'READ_MODEL_BEHIND';
  /** Seconds. */
  readonly retryAfter = 1;

  constructor(reason = 'The read model has not reached the position that was asked for.') {
    super(`${reason} Try again.`);
  }
}

/** The position is beyond the end of the log: no answer and no event can have had it. */
export class PositionUnknown extends Error {
  override readonly name = 'PositionUnknown';
  readonly code = 'POSITION_UNKNOWN';

  constructor() {
    super('The log has no such position yet. Take positions only from answers and events of this platform.');
  }
}

/** How many queries may wait at the same time. */
export interface WaitingLimits {
  readonly total: number;
  /** Of one account or tenant. */
  readonly perAccount: number;
  readonly perCaller: number;
}

export const WAITING_LIMITS: WaitingLimits = { total: 1_024, perAccount: 128, perCaller: 64 };

/**
 * Tracks the position of the read model; queries can wait for a later one. Those that wait have a budget of their own, and one
 * look at the database serves all of them. What the platform asks for itself is not bounded.
 */
export class Positions {
  private current = 0n;
  /** Called at every advance. */
  private readonly waiters = new Set<() => void>();
  private pollTimer: NodeJS.Timeout | undefined;
  private looking: Promise<bigint> | undefined;
  private readonly places: Places;

  constructor(
    private readonly database: Database,
    /** How long a query waits (`READ_WAIT`); milliseconds. */
    private readonly waitMs: number,
    private readonly limits: WaitingLimits = WAITING_LIMITS,
    private readonly endOfLog?: Pick<EndOfLog, 'isBefore'>,
  ) {
    this.places = new Places(limits.total);
  }

  /** The highest position that this process has committed or read. */
  get reached(): bigint {
    return this.current;
  }

  /**
   * To be called with every position that this process commits or reads. Ignores lower ones than the current, and those that
   * no event can have.
   */
  advanceTo(position: bigint): void {
    if (position <= this.current || position > HIGHEST_POSITION) return;
    this.current = position;
    for (const notify of this.waiters) notify();
  }

  /**
   * Resolves when the read model has reached the position; at once without one.
   * @throws ReadModelBehind after `READ_WAIT`, or at once when too many queries wait; PositionUnknown
   */
  async waitFor(position: string | undefined): Promise<void> {
    if (position === undefined) return;
    const wanted = BigInt(position);
    if (this.current >= wanted) return;
    let isInLog = this.endOfLog === undefined;
    await this.waitUntilFound(async () => {
      if (this.current < wanted) this.advanceTo(await this.loadPosition());
      if (this.current >= wanted) return true;
      if (!isInLog && (await this.endOfLog?.isBefore(wanted)) === true) throw new PositionUnknown();
      isInLog = true;
      return undefined;
    });
  }

  /**
   * Calls `find` now and after every advance, until its result is not undefined.
   * @throws ReadModelBehind after `READ_WAIT`, or at once when too many queries wait
   */
  async waitUntilFound<Found>(find: () => Promise<Found | undefined>): Promise<Found> {
    const leave = this.enter();
    let timer: NodeJS.Timeout | undefined;
    const timeout = new Promise<'timeout'>((resolve) => {
      timer = setTimeout(() => resolve('timeout'), Math.max(1, remainingMs(this.waitMs)));
    });
    try {
      for (;;) {
        // Subscribes before it searches, so that it does not miss an advance during the search.
        const advance = this.nextAdvance();
        try {
          const found = await find();
          if (found !== undefined) return found;
          if ((await Promise.race([advance.promise, timeout])) === 'timeout') throw new ReadModelBehind();
        } finally {
          advance.unsubscribe();
        }
      }
    } finally {
      clearTimeout(timer);
      leave();
    }
  }

  /** @returns gives the place back. @throws ReadModelBehind */
  private enter(): () => void {
    const { actor, giveBackPlace } = currentContext() ?? {};
    if (!actor) return () => undefined;
    const { perAccount, perCaller } = this.limits;
    const place = this.places.take([
      { owner: `account ${ownerOf(actor)}`, limit: perAccount },
      { owner: `caller ${actor.subject}`, limit: perCaller },
    ]);
    if (typeof place === 'function') {
      giveBackPlace?.();
      return place;
    }
    throw new ReadModelBehind(
      place.full === 'owner'
        ? 'Too many of your queries wait for a position that the read model has not reached.'
        : 'Too many queries wait for a position that the read model has not reached.',
    );
  }

  /** Queries that ask at the same time share one look at the database. */
  private loadPosition(): Promise<bigint> {
    this.looking ??= this.database
      .query<{ position: string }>('select cast(position as text) as position from checkpoint')
      .then(([row]) => BigInt(row!.position))
      .finally(() => (this.looking = undefined));
    return this.looking;
  }

  private nextAdvance(): { readonly promise: Promise<void>; readonly unsubscribe: () => void } {
    let notify!: () => void;
    const promise = new Promise<void>((resolve) => (notify = resolve));
    this.waiters.add(notify);
    if (this.database.shared) this.poll();
    return { promise, unsubscribe: () => this.waiters.delete(notify) };
  }

  /** Reads the position for all waiters, at intervals while there are any. */
  private poll(): void {
    if (this.pollTimer) return;
    this.pollTimer = setTimeout(() => {
      this.loadPosition()
        .then(
          (position) => this.advanceTo(position),
          // Each waiter has a time limit of its own.
          () => undefined,
        )
        .finally(() => {
          this.pollTimer = undefined;
          if (this.waiters.size > 0) this.poll();
        });
    }, POLL_EVERY_MS);
  }
}
