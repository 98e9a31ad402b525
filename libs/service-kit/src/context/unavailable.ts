/** What was asked for cannot be done now, and can be asked for again. Nothing was done in part. */
export class Unavailable extends Error {
  override readonly name: string = 'Unavailable';
  readonly code = 'UNAVAILABLE';
  /** Seconds. */
  readonly retryAfter = 1;
}
