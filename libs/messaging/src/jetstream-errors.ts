import { NatsError } from 'nats';

/** nats-server's error code for a write whose expected last sequence is outdated. */
export const WRONG_LAST_SEQUENCE = 10_071;

/** nats-server's error code for a stream that does not exist. */
export const STREAM_NOT_FOUND = 10_059;

/** Error code of a refusal by JetStream; undefined for any other error. */
export function jetstreamErrorCode(error: unknown): number | undefined {
  return error instanceof NatsError ? error.api_error?.err_code : undefined;
}
