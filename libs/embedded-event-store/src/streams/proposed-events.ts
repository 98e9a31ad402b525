import type { Map as ProtobufMap } from 'google-protobuf';
import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import type { ProposedEvent } from '../storage/log-record.js';
import { invalidArgument, maxAppendSizeExceeded, requiredMetadataMissing } from '../wire/errors.js';
import { uuidBytes } from '../wire/uuid.js';

/** Size of all events of one append, by default of the real server: 1 MiB. */
export const MAX_APPEND_BYTES = 1024 * 1024;

/** A proposed event of either way to append. */
interface ProposedMessage {
  getId(): UUID | undefined;
  getMetadataMap(): ProtobufMap<string, string>;
  getCustomMetadata_asU8(): Uint8Array;
  getData_asU8(): Uint8Array;
}

/** Collects the events of one append. */
export class ProposedEvents {
  readonly events: ProposedEvent[] = [];
  private bytes = 0;

  /** @throws gRPC error INVALID_ARGUMENT when the event is not valid or the append becomes too large */
  add(message: ProposedMessage): void {
    const properties = message.getMetadataMap();
    const type = properties.get('type');
    if (type === undefined) throw requiredMetadataMissing('type');
    if (type === '') throw invalidArgument('An event needs a type.');
    const contentType = properties.get('content-type');
    if (contentType === undefined) throw requiredMetadataMissing('content-type');
    if (Buffer.byteLength(type) > LONGEST_TYPE) {
      throw invalidArgument(`An event type has at most ${LONGEST_TYPE} bytes.`);
    }
    const event = {
      id: eventId(message.getId()),
      type,
      isJson: contentType === 'application/json',
      data: message.getData_asU8(),
      metadata: message.getCustomMetadata_asU8(),
    };
    // The real server counts neither types nor metadata (they are bounded by the size of a request).
    this.bytes += event.data.length;
    if (this.bytes > MAX_APPEND_BYTES) throw maxAppendSizeExceeded(MAX_APPEND_BYTES);
    this.events.push(event);
  }
}

const LONGEST_TYPE = 0xffff;
const NIL = Buffer.alloc(16);

function eventId(uuid: UUID | undefined): Buffer {
  const bytes = uuidBytes(uuid);
  if (bytes.equals(NIL)) throw invalidArgument('The nil UUID is no event id.');
  return bytes;
}
