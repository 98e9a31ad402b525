import * as shared from '@eventstore/db-client/generated/shared_pb.js';
import { invalidArgument } from './errors.js';

/** Format in which a client requests ids. */
export type UuidFormat = 'string' | 'structured';

/** The formats that .NET accepts: with or without hyphens, braces or parentheses. */
const UUID_PATTERN = /^[{(]?[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}[)}]?$/i;

/**
 * The 16 bytes of an id in either format.
 * @throws gRPC error INVALID_ARGUMENT
 */
export function uuidBytes(uuid: shared.UUID | undefined): Buffer {
  const structured = uuid?.getStructured();
  if (structured) {
    const bytes = Buffer.allocUnsafe(16);
    bytes.writeBigInt64BE(BigInt(structured.getMostSignificantBits()), 0);
    bytes.writeBigInt64BE(BigInt(structured.getLeastSignificantBits()), 8);
    return bytes;
  }
  const text = uuid?.getString() ?? '';
  if (!UUID_PATTERN.test(text)) throw invalidArgument(`'${text.slice(0, 100)}' is not a UUID.`);
  return Buffer.from(text.length === 36 ? text.replaceAll('-', '') : text.replace(/[^0-9a-f]/gi, ''), 'hex');
}

/** 36 characters, lower case. */
export function formatUuid(bytes: Buffer): string {
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The encoded `UUID` message with the id as two 64-bit numbers. */
export function structuredUuid(bytes: Buffer): Buffer {
  const structured = new shared.UUID.Structured();
  structured.setMostSignificantBits(bytes.readBigInt64BE(0).toString());
  structured.setLeastSignificantBits(bytes.readBigInt64BE(8).toString());
  const uuid = new shared.UUID();
  uuid.setStructured(structured);
  return Buffer.from(uuid.serializeBinary());
}

export function uuidMessage(bytes: Buffer): shared.UUID {
  const uuid = new shared.UUID();
  uuid.setString(formatUuid(bytes));
  return uuid;
}
