import { EventStoreDBClient } from '@eventstore/db-client';

/**
 * The client of a process: one per process, since it multiplexes over one connection.
 * @param connectionString `esdb://…` or `esdb+discover://…`; throws on any other text, without repeating it (it may
 *   hold credentials).
 */
export function createEventStoreClient(connectionString: string): EventStoreDBClient {
  try {
    return EventStoreDBClient.connectionString(connectionString);
  } catch {
    throw new Error('ESDB_URL is no EventStoreDB connection string; it looks like esdb://127.0.0.1:2113?tls=false');
  }
}

/** Answers when the event store takes requests; throws while it does not. For health checks. */
export async function pingEventStore(client: EventStoreDBClient): Promise<void> {
  // To its end: the client's `dispose` waits for ever for a read that was left in the middle.
  for await (const _ of client.readAll({ maxCount: 1, deadline: 2_000 })) continue;
}
