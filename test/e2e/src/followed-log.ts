import { toPublicEvent } from '@system-landscape/contracts';
import { createEventStoreClient, followLog, LogReader } from '@system-landscape/event-store';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { FormationEvent, Recorded, SystemEvent } from '@system-landscape/domain';

/** What is in the log; it is read on at each call. */
export class FollowedLog {
  /** Of every event. */
  readonly positions = new Set<string>();
  /** Ids of the public events, in the order of the log. */
  readonly publicEventIds: string[] = [];
  private readonly client: EventStoreDBClient;
  private readonly reader: LogReader;
  private last: string | undefined;

  constructor(url: string) {
    this.client = createEventStoreClient(url);
    this.reader = new LogReader(this.client);
  }

  /** Reads what was appended since the last call. */
  async readOn(): Promise<void> {
    const ending = new AbortController();
    const { reader, last: after } = this;
    const options = { reader, signal: ending.signal, ...(after !== undefined && { after }) };
    for await (const batch of followLog(this.client, options)) {
      for (const item of batch) {
        if (item.kind === 'caught-up') ending.abort();
        if (item.kind !== 'event') continue;
        this.last = item.position;
        this.positions.add(item.position);
        const stored = item.stored.event as Recorded<SystemEvent | FormationEvent>;
        const event = toPublicEvent(stored, { eventId: item.stored.id, position: item.position });
        if (event) this.publicEventIds.push(event.id);
      }
    }
  }

  close(): Promise<void> {
    return this.client.dispose();
  }
}
