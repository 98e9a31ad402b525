import 'reflect-metadata';
import { IsInt, Min } from 'class-validator';
import { defineRpc, replyOf, type EmptyReply } from './define-rpc.js';
import { EmptyRequest } from './request-scope.js';

/** A stream whose facts are not published from an event on that cannot be read. */
export interface LeftOutStream {
  readonly stream: string;
  /** Log position of the first event that is left out, and when it was appended. */
  readonly position: string;
  readonly since: string;
  /** The event that cannot be read: its number in the stream, from 0, its id and its type. */
  readonly revision: number;
  readonly eventId: string;
  readonly eventType: string;
  readonly reason: string;
}

/** How far the public events are published. */
export interface RelayStatus {
  /** Log position of the last published event, `0` before the first one; null while it is not known. */
  readonly position: string | null;
  /** Age of the oldest event that waits to be published, 0 when none waits; null while it is not known. */
  readonly lagSeconds: number | null;
  /** Why nothing is published, and what to do; null when all is well. */
  readonly problem: string | null;
  /** The last messages of the stream that no relay has published, and that the relay has skipped; null when none were found. */
  readonly foreign?: ForeignMessages | null;
  /** How many streams are left out; absent in answers of earlier releases. */
  readonly leftOutStreams?: number;
  /** The first hundred of them. */
  readonly leftOut?: readonly LeftOutStream[];
}

/** Messages of the stream of public events that are not the relay's. */
export interface ForeignMessages {
  /** Sequences in the stream. */
  readonly first: number;
  readonly last: number;
  /** RFC 3339 in UTC. */
  readonly skippedAt: string;
}

/** Skips messages at the end of the stream that look like events of the platform and are not in its log. */
export class MendRelayCommand {
  /** Sequence of the last message to skip: the operator has looked at it and those before it. */
  @IsInt() @Min(1) upTo!: number;
}

export const eventRelayRpc = {
  getStatus: defineRpc('rpc.event-relay.get-status.v1', EmptyRequest, replyOf<RelayStatus>()),
  mend: defineRpc('rpc.event-relay.mend.v1', MendRelayCommand, replyOf<EmptyReply>()),
} as const;
