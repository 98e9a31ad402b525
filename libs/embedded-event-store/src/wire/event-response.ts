import type { LogRecord } from '../storage/log-record.js';
import { bytesFieldSize, lengthFieldSize, ProtobufWriter, varintFieldSize, varintSize } from './protobuf-writer.js';
import { formatUuid, structuredUuid, type UuidFormat } from './uuid.js';

/** An event on its way to a reader: what lies in the stream, and what it points to if it is a link to resolve. */
export interface ResolvedEvent {
  /** Undefined: the link's target cannot be read. */
  readonly event: LogRecord | undefined;
  readonly link?: LogRecord;
}

const LENGTH = 2;
const tag = (field: number, wireType = 0) => field * 8 + wireType;
const NO_BYTES = Buffer.alloc(0);

const METADATA_FIELD = tag(6, LENGTH);
const TYPE_KEY = Buffer.from('type');
const CREATED_KEY = Buffer.from('created');
const CONTENT_TYPE_KEY = Buffer.from('content-type');
const JSON_TYPE = Buffer.from('application/json');
const BINARY_TYPE = Buffer.from('application/octet-stream');
/** Revision of a tombstone: the largest 64-bit number, as a varint. */
const TOMBSTONE_REVISION = Buffer.from('18ffffffffffffffff7f', 'hex');

/**
 * The bytes of `streams.ReadResp{event}` or `persistent_subscriptions.ReadResp{event}`, whose fields have the same
 * numbers; only the latter has a retry count.
 */
export function eventResponse({ event, link }: ResolvedEvent, uuids: UuidFormat, retryCount?: number): Buffer {
  const original = link ?? event;
  const eventPart = event && recordedEvent(event, uuids);
  const linkPart = link && recordedEvent(link, uuids);
  const position = original?.position ?? 0;
  const bodySize =
    (eventPart ? lengthFieldSize(eventPart.length) : 0) +
    (linkPart ? lengthFieldSize(linkPart.length) : 0) +
    varintFieldSize(position) +
    (retryCount === undefined ? 0 : 1 + varintSize(retryCount));
  const writer = new ProtobufWriter(lengthFieldSize(bodySize));
  writer.lengthField(tag(1, LENGTH), bodySize);
  if (eventPart) writer.bytesField(tag(1, LENGTH), eventPart);
  if (linkPart) writer.bytesField(tag(2, LENGTH), linkPart);
  writer.varintField(tag(3), position);
  // Part of a oneof, so that zero is written, too.
  if (retryCount !== undefined) writer.numberField(tag(5), retryCount);
  return writer.finish();
}

function recordedEvent(record: LogRecord, uuids: UuidFormat): Buffer {
  const { metadata, data, position, created } = record;
  const uuid = uuids === 'string' ? formatUuid(record.id) : structuredUuid(record.id);
  const uuidSize = typeof uuid === 'string' ? lengthFieldSize(uuid.length) : uuid.length;
  const stream = record.streamBytes;
  const type = record.typeBytes;
  const contentType = record.isJson ? JSON_TYPE : BINARY_TYPE;
  const createdTicks = Buffer.from(created.ms + String(created.rest).padStart(4, '0'));
  const revision = record.isTombstone ? 0 : record.revision;
  const writer = new ProtobufWriter(
    lengthFieldSize(uuidSize) +
      lengthFieldSize(bytesFieldSize(stream)) +
      (record.isTombstone ? TOMBSTONE_REVISION.length : varintFieldSize(revision)) +
      2 * varintFieldSize(position) +
      lengthFieldSize(entrySize(TYPE_KEY, type)) +
      lengthFieldSize(entrySize(CREATED_KEY, createdTicks)) +
      lengthFieldSize(entrySize(CONTENT_TYPE_KEY, contentType)) +
      bytesFieldSize(metadata) +
      bytesFieldSize(data),
  );
  writer.lengthField(tag(1, LENGTH), uuidSize);
  if (typeof uuid === 'string') {
    writer.lengthField(tag(2, LENGTH), uuid.length);
    writer.ascii(uuid);
  } else {
    writer.raw(uuid);
  }
  writer.lengthField(tag(2, LENGTH), bytesFieldSize(stream));
  writer.bytesField(tag(3, LENGTH), stream);
  writer.raw(record.isTombstone ? TOMBSTONE_REVISION : NO_BYTES);
  writer.varintField(tag(3), revision);
  writer.varintField(tag(4), position);
  writer.varintField(tag(5), position);
  writeEntry(writer, TYPE_KEY, type);
  writeEntry(writer, CREATED_KEY, createdTicks);
  writeEntry(writer, CONTENT_TYPE_KEY, contentType);
  writer.bytesField(tag(7, LENGTH), metadata);
  writer.bytesField(tag(8, LENGTH), data);
  return writer.finish();
}

const entrySize = (key: Buffer, value: Buffer) => bytesFieldSize(key) + bytesFieldSize(value);

function writeEntry(writer: ProtobufWriter, key: Buffer, value: Buffer): void {
  writer.lengthField(METADATA_FIELD, entrySize(key, value));
  writer.bytesField(tag(1, LENGTH), key);
  writer.bytesField(tag(2, LENGTH), value);
}
