import type { MaxAppendSizeExceededError } from '@eventstore/db-client';

/** The events of a command are more than the event store takes at once. Nothing was appended. */
export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';
  readonly code = 'PAYLOAD_TOO_LARGE';

  constructor(cause: MaxAppendSizeExceededError) {
    super(
      `The event store takes at most ${cause.maxAppendSize} bytes at once, and this needs more. ` +
        'Send less, or have MaxAppendSize of the event store raised.',
      { cause },
    );
  }
}
