import { evolveSystemRecord, type EventPlace, type SystemRecord } from '@system-landscape/system-view';
import type { Recorded, SystemEvent } from '@system-landscape/domain';
import { createEventStoreClient, followLog } from '@system-landscape/event-store';

/** The record of every system, folded from the log. @param connectionString of the event store */
export async function foldOfLog(connectionString: string): Promise<Map<string, SystemRecord>> {
  const client = createEventStoreClient(connectionString);
  const records = new Map<string, SystemRecord>();
  const abort = new AbortController();
  for await (const batch of followLog(client, { signal: abort.signal })) {
    for (const item of batch) {
      if (item.kind === 'caught-up') abort.abort();
      if (item.kind !== 'event' || !('systemId' in item.stored.event.data)) continue;
      const event = item.stored.event as Recorded<SystemEvent>;
      const place: EventPlace = { position: item.position, version: item.stored.revision + 1 };
      const { systemId } = event.data;
      records.set(systemId, evolveSystemRecord(records.get(systemId), event, place));
    }
  }
  await client.dispose();
  return records;
}
