import canonicalize from 'canonicalize';
import { hash } from 'node:crypto';

/**
 * SHA-256 of a request's body as canonical JSON (RFC 8785): the order of members does not matter. Fingerprints are stored
 * for 24 h, so a release must compute the same ones as the release before.
 */
export function requestFingerprint(body: unknown): string {
  return hash('sha256', canonicalize(body ?? null)!);
}
