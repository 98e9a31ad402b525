import { timeLeft } from './countdown.js';

const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

describe('the countdown', () => {
  it.each([
    [7 * 24 * HOUR, 'countdown.days', 7, 0],
    [7 * 24 * HOUR - 1, 'countdown.days', 6, 23],
    [24 * HOUR - 1, 'countdown.hours', 23, 59],
    [10 * 60 * SECOND, 'countdown.minutes', 10, 0],
    [3 * SECOND + 400, 'countdown.minutes', 0, 3],
  ])('%i ms are %s %i %i', (left, text, large, small) => {
    expect(timeLeft(1e12 + left, 1e12)).toEqual({ text, values: { large, small } });
  });

  it('M-13: is over at the time of expiry itself', () => {
    expect(timeLeft(1e12, 1e12)).toEqual({ text: 'countdown.over' });
    expect(timeLeft(1e12 + 1, 1e12)).not.toEqual({ text: 'countdown.over' });
  });
});
