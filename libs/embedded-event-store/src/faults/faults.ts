import { accessDenied } from '../wire/errors.js';

/** What an account needs for a call. */
export interface Right {
  readonly to: 'read' | 'append' | 'delete' | 'manage-subscriptions';
  /** `$all`, a stream, or a metadata stream (`$$` and the name of its stream). */
  readonly stream: string;
}

/**
 * What real servers and clusters do and one embedded node does not. For tests, which change the members while the store
 * runs; a normal start has none.
 */
export interface Faults {
  /** A filtered subscription to `$all` begins with the checkpoint 2^64 - 1, as with EventStoreDB 24.10.0 to 24.10.4. */
  impossibleCheckpoint?: boolean;
  /** Reads that do not require the leader miss this many of the latest events of the log, as at a follower. */
  lag?: number;
  /** Calls that require the leader are sent to this address. */
  leader?: { readonly host: string; readonly port: number } | undefined;
  /** Appends are answered with this message and no code, as by a node that is starting: "Server Is Not Ready". */
  notReady?: string | undefined;
  /** Before its answer, each append is answered with an id that nobody has sent, and with none. */
  unknownAnswers?: boolean;
  /** Appends are answered with neither success nor error. */
  emptyAnswers?: boolean;
  /** Appends are made and not answered. */
  silent?: boolean;
  /** The question for the server's methods fails this many times more. */
  failingFeatures?: number;
  /**
   * Largest event (`MaxAppendEventSize`), as from 24.10.4 on; from there on the size of an event, and so of an append, is
   * that of data, metadata and type.
   */
  maxEventBytes?: number;
  /** Whether the account that calls lacks a right, as one that is no administrator. */
  lacks?: ((right: Right) => boolean) | undefined;
  /** Messages of streams are compressed (gzip): for clients that take it, as from version 25.1 on, or for all. */
  compressed?: 'for those who take it' | 'for all';
}

/** @throws gRPC error PERMISSION_DENIED when the account lacks the right */
export function demand({ lacks }: Faults, to: Right['to'], stream: string): void {
  if (lacks?.({ to, stream })) throw accessDenied();
}
