/** Expected state of a stream before an append; a number is the expected revision of its last event. */
export type ExpectedRevision = 'any' | 'no_stream' | 'stream_exists' | number;

/** Revision of a stream without events. */
export const NO_STREAM = -1;

/** The number that represents an expectation in the protocol's error details. */
export function expectedVersionNumber(expected: ExpectedRevision): number {
  switch (expected) {
    case 'no_stream':
      return NO_STREAM;
    case 'any':
      return -2;
    case 'stream_exists':
      return -4;
    default:
      return expected;
  }
}
