import { ErrorCode, NatsError } from 'nats';

/** nats-server's error code for a write whose expected last sequence is outdated. */
export const WRONG_LAST_SEQUENCE = 10_071;

/** nats-server's error code for a stream that does not exist. */
export const STREAM_NOT_FOUND = 10_059;

/** Error code of a refusal by JetStream; undefined for any other error. */
export function jetstreamErrorCode(error: unknown): number | undefined {
  return error instanceof NatsError ? error.api_error?.err_code : undefined;
}

/** The server, or JetStream, does not answer, or the connection has ended. */
const NOT_NOW: ReadonlySet<string> = new Set<string>([
  ErrorCode.Timeout,
  ErrorCode.NoResponders,
  ErrorCode.ConnectionClosed,
  ErrorCode.ConnectionDraining,
  ErrorCode.ConnectionRefused,
  ErrorCode.ConnectionTimeout,
  ErrorCode.Disconnect,
]);
/** Status of JetStream's answer when it lacks resources, or a server of its cluster. */
const JETSTREAM_UNAVAILABLE = 503;

/** Whether NATS cannot do now what it can do at another time: nothing is wrong with the request. */
export function isNatsUnavailable(error: unknown): boolean {
  if (!(error instanceof NatsError)) return false;
  return NOT_NOW.has(error.code) || error.api_error?.code === JETSTREAM_UNAVAILABLE;
}
