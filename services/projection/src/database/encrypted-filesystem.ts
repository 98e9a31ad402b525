import { BaseFilesystem, ERRNO_CODES, type FsStats } from '@electric-sql/pglite/basefs';
import * as fs from 'node:fs';
import { join } from 'node:path';
import type { FolderKeys } from './data-key.js';
import { BLOCK_BYTES, FILE_ID_BYTES, PAGE_BYTES, PageCipher } from './page-cipher.js';

/** An encrypted file begins with these bytes and its id: one block, so that the text stays aligned to blocks. */
const MAGIC = Buffer.from('slp1');
const HEADER_BYTES = MAGIC.length + FILE_ID_BYTES;

/**
 * A file system for PGlite that encrypts the contents of files in a folder. Names, which PostgreSQL generates, and sizes
 * of files are not encrypted.
 */
export class EncryptedFilesystem extends BaseFilesystem {
  private readonly cipher: PageCipher;
  private readonly fileIds = new Map<number, Buffer>();

  /** @param folder created if it does not exist */
  constructor(
    private readonly folder: string,
    keys: FolderKeys,
  ) {
    super();
    this.cipher = new PageCipher(keys);
    fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  override open(path: string): number {
    return attempt(() => fs.openSync(this.at(path), 'r+'));
  }

  override close(fd: number): void {
    this.fileIds.delete(fd);
    attempt(() => fs.closeSync(fd));
  }

  override read(fd: number, buffer: Uint8Array, offset: number, length: number, position: number): number {
    return attempt(() => {
      const end = Math.min(position + length, this.sizeOf(fd));
      if (end <= position) return 0;
      const text = this.textOf(fd, pageOf(position) * PAGE_BYTES, end);
      bytesAt(buffer, offset, length).set(text.subarray(position % PAGE_BYTES));
      return end - position;
    });
  }

  override write(fd: number, buffer: Uint8Array, offset: number, length: number, position: number): number {
    return attempt(() => {
      this.lengthen(fd, position);
      this.put(fd, bytesAt(buffer, offset, length), position);
      return length;
    });
  }

  override truncate(path: string, size: number): void {
    const fd = this.open(path);
    try {
      attempt(() => this.resize(fd, size));
    } finally {
      this.close(fd);
    }
  }

  override writeFile(path: string, data: string | Uint8Array, options?: { readonly mode?: number }): void {
    attempt(() => fs.writeFileSync(this.at(path), '', { mode: permissions(options?.mode) }));
    const bytes = Buffer.from(data);
    if (bytes.length === 0) return;
    const fd = this.open(path);
    try {
      attempt(() => this.put(fd, bytes, 0));
    } finally {
      this.close(fd);
    }
  }

  override fstat(fd: number): FsStats {
    return attempt(() => statsOf(fs.fstatSync(fd)));
  }

  override lstat(path: string): FsStats {
    return attempt(() => {
      const stats = fs.lstatSync(this.at(path), { throwIfNoEntry: false });
      // PostgreSQL often checks for missing files, and creating an error each time takes longer than the check.
      if (stats === undefined) throw NOT_FOUND;
      return statsOf(stats);
    });
  }

  override chmod(path: string, mode: number): void {
    attempt(() => fs.chmodSync(this.at(path), permissions(mode)));
  }

  override mkdir(path: string, options?: { readonly recursive?: boolean; readonly mode?: number }): void {
    const { recursive = false, mode } = options ?? {};
    attempt(() => fs.mkdirSync(this.at(path), { recursive, mode: permissions(mode) }));
  }

  override readdir(path: string): string[] {
    return attempt(() => fs.readdirSync(this.at(path)));
  }

  override rename(from: string, to: string): void {
    attempt(() => fs.renameSync(this.at(from), this.at(to)));
  }

  override rmdir(path: string): void {
    attempt(() => fs.rmdirSync(this.at(path)));
  }

  override unlink(path: string): void {
    attempt(() => fs.unlinkSync(this.at(path)));
  }

  /** @param atime and mtime in milliseconds since 1970 */
  override utimes(path: string, atime: number, mtime: number): void {
    attempt(() => fs.utimesSync(this.at(path), atime / 1000, mtime / 1000));
  }

  /** Copies all files of a folder in clear text into this one, which must be empty. */
  importFolder(folder: string, path = '/'): void {
    for (const entry of fs.readdirSync(join(folder, path), { withFileTypes: true })) {
      const inner = join(path, entry.name);
      const { mode } = fs.statSync(join(folder, inner));
      if (entry.isDirectory()) {
        this.mkdir(inner, { mode });
        this.importFolder(folder, inner);
      } else {
        this.writeFile(inner, fs.readFileSync(join(folder, inner)), { mode });
      }
    }
  }

  private at(path: string): string {
    return join(this.folder, path);
  }

  private sizeOf(fd: number): number {
    return textSize(fs.fstatSync(fd).size);
  }

  /** The id of a file; an empty file gets a new one. */
  private idOf(fd: number): Buffer {
    const known = this.fileIds.get(fd);
    if (known) return known;
    const header = Buffer.alloc(HEADER_BYTES);
    if (readAll(fd, header, 0) === HEADER_BYTES) {
      if (!header.subarray(0, MAGIC.length).equals(MAGIC)) throw new Error('A file is not encrypted');
    } else {
      MAGIC.copy(header);
      this.cipher.newFileId().copy(header, MAGIC.length);
      writeAll(fd, header, 0);
    }
    const id = header.subarray(MAGIC.length);
    this.fileIds.set(fd, id);
    return id;
  }

  /** The decrypted text. @param from beginning of a page @param end at most the size of the file */
  private textOf(fd: number, from: number, end: number): Buffer {
    const stored = Buffer.alloc(Math.min(roundedUp(end), this.sizeOf(fd)) - from);
    const there = stored.subarray(0, readAll(fd, stored, HEADER_BYTES + from));
    const text = this.perPage(there, from, (page, bytes) => this.cipher.decrypt(this.idOf(fd), page, bytes));
    return text.subarray(0, end - from);
  }

  /** Writes only the blocks that change. @param position at most the size of the file */
  private put(fd: number, data: Uint8Array, position: number): void {
    if (data.length === 0) return;
    const id = this.idOf(fd);
    const end = position + data.length;
    const from = pageOf(position) * PAGE_BYTES;
    const isWholePages = position === from && end % PAGE_BYTES === 0;
    const text = isWholePages ? data : this.inItsPages(fd, data, position);
    const stored = this.perPage(text, from, (page, bytes) => this.cipher.encrypt(id, page, bytes));
    const firstChanged = position - from - (position % BLOCK_BYTES);
    const lastChanged = Math.min(roundedUp(end) - from, stored.length);
    writeAll(fd, stored.subarray(firstChanged, lastChanged), HEADER_BYTES + from + firstChanged);
  }

  /** The data together with the rest of its first and last page. */
  private inItsPages(fd: number, data: Uint8Array, position: number): Buffer {
    const size = this.sizeOf(fd);
    const end = position + data.length;
    const from = pageOf(position) * PAGE_BYTES;
    const after = Math.min(size, (pageOf(end - 1) + 1) * PAGE_BYTES);
    const text = Buffer.alloc(Math.max(end, after) - from);
    if (from < position) text.set(this.textOf(fd, from, position));
    const lastPage = pageOf(end - 1) * PAGE_BYTES;
    if (end < after) text.set(this.textOf(fd, lastPage, after), lastPage - from);
    text.set(data, position - from);
    return text;
  }

  /** Lengthens the file by zeros; whole blocks of them are a hole, which takes no space on the disk. */
  private lengthen(fd: number, end: number): void {
    const size = this.sizeOf(fd);
    if (size >= end) return;
    // An incomplete last block is encrypted in another way than a whole one.
    const filled = Math.min(roundedUp(size), end);
    this.put(fd, Buffer.alloc(filled - size), size);
    const hole = Math.max(filled, end - (end % BLOCK_BYTES));
    if (hole > filled) {
      this.idOf(fd);
      fs.ftruncateSync(fd, HEADER_BYTES + hole);
    }
    this.put(fd, Buffer.alloc(end - hole), hole);
  }

  private resize(fd: number, size: number): void {
    if (size >= this.sizeOf(fd)) {
      this.lengthen(fd, size);
      return;
    }
    // An incomplete block is encrypted in another way, so the rest of a cut block is written again.
    const cut = size % BLOCK_BYTES;
    const rest = cut === 0 ? undefined : this.textOf(fd, pageOf(size) * PAGE_BYTES, size).subarray(-cut);
    fs.ftruncateSync(fd, size === 0 ? 0 : HEADER_BYTES + size - cut);
    if (size === 0) this.fileIds.clear();
    if (rest) this.put(fd, rest, size - cut);
  }

  /** Converts the bytes page by page. @param from beginning of a page */
  private perPage(bytes: Uint8Array, from: number, convert: (page: number, bytes: Uint8Array) => Buffer): Buffer {
    if (bytes.length <= PAGE_BYTES) return convert(pageOf(from), bytes);
    const pages: Buffer[] = [];
    for (let at = 0; at < bytes.length; at += PAGE_BYTES) {
      pages.push(convert(pageOf(from + at), bytes.subarray(at, at + PAGE_BYTES)));
    }
    return Buffer.concat(pages);
  }
}

const pageOf = (position: number) => Math.floor(position / PAGE_BYTES);
const roundedUp = (size: number) => Math.ceil(size / BLOCK_BYTES) * BLOCK_BYTES;
const textSize = (stored: number) => Math.max(0, stored - HEADER_BYTES);
/** Only the owner has access. */
const permissions = (mode = 0o700) => mode & 0o700;

/** PGlite passes its whole memory: a typed array of any kind, or the buffer itself. */
function bytesAt(memory: ArrayBufferView | ArrayBufferLike, offset: number, length: number): Uint8Array {
  if (ArrayBuffer.isView(memory)) return new Uint8Array(memory.buffer, memory.byteOffset + offset, length);
  return new Uint8Array(memory, offset, length);
}

function readAll(fd: number, into: Uint8Array, position: number): number {
  let done = 0;
  while (done < into.length) {
    const read = fs.readSync(fd, into, done, into.length - done, position + done);
    if (read === 0) break;
    done += read;
  }
  return done;
}

function writeAll(fd: number, bytes: Uint8Array, position: number): void {
  let done = 0;
  while (done < bytes.length) done += fs.writeSync(fd, bytes, done, bytes.length - done, position + done);
}

function statsOf(stats: fs.Stats): FsStats {
  const { dev, ino, mode, nlink, uid, gid, rdev, blksize, blocks, atimeMs, mtimeMs, ctimeMs } = stats;
  const size = stats.isFile() ? textSize(stats.size) : stats.size;
  const times = { atime: atimeMs, mtime: mtimeMs, ctime: ctimeMs };
  return { dev, ino, mode, nlink, uid, gid, rdev, size, blksize, blocks, ...times };
}

/** Error numbers of WASI by name; PGlite expects the numbers. */
const ERROR_NUMBERS: Readonly<Record<string, number>> = {
  ...ERRNO_CODES,
  EACCES: 2,
  EMFILE: 33,
  ENFILE: 41,
  ENOSPC: 51,
  EPERM: 63,
  EROFS: 69,
  EXDEV: 75,
};
const EIO = 29;

class FileError extends Error {
  constructor(
    readonly code: number,
    cause: unknown,
  ) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
  }
}

const NOT_FOUND = new FileError(ERRNO_CODES.ENOENT, 'no such file');

function attempt<Result>(operation: () => Result): Result {
  try {
    return operation();
  } catch (error) {
    if (error instanceof FileError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    throw new FileError((code === undefined ? undefined : ERROR_NUMBERS[code]) ?? EIO, error);
  }
}
