import { BinaryReader, BinaryWriter } from 'google-protobuf';

/**
 * `event_store.client.MaximumAppendEventSizeExceeded`, with which EventStoreDB from 24.10.4 on answers a BatchAppend. The
 * client's generated classes lack it.
 */
export interface EventSizeExceeded {
  readonly eventId: string;
  readonly bytes: number;
  readonly maxBytes: number;
}

export const EVENT_SIZE_EXCEEDED = 'event_store.client.MaximumAppendEventSizeExceeded';

export function encodeEventSizeExceeded({ eventId, bytes, maxBytes }: EventSizeExceeded): Uint8Array {
  const writer = new BinaryWriter();
  writer.writeString(1, eventId);
  writer.writeUint32(2, bytes);
  writer.writeUint32(3, maxBytes);
  return writer.getResultBuffer();
}

export function decodeEventSizeExceeded(message: Uint8Array): EventSizeExceeded {
  const reader = new BinaryReader(message);
  let [eventId, bytes, maxBytes] = ['', 0, 0];
  while (reader.nextField()) {
    if (reader.getFieldNumber() === 1) eventId = reader.readString();
    else if (reader.getFieldNumber() === 2) bytes = reader.readUint32();
    else if (reader.getFieldNumber() === 3) maxBytes = reader.readUint32();
    else reader.skipField();
  }
  return { eventId, bytes, maxBytes };
}
