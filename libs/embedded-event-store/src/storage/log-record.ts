import { crc32 } from 'node:zlib';

/**
 * Binary format of an event in the log. The fields that filters and the index use are at the front, so that a record
 * that does not match is skipped without decoding the rest. Positions, revisions and times are 48-bit big-endian
 * numbers, which fit into a JavaScript number.
 *
 * | Offset | Bytes | Content                                |
 * | ------ | ----- | -------------------------------------- |
 * | 0      | 1     | version of this format                 |
 * | 1      | 1     | flags: 1 JSON, 2 tombstone             |
 * | 2      | 2     | length of the stream name              |
 * | 4      | 2     | length of the event type               |
 * | 6      | 4     | length of the custom metadata          |
 * | 10     | 4     | length of the data                     |
 * | 14     | 6     | position                               |
 * | 20     | 6     | revision                               |
 * | 26     | 6     | created, ms since 1970                 |
 * | 32     | 2     | created, 100 ns ticks beyond the ms    |
 * | 34     | 16    | event id                               |
 * | 50     |       | stream name, type, metadata, data      |
 * | end-4  | 4     | CRC-32 of all before it                |
 *
 * Version 1 has no checksum. It is still read, but not written.
 */
const FORMAT_VERSION = 2;
const CHECKSUM_BYTES = 4;
/** Offset of the stream name. */
export const HEADER_BYTES = 50;
/** Bytes of the longest stream name and of the longest event type. */
export const LONGEST_TEXT = 0xffff;
const FLAG_JSON = 1;
const FLAG_TOMBSTONE = 2;

/** An event as a client proposes it. */
export interface ProposedEvent {
  /** 16 bytes. */
  readonly id: Buffer;
  readonly type: string;
  readonly isJson: boolean;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface RecordedAt {
  readonly stream: Buffer;
  readonly revision: number;
  readonly position: number;
  readonly created: Ticks;
  readonly tombstone?: boolean;
}

/** A time in units of 100 ns, which do not fit into one JavaScript number. */
export interface Ticks {
  readonly ms: number;
  /** 0 to 9999. */
  readonly rest: number;
}

/** Bytes of an event in the log; the position of the next event is higher by this number. */
export function recordLength(event: ProposedEvent, stream: Buffer): number {
  const content = stream.length + Buffer.byteLength(event.type) + event.metadata.length + event.data.length;
  return HEADER_BYTES + content + CHECKSUM_BYTES;
}

/**
 * Encodes an event in the format above.
 * @throws RangeError when the stream name or the type is too long
 */
export function encodeRecord(event: ProposedEvent, at: RecordedAt): Buffer {
  const typeLength = Buffer.byteLength(event.type);
  const bytes = Buffer.allocUnsafeSlow(recordLength(event, at.stream));
  bytes[0] = FORMAT_VERSION;
  bytes[1] = (event.isJson ? FLAG_JSON : 0) | (at.tombstone ? FLAG_TOMBSTONE : 0);
  bytes.writeUInt16BE(at.stream.length, 2);
  bytes.writeUInt16BE(typeLength, 4);
  bytes.writeUInt32BE(event.metadata.length, 6);
  bytes.writeUInt32BE(event.data.length, 10);
  bytes.writeUIntBE(at.position, 14, 6);
  bytes.writeUIntBE(at.revision, 20, 6);
  bytes.writeUIntBE(at.created.ms, 26, 6);
  bytes.writeUInt16BE(at.created.rest, 32);
  bytes.set(event.id, 34);
  let offset = HEADER_BYTES;
  bytes.set(at.stream, offset);
  offset += at.stream.length;
  bytes.write(event.type, offset);
  offset += typeLength;
  bytes.set(event.metadata, offset);
  bytes.set(event.data, offset + event.metadata.length);
  const end = bytes.length - CHECKSUM_BYTES;
  bytes.writeUInt32BE(crc32(bytes.subarray(0, end)), end);
  return bytes;
}

/** A view of a record's bytes that decodes each field on access. */
export class LogRecord {
  constructor(readonly bytes: Buffer) {}

  get isJson(): boolean {
    return (this.bytes.readUInt8(1) & FLAG_JSON) !== 0;
  }

  /** Whether the event marks the stream as deleted for good. */
  get isTombstone(): boolean {
    return (this.bytes.readUInt8(1) & FLAG_TOMBSTONE) !== 0;
  }

  get position(): number {
    return this.bytes.readUIntBE(14, 6);
  }

  get revision(): number {
    return this.bytes.readUIntBE(20, 6);
  }

  get created(): Ticks {
    return { ms: this.createdMs, rest: this.bytes.readUInt16BE(32) };
  }

  get createdMs(): number {
    return this.bytes.readUIntBE(26, 6);
  }

  get id(): Buffer {
    return this.bytes.subarray(34, HEADER_BYTES);
  }

  get stream(): string {
    return this.bytes.toString('utf8', HEADER_BYTES, this.typeStart);
  }

  get streamBytes(): Buffer {
    return this.bytes.subarray(HEADER_BYTES, this.typeStart);
  }

  get type(): string {
    return this.bytes.toString('utf8', this.typeStart, this.metadataStart);
  }

  get typeBytes(): Buffer {
    return this.bytes.subarray(this.typeStart, this.metadataStart);
  }

  get metadata(): Buffer {
    return this.bytes.subarray(this.metadataStart, this.dataStart);
  }

  get data(): Buffer {
    return this.bytes.subarray(this.dataStart, this.end);
  }

  /** Whether these are the bytes that were written. */
  get isIntact(): boolean {
    const { bytes } = this;
    if (bytes.length < HEADER_BYTES) return false;
    if (this.hasChecksum) return crc32(bytes.subarray(0, this.end)) === bytes.readUInt32BE(this.end);
    return bytes[0] === 1 && this.metadataStart + bytes.readUInt32BE(6) + bytes.readUInt32BE(10) === bytes.length;
  }

  /** Offset of the data, after the metadata. */
  get dataStart(): number {
    return this.end - this.bytes.readUInt32BE(10);
  }

  private get hasChecksum(): boolean {
    return this.bytes[0] === FORMAT_VERSION;
  }

  /** Offset after the data. */
  get end(): number {
    return this.bytes.length - (this.hasChecksum ? CHECKSUM_BYTES : 0);
  }

  /** Offset of the type, after the stream name. */
  get typeStart(): number {
    return HEADER_BYTES + this.bytes.readUInt16BE(2);
  }

  /** Offset of the metadata, after the type. */
  get metadataStart(): number {
    return this.typeStart + this.bytes.readUInt16BE(4);
  }
}
