import { UnknownError, type EventStoreDBClient, type RecordedEvent } from '@eventstore/db-client';

/** The event that stands at a commit position; undefined where none begins. */
export async function eventAt(client: EventStoreDBClient, position: string): Promise<RecordedEvent | undefined> {
  const at = BigInt(position);
  let found: RecordedEvent | undefined;
  try {
    // Read to its end: a read that is left in the middle holds the client up when it is disposed of.
    for await (const { event, commitPosition } of client.readAll({
      fromPosition: { commit: at, prepare: at },
      maxCount: 1,
    })) {
      if (event && (commitPosition ?? event.position.commit) === at) found = event;
    }
  } catch (error) {
    // What an event store answers to a position between two events, or beyond the last one.
    if (!(error instanceof UnknownError)) throw error;
  }
  return found;
}
