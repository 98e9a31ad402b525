/**
 * Published by the projection after each commit, and as a heartbeat while there is none. Caches and live feeds follow it.
 * Not a request.
 */
export const PROJECTION_COMMITTED = 'projection.committed.v1';

/** Interval of the heartbeat; milliseconds. */
export const PROJECTION_HEARTBEAT_MS = 1_000;

/**
 * Body of `PROJECTION_COMMITTED`. A heartbeat has the same position twice. A cache of query results must be cleared when
 * `previousPosition` is not the `position` of the message before, which means that a message was lost, and when
 * `readModel` changes, because the other tables may answer differently at the same position.
 */
export interface ProjectionCommitted {
  /** Id of the tables that answer queries; a switch changes it. */
  readonly readModel: string;
  readonly previousPosition: string;
  readonly position: string;
  /** Systems whose rows the commit changed. */
  readonly ids: readonly string[];
  /** Accounts of these systems. */
  readonly globalAccountIds: readonly string[];
}
