import { BinaryReader } from 'google-protobuf';
import { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Proposal } from './proposed-events.js';

/** A request of a batch append. Its events are decoded without the generated classes, which are several times slower. */
export interface BatchAppendRequest {
  /** The encoded `UUID` message, which the response repeats; empty without one. */
  readonly correlationId: Buffer;
  readonly options: BatchAppendReq.Options | undefined;
  readonly proposals: readonly Proposal[];
  readonly isFinal: boolean;
}

const NO_BYTES = Buffer.alloc(0);

/** @throws Error when the bytes are not valid protobuf */
export function batchAppendRequest(bytes: Uint8Array): BatchAppendRequest {
  let correlationId = NO_BYTES;
  let options: BatchAppendReq.Options | undefined;
  let isFinal = false;
  const proposals: Proposal[] = [];
  readFields(bytes, (tag, reader) => {
    switch (tag) {
      case REQUEST.correlationId:
        correlationId = Buffer.from(reader.readBytes());
        // Validated here; an invalid id would otherwise fail when the response is encoded.
        UUID.deserializeBinary(correlationId);
        return;
      case REQUEST.options:
        options = BatchAppendReq.Options.deserializeBinary(reader.readBytes());
        return;
      case REQUEST.proposal:
        proposals.push(proposal(reader.readBytes()));
        return;
      case REQUEST.isFinal:
        isFinal = reader.readBool();
        return;
      default:
        reader.skipField();
    }
  });
  return { correlationId, options, proposals, isFinal };
}

function proposal(bytes: Uint8Array): Proposal {
  let id: UUID | undefined;
  let data: Uint8Array = NO_BYTES;
  let metadata: Uint8Array = NO_BYTES;
  const properties: Record<string, string> = {};
  readFields(bytes, (tag, reader) => {
    switch (tag) {
      case PROPOSAL.id:
        id = UUID.deserializeBinary(reader.readBytes());
        return;
      case PROPOSAL.property:
        readEntry(reader.readBytes(), properties);
        return;
      case PROPOSAL.metadata:
        metadata = reader.readBytes();
        return;
      case PROPOSAL.data:
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
  readFields(bytes, (tag, reader) => {
    if (tag === ENTRY.key) key = reader.readString();
    else if (tag === ENTRY.value) value = reader.readString();
    else reader.skipField();
  });
  if (key === 'type' || key === 'content-type') into[key] = value;
}

/** Calls `read` for each field with its tag. A known field with another wire type counts as unknown. */
function readFields(bytes: Uint8Array, read: (tag: number, reader: BinaryReader) => void): void {
  const reader = new BinaryReader(bytes);
  while (reader.nextField() && !reader.isEndGroup()) {
    const wireType: number = reader.getWireType();
    read(reader.getFieldNumber() * 8 + wireType, reader);
  }
}

/** Tag of a length-delimited field: bytes, text, message. */
const withLength = (field: number) => field * 8 + 2;
/** Tag of a varint field: number or boolean. */
const withNumber = (field: number) => field * 8;

const REQUEST = {
  correlationId: withLength(1),
  options: withLength(2),
  proposal: withLength(3),
  isFinal: withNumber(4),
};
const PROPOSAL = { id: withLength(1), property: withLength(2), metadata: withLength(3), data: withLength(4) };
const ENTRY = { key: withLength(1), value: withLength(2) };
