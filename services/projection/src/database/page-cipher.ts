import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { FolderKeys } from './data-key.js';

/** What is encrypted in one piece: PostgreSQL's page. */
export const PAGE_BYTES = 8_192;
/** The least that XTS encrypts. */
export const BLOCK_BYTES = 16;
export const FILE_ID_BYTES = 12;

const NEVER_WRITTEN = Buffer.alloc(BLOCK_BYTES);

/**
 * Encrypts the pages of files as disks are encrypted: AES-256 in XTS mode (IEEE 1619, NIST SP 800-38E), where the file's id and
 * the number of the page are the tweak. A block's ciphertext depends on its own text alone and is as long as the text, so
 * a write that a kill tears apart damages no more than it would in clear text. The last bytes of a file, if fewer than
 * a block, are XORed with a keystream of the file and the place. A stored block of zeros was never written, since no
 * text has that ciphertext but by one chance in 2^128, and stands for zeros.
 */
export class PageCipher {
  constructor(private readonly keys: FolderKeys) {}

  newFileId(): Buffer {
    return randomBytes(FILE_ID_BYTES);
  }

  /** @param text the page from its beginning on, up to 8192 bytes */
  encrypt(fileId: Buffer, page: number, text: Uint8Array): Buffer {
    const whole = wholeBlocks(text.length);
    const parts: Uint8Array[] = [];
    if (whole > 0) {
      const cipher = createCipheriv('aes-256-xts', this.keys.blocks, placeOf(fileId, page));
      parts.push(cipher.update(text.subarray(0, whole)));
    }
    if (whole < text.length) parts.push(this.xorRest(fileId, page, whole, text.subarray(whole)));
    return Buffer.concat(parts);
  }

  /** @param stored the page from its beginning on, up to 8192 bytes */
  decrypt(fileId: Buffer, page: number, stored: Uint8Array): Buffer {
    const whole = wholeBlocks(stored.length);
    const parts: Uint8Array[] = [];
    if (whole > 0) {
      const decipher = createDecipheriv('aes-256-xts', this.keys.blocks, placeOf(fileId, page));
      const blocks = stored.subarray(0, whole);
      parts.push(withHoles(decipher.update(blocks), blocks));
    }
    if (whole < stored.length) parts.push(this.xorRest(fileId, page, whole, stored.subarray(whole)));
    return Buffer.concat(parts);
  }

  private xorRest(fileId: Buffer, page: number, offset: number, bytes: Uint8Array): Buffer {
    const block = (page * PAGE_BYTES + offset) / BLOCK_BYTES;
    return createCipheriv('aes-256-ctr', this.keys.rest, placeOf(fileId, block)).update(bytes);
  }
}

function withHoles(text: Buffer, stored: Uint8Array): Buffer {
  for (let block = 0; block < stored.length; block += BLOCK_BYTES) {
    const end = block + BLOCK_BYTES;
    if (stored[block] === 0 && NEVER_WRITTEN.equals(stored.subarray(block, end))) text.fill(0, block, end);
  }
  return text;
}

const wholeBlocks = (length: number) => length - (length % BLOCK_BYTES);

function placeOf(fileId: Buffer, index: number): Buffer {
  const place = Buffer.alloc(FILE_ID_BYTES + 4);
  fileId.copy(place);
  place.writeUInt32LE(index, FILE_ID_BYTES);
  return place;
}
