import type { UnreadableEvent } from '@system-landscape/domain';
import type { RecordedEvent } from '@eventstore/db-client';
import type { StoredEvent } from './stored-event.js';
import type { RawEvent } from './upcasting.js';

export type Marker =
  /** No event that passes the filter lies between the item before and this position. */
  | { readonly kind: 'checkpoint'; readonly position: string }
  /** The end of the log was reached. */
  | { readonly kind: 'caught-up' }
  /** More was appended than the subscription could deliver live. */
  | { readonly kind: 'fell-behind' };

/** An event of a stream that cannot be read up to here. */
export interface UnreadableItem {
  readonly kind: 'unreadable';
  readonly position: string;
  readonly streamId: string;
  readonly id: string;
  readonly revision: number;
  /** When the store appended it; RFC 3339. */
  readonly recordedAt: string;
  /** Whether it skips another event: the stream may be readable further than before. */
  readonly isSkip: boolean;
  /** The first event of the stream that cannot be read or folded: this one, or one before it. */
  readonly cause: UnreadableEvent;
}

/** What a catch-up subscription delivers, in log order. */
export type LogItem =
  | {
      readonly kind: 'event';
      /** Commit position in `$all`. */
      readonly position: string;
      /** In its newest schema version. */
      readonly stored: StoredEvent;
      /** As it was written. */
      readonly raw: RawEvent;
    }
  | UnreadableItem
  | Marker;

/** The same with events as the client has read them, of any version or origin. */
export type RawLogItem =
  { readonly kind: 'event'; readonly position: string; readonly recorded: RecordedEvent } | Marker;
