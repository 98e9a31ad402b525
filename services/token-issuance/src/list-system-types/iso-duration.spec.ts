import { duration } from '@system-landscape/service-kit';
import fc from 'fast-check';
import { isoDuration } from './iso-duration.js';

describe('isoDuration', () => {
  it.each([
    [0, 'PT0S'],
    [2_000, 'PT2S'],
    [10 * 60_000, 'PT10M'],
    [7 * 24 * 60 * 60_000, 'P7D'],
    [90_061_000, 'P1DT1H1M1S'],
  ])('writes %d ms as %s', (milliseconds, text) => {
    expect(isoDuration(milliseconds)).toBe(text);
  });

  it('writes what settings read', () => {
    fc.assert(
      fc.property(fc.nat(), (seconds) => {
        expect(duration(isoDuration(seconds * 1_000))).toBe(seconds * 1_000);
      }),
    );
  });
});
