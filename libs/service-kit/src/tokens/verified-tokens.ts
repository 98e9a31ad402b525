import { LRUCache } from 'lru-cache';
import { hash } from 'node:crypto';
import type { Clock } from '../clock/clock.js';

const MAX_TOKENS = 10_000;

interface Entry<Claims> {
  readonly claims: Claims;
  readonly expiresAtMs: number;
}

/**
 * Caches the claims of verified access tokens until they expire: verifying a signature takes longer than the rest of a
 * typical request. Keys are digests, so that no token stays in memory. The least recently used of 10,000 is evicted.
 */
export class VerifiedTokens<Claims extends object> {
  private readonly cache = new LRUCache<string, Entry<Claims>>({ max: MAX_TOKENS });

  constructor(private readonly clock: Clock) {}

  /** @returns undefined for a token that has expired or is not in the cache */
  get(token: string): Claims | undefined {
    const entry = this.cache.get(digestOf(token));
    return entry && entry.expiresAtMs > this.clock.now().getTime() ? entry.claims : undefined;
  }

  /** @param expiresAt seconds since 1970, as in the claim `exp` */
  set(token: string, claims: Claims, expiresAt: number): void {
    this.cache.set(digestOf(token), { claims, expiresAtMs: expiresAt * 1_000 });
  }
}

function digestOf(token: string): string {
  return hash('sha256', token, 'base64url');
}
