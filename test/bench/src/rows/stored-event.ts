import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { randomUUID } from 'node:crypto';

/** An event of the size that ours have, about 500 bytes with its names. */
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

/** The stream of one writer. */
export const writersStream = () => `bench-${randomUUID()}`;

/** What such an event takes in the embedded store's log, bytes: its texts, and what the store writes before and after. */
export function storedBytes(): number {
  const { type, data, metadata } = storedEvent();
  return writersStream().length + type.length + JSON.stringify(data).length + JSON.stringify(metadata).length + 54;
}

/** Works with a client of an event store. */
export async function withClient<T>(url: string, work: (client: EventStoreDBClient) => Promise<T>): Promise<T> {
  const client = EventStoreDBClient.connectionString(url);
  try {
    return await work(client);
  } finally {
    await client.dispose();
  }
}

/** A real event store that the embedded one is compared with, if `ESDB_URL` names one. */
export const realEventStore = (): string | undefined => process.env['ESDB_URL'] || undefined;
