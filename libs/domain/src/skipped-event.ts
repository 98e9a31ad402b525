/** An event that nothing reads any more, because an operator has skipped it. */
export interface SkippedEvent {
  readonly eventId: string;
  /** Number of the event in its stream, from 0. */
  readonly revision: number;
  readonly eventType: string;
  /** Why it could not be read. */
  readonly reason: string;
  /** What the operator found and did. */
  readonly note: string;
}
