import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { sendCredentialsOnLoopback } from '@system-landscape/embedded-event-store/client';
import { randomUUID } from 'node:crypto';

/** An event of the typical size on the platform, about 500 bytes including its names. */
export const storedEvent = () =>
  jsonEvent({
    type: 'SystemAdded',
    data: { name: 'A system of some name', type: 's4hana-cloud', text: 'x'.repeat(150) },
    metadata: {
      globalAccountId: 'ga-demo',
      occurredAt: '2026-01-01T00:00:00.000Z',
      schemaVersion: 1,
      text: 'x'.repeat(80),
    },
  });

/** A new stream for one writer. */
export const writersStream = () => `bench-${randomUUID()}`;

/** Size of such an event in the embedded store's log in bytes: its contents and the record's overhead. */
export function storedBytes(): number {
  const { type, data, metadata } = storedEvent();
  return writersStream().length + type.length + JSON.stringify(data).length + JSON.stringify(metadata).length + 54;
}

/** Runs `work` with a client of an event store, and disposes of the client. */
export async function withClient<T>(url: string, work: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
  const client = sendCredentialsOnLoopback(EventStoreDBClient.connectionString(url), url);
  try {
    return await work(client);
  } finally {
    await client.dispose();
  }
}

/** Connection string of the real event store to compare with; undefined unless `ESDB_URL` is set. */
export const realEventStore = (): string | undefined => process.env['ESDB_URL'] || undefined;
