import { HEADER_BYTES, type LogRecord } from '../storage/log-record.js';
import {
  bytesFieldSize,
  lengthFieldSize,
  optionalFieldSize,
  ProtobufWriter,
  varintFieldSize,
  varintSize,
} from './protobuf-writer.js';
import { formatUuid, structuredUuid, type UuidFormat } from './uuid.js';

/** An event as readers get it: the event itself, or the link and its target if links are resolved. */
export interface ResolvedEvent {
  /** Undefined: the link's target cannot be read. */
  readonly event: LogRecord | undefined;
  readonly link?: LogRecord;
}

const LENGTH = 2;
const tag = (field: number, wireType = 0) => field * 8 + wireType;

const METADATA_FIELD = tag(6, LENGTH);
const TYPE_KEY = Buffer.from('type');
const CREATED_KEY = Buffer.from('created');
const CONTENT_TYPE_KEY = Buffer.from('content-type');
const JSON_TYPE = Buffer.from('application/json');
const BINARY_TYPE = Buffer.from('application/octet-stream');
/** Revision of a tombstone: the largest 64-bit number, as a varint. */
const TOMBSTONE_REVISION = Buffer.from('18ffffffffffffffff7f', 'hex');

/**
 * Encodes `streams.ReadResp{event}` or `persistent_subscriptions.ReadResp{event}`, whose fields have the same numbers;
 * only the latter has a retry count. The sizes are computed first, so that all is written into one buffer.
 */
export function eventResponse({ event, link }: ResolvedEvent, uuids: UuidFormat, retryCount?: number): Buffer {
  const position = (link ?? event)?.position ?? 0;
  const eventPart = event && recordedEvent(event, uuids);
  const linkPart = link && recordedEvent(link, uuids);
  const bodySize =
    (eventPart ? lengthFieldSize(eventPart.size) : 0) +
    (linkPart ? lengthFieldSize(linkPart.size) : 0) +
    varintFieldSize(position) +
    (retryCount === undefined ? 0 : 1 + varintSize(retryCount));
  const writer = new ProtobufWriter(lengthFieldSize(bodySize));
  writer.lengthField(tag(1, LENGTH), bodySize);
  if (eventPart) writeRecordedEvent(writer, tag(1, LENGTH), eventPart);
  if (linkPart) writeRecordedEvent(writer, tag(2, LENGTH), linkPart);
  writer.varintField(tag(3), position);
  // A member of a oneof, so zero is written as well.
  if (retryCount !== undefined) writer.numberField(tag(5), retryCount);
  return writer.finish();
}

/** Computed parts and sizes of an event. */
interface RecordedEvent {
  readonly record: LogRecord;
  readonly uuid: string | Buffer;
  readonly uuidSize: number;
  readonly createdTicks: string;
  readonly typeSize: number;
  readonly streamSize: number;
  readonly size: number;
}

function recordedEvent(record: LogRecord, uuids: UuidFormat): RecordedEvent {
  const { typeStart, metadataStart, dataStart, position, created } = record;
  const uuid = uuids === 'string' ? formatUuid(record.id) : structuredUuid(record.id);
  const uuidSize = typeof uuid === 'string' ? lengthFieldSize(uuid.length) : uuid.length;
  const createdTicks = created.ms + String(created.rest).padStart(4, '0');
  const streamSize = optionalFieldSize(typeStart - HEADER_BYTES);
  const typeSize = bytesFieldSize(TYPE_KEY) + optionalFieldSize(metadataStart - typeStart);
  const size =
    lengthFieldSize(uuidSize) +
    lengthFieldSize(streamSize) +
    (record.isTombstone ? TOMBSTONE_REVISION.length : varintFieldSize(record.revision)) +
    2 * varintFieldSize(position) +
    lengthFieldSize(typeSize) +
    lengthFieldSize(bytesFieldSize(CREATED_KEY) + lengthFieldSize(createdTicks.length)) +
    lengthFieldSize(bytesFieldSize(CONTENT_TYPE_KEY) + bytesFieldSize(contentType(record))) +
    optionalFieldSize(dataStart - metadataStart) +
    optionalFieldSize(record.end - dataStart);
  return { record, uuid, uuidSize, createdTicks, typeSize, streamSize, size };
}

function writeRecordedEvent(writer: ProtobufWriter, field: number, event: RecordedEvent): void {
  const { record, uuid, uuidSize, createdTicks, typeSize, streamSize, size } = event;
  const { bytes, typeStart, metadataStart, dataStart, position } = record;
  writer.lengthField(field, size);
  writer.lengthField(tag(1, LENGTH), uuidSize);
  if (typeof uuid === 'string') writer.asciiField(tag(2, LENGTH), uuid);
  else writer.raw(uuid);
  writer.lengthField(tag(2, LENGTH), streamSize);
  writer.partField(tag(3, LENGTH), bytes, HEADER_BYTES, typeStart);
  if (record.isTombstone) writer.raw(TOMBSTONE_REVISION);
  else writer.varintField(tag(3), record.revision);
  writer.varintField(tag(4), position);
  writer.varintField(tag(5), position);
  writer.lengthField(METADATA_FIELD, typeSize);
  writer.bytesField(tag(1, LENGTH), TYPE_KEY);
  writer.partField(tag(2, LENGTH), bytes, typeStart, metadataStart);
  writer.lengthField(METADATA_FIELD, bytesFieldSize(CREATED_KEY) + lengthFieldSize(createdTicks.length));
  writer.bytesField(tag(1, LENGTH), CREATED_KEY);
  writer.asciiField(tag(2, LENGTH), createdTicks);
  writer.lengthField(METADATA_FIELD, bytesFieldSize(CONTENT_TYPE_KEY) + bytesFieldSize(contentType(record)));
  writer.bytesField(tag(1, LENGTH), CONTENT_TYPE_KEY);
  writer.bytesField(tag(2, LENGTH), contentType(record));
  writer.partField(tag(7, LENGTH), bytes, metadataStart, dataStart);
  writer.partField(tag(8, LENGTH), bytes, dataStart, record.end);
}

const contentType = (record: LogRecord) => (record.isJson ? JSON_TYPE : BINARY_TYPE);
