import { BinaryReader } from 'google-protobuf';
import { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Proposal } from './proposed-events.js';

/** A request of a batch append. Its events are read without the generated classes, which take most of the time. */
export interface BatchAppendRequest {
  readonly correlationId: UUID | undefined;
  readonly options: BatchAppendReq.Options | undefined;
  readonly proposals: readonly Proposal[];
  readonly isFinal: boolean;
}

/** @throws Error when the bytes are no protobuf */
export function batchAppendRequest(bytes: Uint8Array): BatchAppendRequest {
  let correlationId: UUID | undefined;
  let options: BatchAppendReq.Options | undefined;
  let isFinal = false;
  const proposals: Proposal[] = [];
  readFields(bytes, (field, reader) => {
    switch (field) {
      case 1:
        correlationId = UUID.deserializeBinary(reader.readBytes());
        return;
      case 2:
        options = BatchAppendReq.Options.deserializeBinary(reader.readBytes());
        return;
      case 3:
        proposals.push(proposal(reader.readBytes()));
        return;
      case 4:
        isFinal = reader.readBool();
        return;
      default:
        reader.skipField();
    }
  });
  return { correlationId, options, proposals, isFinal };
}

const NO_BYTES = Buffer.alloc(0);

function proposal(bytes: Uint8Array): Proposal {
  let id: UUID | undefined;
  let data: Uint8Array = NO_BYTES;
  let metadata: Uint8Array = NO_BYTES;
  const properties: Record<string, string> = {};
  readFields(bytes, (field, reader) => {
    switch (field) {
      case 1:
        id = UUID.deserializeBinary(reader.readBytes());
        return;
      case 2:
        readEntry(reader.readBytes(), properties);
        return;
      case 3:
        metadata = reader.readBytes();
        return;
      case 4:
        data = reader.readBytes();
        return;
      default:
        reader.skipField();
    }
  });
  return { id, type: properties['type'], contentType: properties['content-type'], data, metadata };
}

function readEntry(bytes: Uint8Array, into: Record<string, string>): void {
  let key = '';
  let value = '';
  readFields(bytes, (field, reader) => {
    if (field === 1) key = reader.readString();
    else if (field === 2) value = reader.readString();
    else reader.skipField();
  });
  if (key === 'type' || key === 'content-type') into[key] = value;
}

function readFields(bytes: Uint8Array, read: (field: number, reader: BinaryReader) => void): void {
  const reader = new BinaryReader(bytes);
  while (reader.nextField() && !reader.isEndGroup()) {
    // A field of ours with another type is as unknown as another field.
    const isOurs = reader.getWireType() === LENGTH_DELIMITED || reader.getWireType() === VARINT;
    read(isOurs ? reader.getFieldNumber() : UNKNOWN_FIELD, reader);
  }
}

const VARINT = 0;
const LENGTH_DELIMITED = 2;
const UNKNOWN_FIELD = -1;
