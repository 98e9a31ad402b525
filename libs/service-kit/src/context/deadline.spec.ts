import { DeadlineExpired, remainingMs, requireTimeLeft } from './deadline.js';
import { contextOf, runInContext } from './request-context.js';

const before = (ms: number) => contextOf({ deadline: performance.now() + ms });

describe('the deadline of a request', () => {
  it('bounds every wait, and is the wait where it is nearer', () => {
    expect(remainingMs(1_000, before(60_000))).toBe(1_000);
    expect(remainingMs(60_000, before(1_000))).toBeLessThanOrEqual(1_000);
    expect(remainingMs(60_000, before(-1))).toBeLessThan(0);
  });

  it('leaves work without a caller alone', () => {
    expect(remainingMs(1_000)).toBe(1_000);
    expect(requireTimeLeft).not.toThrow();
  });

  it('refuses a step whose caller has given up', () => {
    expect(() => runInContext(before(60_000), requireTimeLeft)).not.toThrow();
    expect(() => runInContext(before(-1), requireTimeLeft)).toThrow(DeadlineExpired);
  });

  it('does not depend on the wall clock', () => {
    const context = before(60_000);
    jest.spyOn(Date, 'now').mockReturnValue(0);
    expect(remainingMs(120_000, context)).toBeGreaterThan(30_000);
    jest.restoreAllMocks();
  });
});
