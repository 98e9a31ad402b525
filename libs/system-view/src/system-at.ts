import { hasExpired } from '@system-landscape/domain';
import type { SystemView } from '@system-landscape/contracts';
import { waitingForTenant } from './status-details.js';

/**
 * The system as it is at a moment: a token is expired from its moment on, whether or not the expiry is recorded yet (M-13).
 * The system itself when nothing has expired.
 */
export function systemAt<System extends Pick<SystemView, 'status' | 'statusDetail' | 'token' | 'registration'>>(
  system: System,
  now: Date,
): System {
  const { status, token, registration } = system;
  if (token?.state !== 'LIVE' || !hasExpired(token, now)) return system;
  const expired = { ...token, state: 'EXPIRED' as const };
  if (status !== 'PENDING') return { ...system, token: expired };
  return { ...system, token: expired, statusDetail: waitingForTenant(expired, registration?.state === 'FAILED') };
}

/** Milliseconds since the epoch from which on `systemAt` shows the system otherwise; undefined when it never does. */
export function changesAt({ token }: Pick<SystemView, 'token'>): number | undefined {
  return token?.state === 'LIVE' ? Date.parse(token.expiresAt) : undefined;
}
