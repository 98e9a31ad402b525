import { jsonEvent, NO_STREAM, type EventStoreDBClient } from '@eventstore/db-client';
import { nameIdOf, parseSystemId, systemStream } from '@system-landscape/domain';
import { inParallel } from '@system-landscape/e2e';
import type { AppendedEvent } from '../rows/appended-events.js';

const AT_ONCE = 32;
const EVENTS_OF_A_SYSTEM = 100;

export interface Example {
  readonly systemId: string;
  readonly name: string;
  readonly globalAccountId: string;
  /** The last of them can stand in a stream again and again. */
  readonly events: readonly AppendedEvent[];
}

/**
 * Appends so many events, 100 to the stream of each of ever new names: those of the example, told of another name, the
 * last of them as often as it takes. An append is a whole stream, so that filling a log takes no longer than it must.
 */
export async function fillLog(log: EventStoreDBClient, example: Example, events: number): Promise<void> {
  const last = example.events.at(-1)!;
  const more = Math.max(0, EVENTS_OF_A_SYSTEM - example.events.length);
  const { nameId } = parseSystemId(example.systemId)!;
  const text = JSON.stringify([...example.events, ...Array.from({ length: more }, () => last)]);
  let number = 0;
  await inParallel(Math.ceil(events / EVENTS_OF_A_SYSTEM), AT_ONCE, async () => {
    const name = `Filled ${(number += 1)}`;
    const another = nameIdOf(example.globalAccountId, name);
    const told = text.replaceAll(nameId, another).replaceAll(example.name, name);
    const fresh = (JSON.parse(told) as AppendedEvent[]).map(({ type, data, metadata }) =>
      jsonEvent({ type, data, metadata }),
    );
    await log.appendToStream(systemStream(another), fresh, { expectedRevision: NO_STREAM });
  });
}
