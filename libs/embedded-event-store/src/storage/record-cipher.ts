import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const OVERHEAD = NONCE_BYTES + TAG_BYTES;

/**
 * Encrypts the values of the tables one by one: AES-256-GCM (NIST SP 800-38D) with a random nonce. The key of the table
 * entry is the associated data, so that a value that was changed or moved is not decrypted.
 *
 * | Offset | Bytes | Content    |
 * | ------ | ----- | ---------- |
 * | 0      | 12    | nonce      |
 * | 12     | 16    | tag        |
 * | 28     |       | ciphertext |
 */
export class RecordCipher {
  private readonly values: KeyObject;
  private readonly names: KeyObject;

  /** @param key 32 bytes, from which a key for each use is derived */
  constructor(key: Buffer) {
    this.values = derived(key, 'values');
    this.names = derived(key, 'names');
  }

  encrypt(value: Uint8Array, key: Uint8Array): Buffer {
    const stored = Buffer.allocUnsafeSlow(OVERHEAD + value.length);
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.values, nonce).setAAD(key);
    stored.set(nonce);
    stored.set(cipher.update(value), OVERHEAD);
    cipher.final();
    stored.set(cipher.getAuthTag(), NONCE_BYTES);
    return stored;
  }

  /** Undefined when these are not the bytes that were written under this key. */
  decrypt(stored: Uint8Array, key: Uint8Array): Buffer | undefined {
    if (stored.length < OVERHEAD) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.values, stored.subarray(0, NONCE_BYTES))
      .setAAD(key)
      .setAuthTag(stored.subarray(NONCE_BYTES, OVERHEAD));
    const value = decipher.update(stored.subarray(OVERHEAD));
    try {
      decipher.final();
    } catch {
      return undefined;
    }
    return value;
  }

  /** Key of a stream in the tables that does not reveal its name: an HMAC of 32 bytes. */
  digest(name: Buffer): Buffer {
    return createHmac('sha256', this.names).update(name).digest();
  }
}

/** HKDF (RFC 5869): the key for one use reveals nothing about the others. */
const derived = (key: Buffer, use: string) => createSecretKey(Buffer.from(hkdfSync('sha256', key, '', use, 32)));
