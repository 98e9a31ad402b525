import { jsonEvent, type EventStoreDBClient, type JSONType } from '@eventstore/db-client';
import { parseSystemId, systemStream } from '@system-landscape/domain';

export interface AppendedEvent {
  readonly type: string;
  readonly data: JSONType;
  readonly metadata: { readonly idempotencyKey: string };
}

/** All events of a system, in a form that can be appended again. */
export async function eventsOf(log: EventStoreDBClient, systemId: string): Promise<readonly AppendedEvent[]> {
  const { nameId } = parseSystemId(systemId)!;
  const events: AppendedEvent[] = [];
  for await (const { event } of log.readStream(systemStream(nameId))) {
    if (!event?.isJson) continue;
    events.push({ type: event.type, data: event.data, metadata: event.metadata as AppendedEvent['metadata'] });
  }
  return events;
}

/** The same events with new ids, so that an append is no repetition. */
export function withNewIds(events: readonly AppendedEvent[]) {
  return events.map(({ type, data, metadata }) => jsonEvent({ type, data, metadata }));
}

/** The events grouped by append: the events of one command have the same idempotency key. */
export function appendsIn(events: readonly AppendedEvent[]): readonly (readonly AppendedEvent[])[] {
  const appends = new Map<string, AppendedEvent[]>();
  for (const event of events) {
    const { idempotencyKey } = event.metadata;
    appends.set(idempotencyKey, [...(appends.get(idempotencyKey) ?? []), event]);
  }
  return [...appends.values()];
}
