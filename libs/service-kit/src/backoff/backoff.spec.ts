import * as fc from 'fast-check';
import { Backoff, exponentialDelay, jitteredDelay } from './backoff.js';

describe('Backoff', () => {
  const expectUpperHalf = (delay: number, bound: number) => {
    expect(Number.isInteger(delay)).toBe(true);
    expect(delay).toBeGreaterThanOrEqual(bound / 2);
    expect(delay).toBeLessThanOrEqual(bound);
  };

  it('doubles from 100 ms up to five seconds, and starts over after a success', () => {
    const backoff = new Backoff();
    for (const bound of [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]) expectUpperHalf(backoff.next(), bound);
    backoff.reset();
    expectUpperHalf(backoff.next(), 100);
  });

  it('takes other bounds', () => {
    const backoff = new Backoff({ initialMs: 200, maxMs: 30_000 });
    for (const bound of [200, 400, 800, 1_600, 3_200, 6_400, 12_800, 25_600, 30_000]) {
      expectUpperHalf(backoff.next(), bound);
    }
  });
});

describe('exponentialDelay', () => {
  it('doubles with every retry, up to the maximum', () => {
    const bounds = { initialMs: 500, maxMs: 60_000 };
    const delays = [0, 1, 2, 3, 7, 999, 1e6].map((retry) => exponentialDelay(retry, bounds));
    expect(delays).toEqual([500, 1000, 2000, 4000, 60_000, 60_000, 60_000]);
  });
});

describe('jitteredDelay', () => {
  const bounds = { initialMs: 500, maxMs: 60_000 };

  it('spreads over the whole range, so that retries of many systems do not come together', () => {
    expect(jitteredDelay(3, bounds, () => 0)).toBe(0);
    expect(jitteredDelay(3, bounds, () => 0.5)).toBe(2000);
    expect(jitteredDelay(3, bounds, () => 1 - Number.EPSILON)).toBe(4000);
  });

  it('stays in its bounds for any retry', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (retry, random) => {
        const delay = jitteredDelay(retry, { initialMs: 10, maxMs: 1000 }, () => random);
        expect(Number.isInteger(delay) && delay >= 0 && delay <= 1000).toBe(true);
      }),
    );
  });
});
