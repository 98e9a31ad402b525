import { EVENT_SIZE_EXCEEDED, decodeEventSizeExceeded } from '@system-landscape/embedded-event-store/client';
import { MaxAppendSizeExceededError, UnknownError } from '@eventstore/db-client';
import type { Status } from '@eventstore/db-client/generated/status_pb.js';

/** The events of a command are more than the event store takes at once, or one of them is. Nothing was appended. */
export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';
  readonly code = 'PAYLOAD_TOO_LARGE';

  /** @param setting of the event store, which is `maxBytes` */
  constructor(setting: 'MaxAppendSize' | 'MaxAppendEventSize', maxBytes: number, cause?: Error) {
    super(
      `The event store takes at most ${maxBytes} bytes ${setting === 'MaxAppendSize' ? 'at once' : 'in one event'}, and ` +
        `this needs more. Send less, or have ${setting} of the event store raised.`,
      { cause },
    );
  }
}

/** What the client throws for an append that exceeds a limit of the event store. */
export function appendTooLarge(error: unknown): AppendTooLarge | undefined {
  if (error instanceof MaxAppendSizeExceededError) {
    return new AppendTooLarge('MaxAppendSize', error.maxAppendSize, error);
  }
  // The client does not know this one.
  const trailers = error instanceof UnknownError ? error._raw?.metadata : undefined;
  if (trailers?.get('exception')[0] !== 'maximum-append-event-size-exceeded') return undefined;
  return new AppendTooLarge('MaxAppendEventSize', Number(trailers.get('maximum-append-event-size')[0]), error as Error);
}

/** What a server answers a batch append with one event that exceeds its limit; the client does not know this answer. */
export function eventTooLarge(status: Status): AppendTooLarge | undefined {
  const details = status.getDetails();
  if (details?.getTypeName() !== EVENT_SIZE_EXCEEDED) return undefined;
  return new AppendTooLarge('MaxAppendEventSize', decodeEventSizeExceeded(details.getValue_asU8()).maxBytes);
}
