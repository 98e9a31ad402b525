import type { Ticks } from './log-record.js';

const HIGHEST_REST = 9_999;

/** Gives events their creation time: the clock's, but never before that of the event before. */
export class EventClock {
  /** @param last creation time of the last event in the log */
  constructor(
    private readonly now: () => number,
    private last: Ticks,
  ) {}

  next(): Ticks {
    const ms = this.now();
    const { last } = this;
    if (ms > last.ms) this.last = { ms, rest: 0 };
    else if (last.rest < HIGHEST_REST) this.last = { ms: last.ms, rest: last.rest + 1 };
    return this.last;
  }
}
