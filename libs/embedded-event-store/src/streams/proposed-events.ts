import type { UUID } from '@eventstore/db-client/generated/shared_pb.js';
import { LONGEST_TEXT, type ProposedEvent } from '../storage/log-record.js';
import type { Faults } from '../faults/faults.js';
import { eventSizeExceeded, invalidArgument, maxAppendSizeExceeded, requiredMetadataMissing } from '../wire/errors.js';
import { formatUuid, uuidBytes } from '../wire/uuid.js';

/** Largest total size of the data of one append, unless it is set: 1 MiB, the default of EventStoreDB 24.10. */
export const DEFAULT_MAX_APPEND_BYTES = 1024 * 1024;

/** A proposed event, of Append or BatchAppend. */
export interface Proposal {
  readonly id: UUID | undefined;
  readonly type: string | undefined;
  readonly contentType: string | undefined;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** Collects the events of one append. */
export class ProposedEvents {
  readonly events: ProposedEvent[] = [];
  private bytes = 0;

  /** @param maxBytes largest total size of the data */
  constructor(
    private readonly maxBytes: number,
    private readonly faults: Faults,
  ) {}

  /** @throws gRPC error INVALID_ARGUMENT when the event is not valid or the append becomes too large */
  add({ id, type, contentType, data, metadata }: Proposal): void {
    if (type === undefined) throw requiredMetadataMissing('type');
    if (type === '') throw invalidArgument('An event needs a type.');
    if (contentType === undefined) throw requiredMetadataMissing('content-type');
    if (Buffer.byteLength(type) > LONGEST_TEXT) {
      throw invalidArgument(`An event type has at most ${LONGEST_TEXT} bytes.`);
    }
    const event = { id: eventId(id), type, isJson: contentType === 'application/json', data, metadata };
    this.bytes += this.sizeOf(event);
    if (this.bytes > this.maxBytes) throw maxAppendSizeExceeded(this.maxBytes);
    this.events.push(event);
  }

  /** Up to 24.10.3 a real server counts neither type nor metadata, which are limited by the size of a request. */
  private sizeOf({ id, type, data, metadata }: ProposedEvent): number {
    const { maxEventBytes } = this.faults;
    if (maxEventBytes === undefined) return data.length;
    const bytes = data.length + metadata.length + 2 * type.length;
    if (bytes > maxEventBytes) throw eventSizeExceeded({ eventId: formatUuid(id), bytes, maxBytes: maxEventBytes });
    return bytes;
  }
}

const NIL = Buffer.alloc(16);

function eventId(uuid: UUID | undefined): Buffer {
  const bytes = uuidBytes(uuid);
  if (bytes.equals(NIL)) throw invalidArgument('The nil UUID is no event id.');
  return bytes;
}
