import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
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
import { open, type Database as Table, type RootDatabase } from 'lmdb';
import { DamagedData } from './damage.js';
import { lockFolder } from './folder-lock.js';

/** The tables of the store. Keys and values are bytes; see the files that write them for their layout. */
export interface Database {
  /** Position → event. */
  readonly log: Table<Buffer, Buffer>;
  /** Stream number and revision → position. */
  readonly index: Table<Buffer, Buffer>;
  /** Stream name → number, metadata, whether deleted for good. */
  readonly streams: Table<Buffer, Buffer>;
  /** Stream number → stream name. */
  readonly names: Table<Buffer, Buffer>;
  eventCount(): number;
  /** Runs the writes in one transaction; resolves when they are on disk. */
  write(writes: () => void): Promise<void>;
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Folder of the data; absent: nothing is kept. */
  readonly folder?: string;
  /** 32 bytes that encrypt the data. */
  readonly key?: Buffer;
  /** Fail rather than make a folder. */
  readonly mustExist?: boolean;
}

/** 2: events have checksums. A folder of format 1 is taken over; its events stay without. */
const FORMAT = 2;

/**
 * Opens the data folder, or makes it.
 * @throws FolderInUse; Error with one clear message when the key does not fit the data
 */
export function openDatabase({ folder, key, mustExist = false }: DatabaseOptions): Database {
  if (folder === undefined) return openTables(mkdtempSync(join(tmpdir(), 'embedded-event-store-')), undefined, true);
  if (mustExist && !existsSync(join(folder, 'store.json'))) throw new Error(`There is no event store in ${folder}.`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const unlock = lockFolder(folder);
  try {
    checkFormat(join(folder, 'store.json'), key);
    const database = openTables(folder, key, false);
    return { ...database, close: () => database.close().finally(unlock) };
  } catch (error) {
    unlock();
    throw error;
  }
}

function openTables(folder: string, key: Buffer | undefined, temporary: boolean): Database {
  const root: RootDatabase<Buffer, Buffer> = open({
    path: join(folder, 'log.mdb'),
    encoding: 'binary',
    keyEncoding: 'binary',
    maxDbs: 4,
    // With overlapping syncs a write resolves when it is visible, before it is on disk.
    overlappingSync: false,
    noSync: temporary,
    encryptionKey: key && lmdbKey(key),
  });
  makeReadable(root, join(folder, 'log.mdb'));
  // The open file lives on without a name, so that nothing is left behind however the process ends.
  if (temporary && process.platform !== 'win32') rmSync(folder, { recursive: true, force: true });
  const table = (name: string): Table<Buffer, Buffer> =>
    root.openDB({ name, encoding: 'binary', keyEncoding: 'binary' });
  const log = table('log');
  return {
    log,
    eventCount: () => (log.getStats() as { entryCount: number }).entryCount,
    index: table('index'),
    streams: table('streams'),
    names: table('names'),
    write: async (writes) => {
      await root.batch(writes);
    },
    close: () => root.close(),
  };
}

/**
 * Reading beyond the end of a mapped file ends the process. A file that lost its end is made as long as its pages say;
 * what is missing then shows when it is read.
 */
function makeReadable(root: RootDatabase<Buffer, Buffer>, file: string): void {
  const { pageSize, lastPageNumber } = root.getStats() as { pageSize: number; lastPageNumber: number };
  const needed = (lastPageNumber + 1) * pageSize;
  if (statSync(file).size < needed) truncateSync(file, needed);
}

interface Format {
  readonly format: number;
  /** Hex; the key belongs to the data when its HMAC of the salt is `check`. Absent: the data is not encrypted. */
  readonly encryption?: { readonly salt: string; readonly check: string };
}

function checkFormat(file: string, key: Buffer | undefined): void {
  if (!existsSync(file)) {
    const salt = randomBytes(16);
    const encryption = key && { salt: salt.toString('hex'), check: keyCheck(key, salt).toString('hex') };
    return writeFormat(file, encryption);
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
  // What is written from now on, an older version would misread.
  if (format < FORMAT) writeFormat(file, encryption);
}

function readFormat(file: string): Format {
  try {
    const { format, encryption } = JSON.parse(readFileSync(file, 'utf8')) as Format;
    if (Number.isInteger(format)) return { format, encryption };
  } catch {
    // Said below.
  }
  throw new DamagedData(`${file} does not say how the data was written`);
}

function writeFormat(file: string, encryption: Format['encryption']): void {
  writeFileSync(`${file}.new`, `${JSON.stringify({ format: FORMAT, encryption })}\n`, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
}

/** LMDB takes its key as a text of 32 bytes: 192 bits derived from the key. */
const lmdbKey = (key: Buffer) => Buffer.from(hkdfSync('sha256', key, '', 'lmdb', 24)).toString('base64url');

const keyCheck = (key: Buffer, salt: Buffer) => createHmac('sha256', key).update(salt).digest();
