import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { FolderKeys } from './data-key.js';

/** What is encrypted in one piece: PostgreSQL's page. */
export const PAGE_BYTES = 8_192;
/** The least that XTS encrypts. */
export const BLOCK_BYTES = 16;
export const FILE_ID_BYTES = 12;

const NEVER_WRITTEN = Buffer.alloc(BLOCK_BYTES);
const NO_BYTES = Buffer.alloc(0);

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
    const blocks =
      whole === 0
        ? NO_BYTES
        : createCipheriv('aes-256-xts', this.keys.blocks, placeOf(fileId, page)).update(text.subarray(0, whole));
    return this.withRest(fileId, page, blocks, text);
  }

  /** @param stored the page from its beginning on, up to 8192 bytes */
  decrypt(fileId: Buffer, page: number, stored: Uint8Array): Buffer {
    const whole = stored.subarray(0, wholeBlocks(stored.length));
    const blocks =
      whole.length === 0
        ? NO_BYTES
        : createDecipheriv('aes-256-xts', this.keys.blocks, placeOf(fileId, page)).update(whole);
    return this.withRest(fileId, page, withHoles(blocks, whole), stored);
  }

  /** What was converted so far, and after it what of the page is no whole block. */
  private withRest(fileId: Buffer, page: number, blocks: Buffer, from: Uint8Array): Buffer {
    if (blocks.length === from.length) return blocks;
    return Buffer.concat([blocks, this.xorRest(fileId, page, blocks.length, from.subarray(blocks.length))]);
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
