import { EventStoreDBClient } from '@eventstore/db-client';
import { sendCredentialsOnLoopback } from '@system-landscape/embedded-event-store/client';

/** A store that does not answer a ping is left after this long, so after 15 s with the client's interval; milliseconds. */
const KEEP_ALIVE_TIMEOUT_MS = 5_000;

/**
 * The client of a process; one is enough, since it multiplexes over one connection.
 * @param connectionString `esdb://…` or `esdb+discover://…`
 * @throws Error on any other text; the message does not repeat it, because it may contain credentials
 */
export function createEventStoreClient(connectionString: string): EventStoreDBClient {
  try {
    return sendCredentialsOnLoopback(
      EventStoreDBClient.connectionString(withKeepAlive(connectionString)),
      connectionString,
    );
  } catch {
    throw new Error('ESDB_URL is no EventStoreDB connection string; it looks like esdb://127.0.0.1:2113?tls=false');
  }
}

/** Health check: resolves when the event store answers a read. @throws the client's error */
export async function pingEventStore(client: EventStoreDBClient): Promise<void> {
  // Read to the end: the client's `dispose` waits forever for an unfinished read.
  for await (const _ of client.readAll({ maxCount: 1, deadline: 2_000 })) continue;
}

function withKeepAlive(connectionString: string): string {
  if (/[?&]keepAliveTimeout=/i.test(connectionString)) return connectionString;
  return `${connectionString}${connectionString.includes('?') ? '&' : '?'}keepAliveTimeout=${KEEP_ALIVE_TIMEOUT_MS}`;
}
