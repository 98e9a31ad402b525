/** What a writer expects of a stream before its append; a number is the revision of the last event. */
export type ExpectedRevision = 'any' | 'no_stream' | 'stream_exists' | number;

/** Revision of a stream without events. */
export const NO_STREAM = -1;

/** The number by which the protocol's error details tell an expectation. */
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
