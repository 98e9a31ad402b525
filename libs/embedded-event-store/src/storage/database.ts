import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder, type FolderLock } from '@system-landscape/folder-lock';
import { open, type RootDatabase } from 'lmdb';
import { DamagedData } from './damage.js';
import { streamKey } from './keys.js';
import { RecordCipher } from './record-cipher.js';
import { Table } from './table.js';

/** The tables of the store. Keys and values are bytes; `keys.ts`, `log-record.ts` and `stream-head.ts` define them. */
export interface Database {
  /** Position → event. */
  readonly log: Table;
  /** Stream number and revision → position. */
  readonly index: Table;
  /** Stream, by `streamKey` → name, number, metadata, whether deleted for good. */
  readonly streams: Table;
  /** Stream number → stream name. */
  readonly names: Table;
  readonly streamKey: (name: Buffer) => Buffer;
  /** Runs the writes in one transaction; resolves when they are on disk. */
  write(writes: () => void): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Data folder; absent: the data is deleted when the process ends. */
  readonly folder?: string;
  /** 32 bytes: the encryption key. */
  readonly key?: Buffer;
  /** Fail instead of creating a folder. */
  readonly mustExist?: boolean;
}

/**
 * Version of the stored format.
 * 2: events have checksums. A folder of format 1 is upgraded; its existing events stay without checksum.
 * 3: with a key, values are encrypted one by one. In a folder of format 1 or 2, LMDB still encrypts its pages instead,
 * which makes a commit two to three times as slow.
 */
const FORMAT = 3;
const CHECKSUMS = 2;

/** Another process uses the data folder. */
export class FolderInUse extends Error {
  constructor(folder: string, owner: string) {
    super(
      `The data folder ${folder} is in use by ${owner}. Stop that event store, or give another folder with --data.`,
    );
  }
}

/**
 * Opens the data folder, and creates it if needed.
 * @throws FolderInUse; DamagedData; Error with a message for the operator when the key does not fit the data
 */
export function openDatabase({ folder, key, mustExist = false }: DatabaseOptions): Database {
  if (folder === undefined) return openTables(mkdtempSync(join(tmpdir(), 'embedded-event-store-')), {}, true);
  if (mustExist && !existsSync(join(folder, 'store.json'))) throw new Error(`There is no event store in ${folder}.`);
  const { release } = lock(folder);
  try {
    const format = checkFormat(join(folder, 'store.json'), key);
    const database = openTables(folder, format < FORMAT ? { pages: key } : { values: key }, false);
    return { ...database, close: () => database.close().finally(release) };
  } catch (error) {
    release();
    throw error;
  }
}

function lock(folder: string): FolderLock {
  try {
    return lockFolder(folder, (owner) => new FolderInUse(folder, owner));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
    throw new Error(`The disk of the data folder ${folder} is full. Make space, then start again.`, { cause: error });
  }
}

/** The encryption key, by what it encrypts. */
interface Encryption {
  readonly pages?: Buffer;
  readonly values?: Buffer;
}

function openTables(folder: string, { pages, values }: Encryption, temporary: boolean): Database {
  const root: RootDatabase<Buffer, Buffer> = open({
    path: join(folder, 'log.mdb'),
    encoding: 'binary',
    keyEncoding: 'binary',
    maxDbs: 4,
    // With overlapping syncs, a write would resolve before it is on disk.
    overlappingSync: false,
    noSync: temporary,
    encryptionKey: pages && lmdbKey(pages),
  });
  extendToLastPage(root, join(folder, 'log.mdb'));
  // The open file stays usable after it is unlinked, and disappears however the process ends.
  if (temporary && process.platform !== 'win32') rmSync(folder, { recursive: true, force: true });
  const cipher = values && new RecordCipher(values);
  const table = (name: string, sealed?: RecordCipher) =>
    new Table(name, root.openDB({ name, encoding: 'binary', keyEncoding: 'binary' }), sealed);
  return {
    log: table('log', cipher),
    index: table('index'),
    streams: table('streams', cipher),
    names: table('names', cipher),
    streamKey: (name) => cipher?.digest(name) ?? streamKey(name),
    write: async (writes) => {
      try {
        await root.batch(writes);
      } catch (error) {
        // LMDB's error says only that the cause is another one, with which this promise rejects.
        await (error as { commitError?: Promise<never> }).commitError;
        throw error;
      }
    },
    close: () => root.close(),
  };
}

/**
 * Extends a truncated file to the length that its pages require: reading beyond the end of a mapped file would end the
 * process. The missing part is detected as damage when it is read.
 */
function extendToLastPage(root: RootDatabase<Buffer, Buffer>, file: string): void {
  const { pageSize, lastPageNumber } = root.getStats() as { pageSize: number; lastPageNumber: number };
  const needed = (lastPageNumber + 1) * pageSize;
  if (statSync(file).size < needed) truncateSync(file, needed);
}

interface Format {
  readonly format: number;
  /** Hex; the key belongs to the data when its HMAC of the salt is `check`. Absent: the data is not encrypted. */
  readonly encryption?: { readonly salt: string; readonly check: string };
}

/** @returns the format in which the folder is written */
function checkFormat(file: string, key: Buffer | undefined): number {
  if (!existsSync(file)) {
    const salt = randomBytes(16);
    const encryption = key && { salt: salt.toString('hex'), check: keyCheck(key, salt).toString('hex') };
    writeFormat(file, { format: FORMAT, encryption });
    return FORMAT;
  }
  const { format, encryption } = readFormat(file);
  if (format > FORMAT) {
    throw new Error(`The data was written in format ${format}, but this version knows only formats up to ${FORMAT}.`);
  }
  if (encryption && !key) throw new Error('The data is encrypted. Give its key with --key-file.');
  if (!encryption && key) throw new Error('The data is not encrypted. Leave out --key-file, or begin a new folder.');
  if (encryption && key) {
    const check = keyCheck(key, Buffer.from(encryption.salt, 'hex'));
    if (!timingSafeEqual(check, Buffer.from(encryption.check, 'hex'))) {
      throw new Error('The key does not fit the data. Give the key file with which the data folder was made.');
    }
  }
  // Older versions cannot read the events that are written from now on.
  if (format < CHECKSUMS) writeFormat(file, { format: CHECKSUMS, encryption });
  return Math.max(format, CHECKSUMS);
}

function readFormat(file: string): Format {
  try {
    const { format, encryption } = JSON.parse(readFileSync(file, 'utf8')) as Format;
    if (Number.isInteger(format)) return { format, encryption };
  } catch {
    // Reported below.
  }
  throw new DamagedData(`${file} does not say how the data was written`);
}

function writeFormat(file: string, format: Format): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(format)}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

/** LMDB's key is a text of 32 bytes: 192 bits derived from the key, in base64url. */
const lmdbKey = (key: Buffer) => Buffer.from(hkdfSync('sha256', key, '', 'lmdb', 24)).toString('base64url');

const keyCheck = (key: Buffer, salt: Buffer) => createHmac('sha256', key).update(salt).digest();
