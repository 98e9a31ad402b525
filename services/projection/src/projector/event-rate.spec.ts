import { EventRate } from './event-rate.js';

describe('The rate of events', () => {
  it('covers the last ten seconds', () => {
    const rate = new EventRate();
    expect(rate.perSecond(0)).toBe(0);
    rate.add(30, 0);
    rate.add(70, 5_000);
    expect(rate.perSecond(5_000)).toBe(10);
    expect(rate.perSecond(10_001)).toBe(7);
    expect(rate.perSecond(15_001)).toBe(0);
  });

  it('counts many small commits', () => {
    const rate = new EventRate();
    for (let at = 0; at < 10_000; at += 1) rate.add(1, at);
    expect(rate.perSecond(9_999)).toBe(1_000);
  });
});
