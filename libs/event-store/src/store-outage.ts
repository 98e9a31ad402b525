import { status } from '@grpc/grpc-js';
import {
  CancelledError,
  DeadlineExceededError,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
} from '@eventstore/db-client';

/** gRPC's words for a server that is absent, leaving or too late, or whose leader moved. */
const OUTAGE_CODES: ReadonlySet<unknown> = new Set([
  status.UNAVAILABLE,
  status.DEADLINE_EXCEEDED,
  status.CANCELLED,
  status.ABORTED,
  status.RESOURCE_EXHAUSTED,
]);
/** Errors of Node about the connection, which the client passes on when it breaks within a write. */
const BROKEN_CONNECTION = /^(ERR_STREAM|ERR_HTTP2|ECONN|EPIPE|ETIMEDOUT)/;

/**
 * The same said by message only: discovery and a closed channel throw plain errors, a server that does not take appends
 * yet answers them without a code, and an HTTP/2 connection that breaks is INTERNAL.
 */
const OUTAGE_MESSAGES = [
  /^Failed to discover after \d+ attempts/,
  /Channel has been (shut down|closed)/,
  /Server Is (Not Ready|Busy|Too Busy)/,
  /No leader info available/,
  /RST_STREAM|GOAWAY|ECONNRE|EPIPE/,
];

/**
 * Whether the event store does not answer at the moment, so that the same call may succeed later. The client says it by
 * its own errors, by gRPC's, and by plain ones.
 */
export function isOutage(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  return (
    error instanceof UnavailableError ||
    error instanceof CancelledError ||
    error instanceof DeadlineExceededError ||
    error instanceof TimeoutError ||
    error instanceof NotLeaderError ||
    ('code' in error && (OUTAGE_CODES.has(error.code) || BROKEN_CONNECTION.test(String(error.code)))) ||
    OUTAGE_MESSAGES.some((message) => message.test(error.message))
  );
}
