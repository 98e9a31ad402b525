/** Hints that a persistent subscription parked because they failed too often. */
export interface CountParkedReply {
  readonly parked: number;
}
