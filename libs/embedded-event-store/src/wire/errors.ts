import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import type { EventSizeExceeded } from '../client/event-size-exceeded.js';
import { asDamage, DamagedData } from '../storage/damage.js';
import { LogNotWritable } from '../storage/group-commit.js';

/** An error of the protocol: a gRPC status, and the exception with its facts in the trailers. */
function rpcError(code: status, details: string, facts: Readonly<Record<string, string>> = {}): ServiceError {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(facts)) metadata.set(name, headerValue(value));
  return Object.assign(new Error(details), { code, details, metadata });
}

/** Trailers hold printable ASCII only; other characters are replaced by `?`. */
const headerValue = (value: string) => value.replace(/[^\x20-\x7e]/g, '?');

/** The error of EventStoreDB for a call without credentials that needs some. */
export const accessDenied = (): ServiceError =>
  rpcError(status.PERMISSION_DENIED, 'Access Denied', { exception: 'access-denied' });

/** The error of EventStoreDB for wrong credentials. */
export const notAuthenticated = (): ServiceError =>
  rpcError(status.UNAUTHENTICATED, 'The user name or the password is wrong.');

/** The error of a node that is not the leader, for a call that requires it. */
export const notLeader = ({ host, port }: { readonly host: string; readonly port: number }): ServiceError =>
  rpcError(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

export const unavailable = (details: string): ServiceError => rpcError(status.UNAVAILABLE, details);

export const invalidArgument = (details: string): ServiceError => rpcError(status.INVALID_ARGUMENT, details);

export const unreadable = (details: string): ServiceError => rpcError(status.UNKNOWN, details);

export const streamDeleted = (stream: string): ServiceError =>
  rpcError(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

export const wrongExpectedVersion = (
  operation: string,
  stream: string,
  expected: number,
  actual: number,
): ServiceError =>
  rpcError(
    status.FAILED_PRECONDITION,
    `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(expected),
      'actual-version': String(actual),
    },
  );

export const maxAppendSizeExceeded = (maxBytes: number): ServiceError =>
  rpcError(status.INVALID_ARGUMENT, `Maximum Append Size of ${maxBytes} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(maxBytes),
  });

/** The error of EventStoreDB from 24.10.4 on for an event that is too large. */
export const eventSizeExceeded = ({ eventId, bytes, maxBytes }: EventSizeExceeded): ServiceError =>
  rpcError(
    status.INVALID_ARGUMENT,
    `Event with Id: ${eventId}, Size: ${bytes}, exceeds Maximum Append Event Size of ${maxBytes}.`,
    {
      exception: 'maximum-append-event-size-exceeded',
      'event-id': eventId,
      'proposed-append-event-size': String(bytes),
      'maximum-append-event-size': String(maxBytes),
    },
  );

export const requiredMetadataMissing = (property: string): ServiceError =>
  rpcError(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

const ofGroup = (exception: string, stream: string, group: string) => ({
  exception,
  'stream-name': stream,
  'group-name': group,
});

export const groupDoesNotExist = (stream: string, group: string): ServiceError =>
  rpcError(
    status.NOT_FOUND,
    `Subscription group ${group} on stream ${stream} does not exist.`,
    ofGroup('persistent-subscription-does-not-exist', stream, group),
  );

export const groupExists = (stream: string, group: string): ServiceError =>
  rpcError(
    status.ALREADY_EXISTS,
    `Subscription group ${group} on stream ${stream} exists.`,
    ofGroup('persistent-subscription-exists', stream, group),
  );

export const maximumSubscribersReached = (stream: string, group: string): ServiceError =>
  rpcError(
    status.FAILED_PRECONDITION,
    `Maximum subscriptions reached for subscription group ${group} on stream ${stream}.`,
    ofGroup('maximum-subscribers-reached', stream, group),
  );

export const subscriptionDropped = (stream: string, group: string): ServiceError =>
  rpcError(
    status.CANCELLED,
    `Subscription group ${group} on stream ${stream} was dropped.`,
    ofGroup('persistent-subscription-dropped', stream, group),
  );

export const groupFailed = (stream: string, group: string, reason: string): ServiceError =>
  rpcError(status.INTERNAL, `Subscription group ${group} on stream ${stream} failed: '${reason}'`, {
    ...ofGroup('persistent-subscription-failed', stream, group),
    reason,
  });

/** The error of a handler as an error that gRPC can send. */
export function asServiceError(error: unknown): ServiceError {
  if (error instanceof Error && 'code' in error && 'details' in error) return error as ServiceError;
  if (error instanceof LogNotWritable) return rpcError(status.UNAVAILABLE, error.message);
  const damage = asDamage(error);
  if (damage instanceof DamagedData) return rpcError(status.DATA_LOSS, damage.message);
  return rpcError(status.UNKNOWN, error instanceof Error ? error.message : 'Unexpected error');
}
