/** The reply of every command that appends to a stream. */
export interface WriteReply {
  /**
   * Log position of the last event that the command appended; null where it appended nothing. Then
   * `rpc.projection.get-position.v1` answers the position of `version`.
   */
  readonly position: string | null;
  /** How many events the stream has: the revision of its last event + 1. */
  readonly version: number;
  /** Stream of a system or formation. */
  readonly stream: string;
}
