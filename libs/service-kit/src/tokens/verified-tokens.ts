import { LRUCache } from 'lru-cache';
import { hash } from 'node:crypto';
import type { Clock } from '../clock/clock.js';

const MAX_TOKENS = 10_000;

interface Entry<Claims> {
  readonly claims: Claims;
  readonly expiresAtMs: number;
  readonly keys: object;
}

/**
 * Caches the claims of verified access tokens until they expire or the keys change: verifying a signature takes longer than
 * the rest of a typical request. Digests stand for the tokens, so that none stays in memory. The least recently used of
 * 10,000 is evicted.
 */
export class VerifiedTokens<Claims extends object> {
  private readonly cache = new LRUCache<string, Entry<Claims>>({ max: MAX_TOKENS });

  constructor(private readonly clock: Clock) {}

  /**
   * @param keys the keys of now, the same object as long as they have not changed
   * @returns undefined for a token that has expired, was verified with other keys, or is not in the cache
   */
  get(token: string, keys: object): Claims | undefined {
    const entry = this.cache.get(digestOf(token));
    return entry?.keys === keys && entry.expiresAtMs > this.clock.now().getTime() ? entry.claims : undefined;
  }

  /**
   * @param keys with which the token was verified
   * @param expiresAt seconds since 1970, as in the claim `exp`
   */
  set(token: string, keys: object, claims: Claims, expiresAt: number): void {
    this.cache.set(digestOf(token), { claims, keys, expiresAtMs: expiresAt * 1_000 });
  }
}

function digestOf(token: string): string {
  return hash('sha256', token, 'base64url');
}
