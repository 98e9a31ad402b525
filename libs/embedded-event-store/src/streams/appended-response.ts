import {
  bytesFieldSize,
  lengthFieldSize,
  ProtobufWriter,
  varintFieldSize,
  varintSize,
} from '../wire/protobuf-writer.js';

export interface Appended {
  /** The encoded `UUID` message of the request. */
  readonly correlationId: Buffer;
  readonly stream: Buffer;
  readonly lastRevision: number;
  readonly position: number;
}

const LENGTH = 2;
const tag = (field: number, wireType = 0) => field * 8 + wireType;

/** Encodes `BatchAppendResp{success}` for a successful append; other responses are rare and use the generated classes. */
export function appendedResponse({ correlationId, stream, lastRevision, position }: Appended): Buffer {
  const positionSize = 2 * varintFieldSize(position);
  // A member of a oneof, so zero is written as well.
  const successSize = 1 + varintSize(lastRevision) + lengthFieldSize(positionSize);
  const identifierSize = bytesFieldSize(stream);
  const writer = new ProtobufWriter(
    lengthFieldSize(correlationId.length) + lengthFieldSize(successSize) + lengthFieldSize(identifierSize),
  );
  writer.lengthField(tag(1, LENGTH), correlationId.length);
  writer.raw(correlationId);
  writer.lengthField(tag(3, LENGTH), successSize);
  writer.numberField(tag(1), lastRevision);
  writer.lengthField(tag(3, LENGTH), positionSize);
  writer.varintField(tag(1), position);
  writer.varintField(tag(2), position);
  writer.lengthField(tag(4, LENGTH), identifierSize);
  writer.bytesField(tag(3, LENGTH), stream);
  return writer.finish();
}
