import type { System } from '../../api/api-types.js';

/** While the service, whose clock counts, does not say so yet. */
const AT_LEAST_MS = 5_000;
const AT_MOST_MS = 24 * 3_600_000;

/** Milliseconds until the first live token of the systems expires (M-13), of which no event tells; false without one. */
export function untilFirstExpiry(systems: readonly System[], now = Date.now()): number | false {
  const moments = systems.flatMap(({ token }) => (token?.state === 'LIVE' ? [Date.parse(token.expiresAt)] : []));
  if (moments.length === 0) return false;
  return Math.min(Math.max(Math.min(...moments) - now, AT_LEAST_MS), AT_MOST_MS);
}
