import { SettingsError } from '@system-landscape/service-kit';
import { createHmac, createSecretKey, hkdfSync, timingSafeEqual, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';

const KEY_BYTES = 32;

/** What the files of one data folder are encrypted with. */
export interface FolderKeys {
  /** 64 bytes, for AES-256-XTS. */
  readonly blocks: KeyObject;
  /** 32 bytes, for what does not fill a block. */
  readonly rest: KeyObject;
}

/** The key that data folders are encrypted with. Each folder has keys of its own, which its salt leads to. */
export class DataKey {
  readonly #key: Buffer;

  /** @param key 32 bytes */
  constructor(key: Buffer) {
    if (key.length !== KEY_BYTES) throw new Error(`A data key has ${KEY_BYTES} bytes, not ${key.length}`);
    this.#key = key;
  }

  /** @throws SettingsError that names the file */
  static read(path: string): DataKey {
    let key: Buffer;
    try {
      key = readFileSync(path);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new SettingsError([
        `DATA_KEY_FILE ${path} cannot be read (${code}). Name a file that this process may read.`,
      ]);
    }
    if (key.length !== KEY_BYTES) {
      throw new SettingsError([
        `DATA_KEY_FILE ${path} must hold ${KEY_BYTES} bytes. Make one with \`head -c ${KEY_BYTES} /dev/urandom\`.`,
      ]);
    }
    return new DataKey(key);
  }

  keysOf(salt: Buffer): FolderKeys {
    const derived = (purpose: string, bytes: number) =>
      createSecretKey(Buffer.from(hkdfSync('sha256', this.#key, salt, `read-model ${purpose}`, bytes)));
    return { blocks: derived('blocks', 64), rest: derived('rest', 32) };
  }

  /** Tells keys apart and nothing about them. */
  checkOf(salt: Buffer): Buffer {
    return createHmac('sha256', this.#key).update('read-model check').update(salt).digest();
  }

  fits(salt: Buffer, check: Buffer): boolean {
    const expected = this.checkOf(salt);
    return check.length === expected.length && timingSafeEqual(check, expected);
  }
}
