import { hash } from 'node:crypto';
import type { Clock } from '../clock/clock.js';

const MAX_REMEMBERED = 10_000;

interface Remembered<Found> {
  readonly found: Found;
  readonly expiresAtMs: number;
}

/**
 * What was found in access tokens that were verified, until they expire: a signature takes longer to check than all else
 * of a usual request. Of a token only its digest is kept.
 */
export class VerifiedTokens<Found> {
  private readonly remembered = new Map<string, Remembered<Found>>();

  constructor(private readonly clock: Clock) {}

  /** Undefined for one that has expired, was never verified, or so long ago that 10,000 others were since. */
  recall(token: string): Found | undefined {
    const known = this.remembered.get(digestOf(token));
    return known && known.expiresAtMs > this.clock.now().getTime() ? known.found : undefined;
  }

  /** @param expiresAt seconds since 1970, as the claim `exp` */
  remember(token: string, found: Found, expiresAt: number): void {
    const digest = digestOf(token);
    this.remembered.delete(digest);
    const oldest = this.remembered.keys().next();
    if (this.remembered.size >= MAX_REMEMBERED && !oldest.done) this.remembered.delete(oldest.value);
    this.remembered.set(digest, { found, expiresAtMs: expiresAt * 1_000 });
  }
}

function digestOf(token: string): string {
  return hash('sha256', token, 'base64url');
}
