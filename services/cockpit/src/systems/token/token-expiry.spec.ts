import type { System } from '../../api/api-types.js';
import { untilFirstExpiry } from './token-expiry.js';

const NOW = Date.parse('2026-01-05T08:00:00.000Z');
const MINUTE = 60_000;

function withToken(state: 'LIVE' | 'EXPIRED', inMs: number): System {
  const token = { tokenId: 't', state, issuedAt: '', expiresAt: new Date(NOW + inMs).toISOString() };
  return { token } as System;
}

describe('The time until a list has to be read again', () => {
  it('M-13: is that until the first live token expires', () => {
    const systems = [
      withToken('LIVE', 10 * MINUTE),
      withToken('EXPIRED', -MINUTE),
      withToken('LIVE', MINUTE),
      {} as System,
    ];
    expect(untilFirstExpiry(systems, NOW)).toBe(MINUTE);
    expect(untilFirstExpiry([withToken('EXPIRED', -MINUTE)], NOW)).toBe(false);
    expect(untilFirstExpiry([], NOW)).toBe(false);
  });

  it('is bounded: a browser whose clock is ahead does not ask all the time, and no timer is too long', () => {
    expect(untilFirstExpiry([withToken('LIVE', -MINUTE)], NOW)).toBe(5_000);
    expect(untilFirstExpiry([withToken('LIVE', 1_000 * 24 * 60 * MINUTE)], NOW)).toBe(24 * 60 * MINUTE);
  });
});
