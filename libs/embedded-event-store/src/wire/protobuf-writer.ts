/**
 * Writes protobuf into one buffer of known size. It is several times faster than the generated classes and is used for
 * the most frequent messages.
 */
export class ProtobufWriter {
  private readonly bytes: Buffer;
  private offset = 0;

  constructor(size: number) {
    this.bytes = Buffer.allocUnsafe(size);
  }

  /** `tag` is the field number and wire type as one byte: field × 8 + type. */
  numberField(tag: number, value: number): void {
    this.bytes[this.offset++] = tag;
    this.varint(value);
  }

  /** As `numberField`, but leaves out zero, which is the default. */
  varintField(tag: number, value: number): void {
    if (value !== 0) this.numberField(tag, value);
  }

  /** Start of a length-delimited field: bytes, text, message. */
  lengthField(tag: number, length: number): void {
    this.numberField(tag, length);
  }

  bytesField(tag: number, value: Buffer): void {
    if (value.length === 0) return;
    this.lengthField(tag, value.length);
    this.raw(value);
  }

  /** As `bytesField`; the value is a range of `source`. */
  partField(tag: number, source: Buffer, start: number, end: number): void {
    if (start === end) return;
    this.lengthField(tag, end - start);
    source.copy(this.bytes, this.offset, start, end);
    this.offset += end - start;
  }

  raw(value: Buffer): void {
    value.copy(this.bytes, this.offset);
    this.offset += value.length;
  }

  asciiField(tag: number, value: string): void {
    this.lengthField(tag, value.length);
    this.offset += this.bytes.write(value, this.offset, 'latin1');
  }

  finish(): Buffer {
    return this.bytes.subarray(0, this.offset);
  }

  private varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.offset++] = (rest % 0x80) | 0x80;
      rest = Math.floor(rest / 0x80);
    }
    this.bytes[this.offset++] = rest;
  }
}

export function varintSize(value: number): number {
  let size = 1;
  for (let rest = value; rest > 0x7f; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
}

export const varintFieldSize = (value: number): number => (value === 0 ? 0 : 1 + varintSize(value));

/** Size of a length-delimited field; tags of field numbers up to 15 take one byte. */
export const lengthFieldSize = (length: number): number => 1 + varintSize(length) + length;

/** As `lengthFieldSize`, but 0 for an empty value, which is the default and is left out. */
export const optionalFieldSize = (length: number): number => (length === 0 ? 0 : lengthFieldSize(length));

export const bytesFieldSize = (value: Buffer): number => optionalFieldSize(value.length);
