import { defineRpc, replyOf } from './define-rpc.js';
import { EmptyRequest } from './request-scope.js';

/** How far the public events are published. */
export interface RelayStatus {
  /** Log position of the last published event, `0` before the first one; null while it is not known. */
  readonly position: string | null;
  /** Age of the oldest event that waits to be published, 0 when none waits; null while it is not known. */
  readonly lagSeconds: number | null;
  /** Why nothing is published, and what to do; null when all is well. */
  readonly problem: string | null;
}

export const eventRelayRpc = {
  getStatus: defineRpc('rpc.event-relay.get-status.v1', EmptyRequest, replyOf<RelayStatus>()),
} as const;
