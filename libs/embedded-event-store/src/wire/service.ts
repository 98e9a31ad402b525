import type { sendUnaryData } from '@grpc/grpc-js';
import type { Message } from 'google-protobuf';
import { asServiceError } from './errors.js';

/** Serialises a response; one that is already encoded stays as it is. */
export const serializeResponse = (response: Message | Buffer): Buffer =>
  Buffer.isBuffer(response) ? response : Buffer.from(response.serializeBinary());

/** Answers a unary call with a response or an error. */
export function answer<R>(callback: sendUnaryData<R>, respond: () => R | Promise<R>): void {
  Promise.resolve()
    .then(respond)
    .then(
      (response) => callback(null, response),
      (error: unknown) => callback(asServiceError(error)),
    );
}
