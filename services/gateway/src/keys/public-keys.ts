import { readFileSync } from 'node:fs';

/** Public keys as a JWK Set. */
export interface PublicKeys {
  readonly keys: readonly object[];
}

const PRIVATE_MEMBERS = ['d', 'k', 'p', 'q', 'dp', 'dq', 'qi', 'oth'];

/**
 * Reads a JWK Set that is safe to publish.
 * @throws Error when the file cannot be read, is no JWK Set, or contains a private key
 */
export function publicKeysIn(path: string): PublicKeys {
  const set = read(path);
  if (!isKeySet(set)) throw new Error('names a file that is no JSON Web Key Set');
  if (set.keys.some((key) => PRIVATE_MEMBERS.some((member) => member in key))) {
    throw new Error('names a file with private keys; it must contain only public keys');
  }
  return set;
}

function read(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new Error('names a file that cannot be read as JSON', { cause: error });
  }
}

function isKeySet(value: unknown): value is PublicKeys {
  const keys = (value as { keys?: unknown } | null)?.keys;
  return Array.isArray(keys) && keys.every((key) => typeof key === 'object' && key !== null);
}
