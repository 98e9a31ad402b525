import { readFileSync, statSync } from 'node:fs';

/** The current time. Services use it instead of `Date`, so that tests can set the time. */
export interface Clock {
  now(): Date;
}

/** Nest token of the `Clock`. */
export const CLOCK = Symbol('Clock');

export class SystemClock implements Clock {
  now(): Date {
    return new Date();
  }
}

/** A clock for tests: it stands still until it is set or advanced. */
export class SettableClock implements Clock {
  private time: number;

  constructor(start: string | Date = '2026-01-05T08:00:00.000Z') {
    this.time = new Date(start).getTime();
  }

  now(): Date {
    return new Date(this.time);
  }

  set(time: string | Date): void {
    this.time = new Date(time).getTime();
  }

  advance(milliseconds: number): void {
    this.time += milliseconds;
  }
}

/**
 * A clock for tests of several processes: the system time plus the number of milliseconds in a file. A missing file, or
 * one without a number, adds nothing.
 */
export class FileClock implements Clock {
  private readAt = -1;
  private offset = 0;

  constructor(private readonly path: string) {}

  now(): Date {
    const changedAt = statSync(this.path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (changedAt !== this.readAt) {
      const milliseconds = changedAt === 0 ? 0 : Number(readFileSync(this.path, 'utf8').trim());
      this.offset = Number.isFinite(milliseconds) ? milliseconds : 0;
      this.readAt = changedAt;
    }
    return new Date(Date.now() + this.offset);
  }
}

/** The clock of the setting `CLOCK_FILE`, by default the system clock. */
export function clockFrom({ clockFile }: { readonly clockFile?: string }): Clock {
  return clockFile === undefined ? new SystemClock() : new FileClock(clockFile);
}
