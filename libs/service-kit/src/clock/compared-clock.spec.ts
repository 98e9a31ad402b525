import { SettableClock } from './clock.js';
import { ClockNotTrusted, ComparedClock, isTrusted } from './compared-clock.js';

const T0 = Date.parse('2026-01-05T08:00:00.000Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

let own: SettableClock;
let monotonic: number;
let clock: ComparedClock;

beforeEach(() => {
  own = new SettableClock(new Date(T0));
  monotonic = 5_000;
  clock = new ComparedClock({ clock: own, boundMs: MINUTE, monotonic: () => monotonic });
});

const pass = (ms: number) => {
  own.advance(ms);
  monotonic += ms;
};
const compare = (timeMs: number, uncertaintyMs = 0) => clock.compareWith('the event store', { timeMs, uncertaintyMs });

it('tells no time before it was compared', () => {
  expect(() => clock.now()).toThrow('was not compared yet');
});

it('tells the time within the bound', () => {
  compare(T0 + MINUTE);
  expect(clock.now()).toEqual(new Date(T0));
  pass(DAY);
  expect(clock.now()).toEqual(new Date(T0 + DAY));
});

it.each([
  [DAY, '86400 s behind'],
  [-DAY, '86400 s ahead of'],
  [MINUTE + 1, '60 s behind'],
])('tells none when the other clock differs by %d ms', (difference, message) => {
  compare(T0 + difference);
  expect(() => clock.now()).toThrow(ClockNotTrusted);
  expect(() => clock.now()).toThrow(`The clock of this instance is ${message} that of the event store`);
  expect(isTrusted(clock)).toBe(false);
});

it('notices between two comparisons that the clock was set, and that it was set right again', () => {
  compare(T0);
  pass(1_000);
  expect(isTrusted(clock)).toBe(true);
  own.advance(3 * DAY);
  expect(isTrusted(clock)).toBe(false);
  own.advance(-3 * DAY);
  expect(isTrusted(clock)).toBe(true);
});

it('a slow answer, or one with a coarse time, does not make the clock wrong', () => {
  compare(T0 + MINUTE + 2_000, 2_500);
  expect(isTrusted(clock)).toBe(true);
});

it('a server that tells no time is no reason to stop, unless it told one before', () => {
  clock.cannotCompare();
  expect(isTrusted(clock)).toBe(true);
  compare(T0 + DAY);
  clock.cannotCompare();
  expect(isTrusted(clock)).toBe(false);
});
