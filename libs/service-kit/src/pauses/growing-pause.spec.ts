import { GrowingPause } from './growing-pause.js';

describe('GrowingPause', () => {
  const expectWithin = (pause: GrowingPause, longest: number) => {
    const milliseconds = pause.next();
    expect(milliseconds).toBeGreaterThanOrEqual(longest / 2);
    expect(milliseconds).toBeLessThanOrEqual(longest);
  };

  it('grows up to five seconds and begins anew after a success', () => {
    const pause = new GrowingPause();
    for (const longest of [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000]) expectWithin(pause, longest);
    pause.reset();
    expectWithin(pause, 100);
  });
});
