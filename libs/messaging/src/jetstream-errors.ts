import { NatsError } from 'nats';

/** Somebody else has written in between (nats-server's error codes). */
export const WRONG_LAST_SEQUENCE = 10_071;

/** Code that JetStream has refused with; undefined for any other error. */
export function jetstreamErrorCode(error: unknown): number | undefined {
  return error instanceof NatsError ? error.api_error?.err_code : undefined;
}
