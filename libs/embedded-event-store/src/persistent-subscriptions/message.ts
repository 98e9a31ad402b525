import type { ResolvedEvent } from '../wire/event-response.js';

/** An event on its way through a group. */
export interface Message {
  /** Of the event as it lies in the stream (of a link, not of its target); consumers acknowledge by it. */
  readonly id: string;
  readonly event: ResolvedEvent;
  /** Undefined: it was parked and is delivered once more, which the checkpoint does not know of. */
  readonly place: number | undefined;
  /** The place before: where a checkpoint stands as long as this is not done. */
  readonly previous: Checkpoint;
  retryCount: number;
}

/** A place, and how many events were looked at up to there. */
export interface Checkpoint {
  /** Undefined: before the first event. */
  readonly place: number | undefined;
  readonly count: number;
}
