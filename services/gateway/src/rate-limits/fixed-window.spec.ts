import { SettableClock } from '@system-landscape/service-kit';
import { FixedWindow } from './fixed-window.js';

const clock = new SettableClock();
beforeEach(() => clock.set('2026-01-05T08:00:10.000Z'));

describe('FixedWindow', () => {
  it('allows each caller up to the limit', () => {
    const window = new FixedWindow(2, clock);
    window.count('a');
    expect(window.blockedFor('a')).toBeUndefined();
    window.count('a');
    expect(window.blockedFor('a')).toBe(50);
    expect(window.blockedFor('b')).toBeUndefined();
  });

  it('starts a new window every minute', () => {
    const window = new FixedWindow(1, clock);
    window.count('a');
    clock.set('2026-01-05T08:00:59.999Z');
    expect(window.blockedFor('a')).toBe(1);
    clock.set('2026-01-05T08:01:00.000Z');
    expect(window.blockedFor('a')).toBeUndefined();
  });

  it('starts a new window when the clock is set back', () => {
    const window = new FixedWindow(1, clock);
    window.count('a');
    clock.set('2026-01-05T07:00:00.000Z');
    expect(window.blockedFor('a')).toBeUndefined();
  });
});
