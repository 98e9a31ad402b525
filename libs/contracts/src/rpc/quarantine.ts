import 'reflect-metadata';
import { IsString, Length } from 'class-validator';
import { defineRpc, replyOf } from './define-rpc.js';
import { PageQuery, Query, type Page, type QueryReply } from './query.js';

/* Streams that hold an event which cannot be read or folded, for operators. */

/** A stream in quarantine. */
export interface QuarantinedStream {
  readonly stream: string;
  /** Log position of the first event that is left out. */
  readonly position: string;
  /** When that event was appended. */
  readonly since: string;
  /** The event that cannot be read: its number in the stream, from 0, its id and its type. */
  readonly revision: number;
  readonly eventId: string;
  readonly eventType: string;
  readonly reason: string;
  /** How many events are left out so far. */
  readonly leftOut: number;
  /** The system, as far as it is known; absent for formations. */
  readonly globalAccountId?: string;
  readonly systemId?: string;
  readonly systemName?: string;
}

export class ListQuarantinedQuery extends PageQuery {}
export type ListQuarantinedReply = Page<QuarantinedStream>;

export class GetQuarantinedQuery extends Query {
  @IsString() @Length(1, 256) stream!: string;
}
export interface GetQuarantinedReply extends QueryReply {
  readonly quarantined: QuarantinedStream;
}

/** Reads the stream again, because it was corrected or another release runs. */
export class RetryQuarantinedRequest {
  @IsString() @Length(1, 256) stream!: string;
}
export interface RetryQuarantinedReply {
  /** Null when the stream has left the quarantine. */
  readonly quarantined: QuarantinedStream | null;
}

export const quarantineRpc = {
  listQuarantined: defineRpc(
    'rpc.projection.list-quarantined.v1',
    ListQuarantinedQuery,
    replyOf<ListQuarantinedReply>(),
  ),
  getQuarantined: defineRpc('rpc.projection.get-quarantined.v1', GetQuarantinedQuery, replyOf<GetQuarantinedReply>()),
  retryQuarantined: defineRpc(
    'rpc.projection.retry-quarantined.v1',
    RetryQuarantinedRequest,
    replyOf<RetryQuarantinedReply>(),
  ),
} as const;
