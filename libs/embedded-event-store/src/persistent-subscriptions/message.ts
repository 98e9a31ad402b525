import type { ResolvedEvent } from '../wire/event-response.js';

/** A position in a group's source: a revision of its stream, or a commit position in `$all`. */
export type SourcePosition = number;

/** An event that a group delivers to one of its consumers. */
export interface Message {
  /** Id of the event in the source (of a link, not of its target); consumers acknowledge by it. */
  readonly id: string;
  readonly event: ResolvedEvent;
  /** Undefined: a parked message that is replayed. Checkpoints do not cover it. */
  readonly position: SourcePosition | undefined;
  /** The event before: the checkpoint cannot go beyond it before this message is processed. */
  readonly previous: Checkpoint;
  retryCount: number;
}

/** How far a group has come. */
export interface Checkpoint {
  /** Of the last event that it covers; undefined before the first event. */
  readonly position: SourcePosition | undefined;
  /** Events that it covers, counted since the group was opened. */
  readonly eventCount: number;
}

export const BEFORE_FIRST_EVENT: Checkpoint = { position: undefined, eventCount: 0 };

/** The checkpoint before the first message that is not processed; `read` when all are. */
export function processedUpTo(read: Checkpoint, unprocessed: Iterable<Message>): Checkpoint {
  let processed = read;
  for (const { position, previous } of unprocessed) {
    if (position !== undefined && previous.eventCount < processed.eventCount) processed = previous;
  }
  return processed;
}
