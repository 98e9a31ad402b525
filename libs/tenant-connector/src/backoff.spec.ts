import * as fc from 'fast-check';
import { backoffDelay } from './backoff.js';

const highest = () => 1 - Number.EPSILON;

describe('backoffDelay', () => {
  it('doubles its bound with every try, up to the maximum', () => {
    const bounds = [1, 2, 3, 4, 8, 1000].map((tryNumber) => backoffDelay(tryNumber, highest));

    expect(bounds).toEqual([500, 1000, 2000, 4000, 60_000, 60_000]);
  });

  it('spreads over the whole range, so that tries of many systems do not come together', () => {
    expect(backoffDelay(4, () => 0)).toBe(0);
    expect(backoffDelay(4, () => 0.5)).toBe(2000);
  });

  it('stays in its bounds for any try', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), fc.double({ min: 0, max: 0.999, noNaN: true }), (tryNumber, at) => {
        const delay = backoffDelay(tryNumber, () => at, { initialMs: 10, maxMs: 1000 });
        expect(Number.isInteger(delay) && delay >= 0 && delay <= 1000).toBe(true);
      }),
    );
  });
});
