import { hash } from 'node:crypto';

/** LMDB limits the length of keys; the key of a longer stream name is its start and its hash. */
const LONGEST_NAME_AS_KEY = 500;

/** Key of an event in the table `log`: 48 bits, big endian. */
export function positionKey(position: number): Buffer {
  const key = Buffer.allocUnsafe(6);
  key.writeUIntBE(position, 0, 6);
  return key;
}

export const positionOf = (key: Uint8Array): number => Buffer.from(key.buffer, key.byteOffset, 6).readUIntBE(0, 6);

export const streamNumberKey = positionKey;
export const streamNumberOf = positionOf;

/** Key of an event in the table `index`: stream number and revision, 48 bits each. */
export function indexKey(streamNumber: number, revision: number): Buffer {
  const key = Buffer.allocUnsafe(12);
  key.writeUIntBE(streamNumber, 0, 6);
  key.writeUIntBE(Math.min(revision, HIGHEST), 6, 6);
  return key;
}

/** The revision in an index key. */
export const revisionOf = (key: Uint8Array): number => Buffer.from(key.buffer, key.byteOffset, 12).readUIntBE(6, 6);

/** Highest revision and position that fit into 48 bits. */
export const HIGHEST = 0xffff_ffff_ffff;

/** Key of a stream in the table `streams`. */
export function streamKey(name: Buffer): Buffer {
  if (name.length <= LONGEST_NAME_AS_KEY) return name;
  const digest = hash('sha256', name, 'buffer');
  return Buffer.concat([name.subarray(0, LONGEST_NAME_AS_KEY - digest.length), digest, Buffer.from([0])]);
}
