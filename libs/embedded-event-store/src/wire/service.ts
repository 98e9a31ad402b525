import type { sendUnaryData } from '@grpc/grpc-js';
import type { Message } from 'google-protobuf';
import { asServiceError } from './errors.js';

/** Serialises a response that may have been written as bytes already. */
export const serializeResponse = (response: Message | Buffer): Buffer =>
  Buffer.isBuffer(response) ? response : Buffer.from(response.serializeBinary());

/** Answers a call that has one response. */
export function answer<R>(callback: sendUnaryData<R>, respond: () => R | Promise<R>): void {
  Promise.resolve()
    .then(respond)
    .then(
      (response) => callback(null, response),
      (error: unknown) => callback(asServiceError(error)),
    );
}
