/** The time left, in the two largest units: `6 days 23 hours`, `9 minutes 3 seconds`. */
export type TimeLeft =
  | { readonly text: 'countdown.over' }
  | { readonly text: 'countdown.days' | 'countdown.hours' | 'countdown.minutes'; readonly values: Values };
interface Values {
  readonly [name: string]: number;
  readonly large: number;
  readonly small: number;
}

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @param until, now in milliseconds since 1970. `until` itself is over: a token's expiry is exclusive (M-13). */
export function timeLeft(until: number, now: number): TimeLeft {
  const left = until - now;
  if (left <= 0) return { text: 'countdown.over' };
  const split = (large: number, small: number) => ({
    large: Math.floor(left / large),
    small: Math.floor((left % large) / small),
  });
  if (left >= DAY) return { text: 'countdown.days', values: split(DAY, HOUR) };
  if (left >= HOUR) return { text: 'countdown.hours', values: split(HOUR, MINUTE) };
  return { text: 'countdown.minutes', values: split(MINUTE, SECOND) };
}
