import { UnknownError, type EventStoreDBClient, type RecordedEvent } from '@eventstore/db-client';
import { deniedOr } from './store-access.js';
import { isOutage } from './store-outage.js';

/** The event at a commit position, as the client reads it; undefined when no event has this position. */
export async function eventAt(client: EventStoreDBClient, position: string): Promise<RecordedEvent | undefined> {
  const at = BigInt(position);
  let found: RecordedEvent | undefined;
  try {
    // Reads to the end: an unfinished read blocks the client's `dispose`.
    for await (const { event, commitPosition } of client.readAll({
      fromPosition: { commit: at, prepare: at },
      maxCount: 1,
    })) {
      if (event && (commitPosition ?? event.position.commit) === at) found = event;
    }
  } catch (error) {
    // The event store's answer to a position between two events or beyond the last one.
    if (!(error instanceof UnknownError) || isOutage(error)) throw deniedOr(error, 'read $all');
  }
  return found;
}
