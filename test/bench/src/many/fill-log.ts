import { nameIdOf, parseSystemId, systemStream } from '@system-landscape/domain';
import { inParallel } from '@system-landscape/e2e';
import { readKey } from '@system-landscape/embedded-event-store/dist/start-embedded-event-store.js';
import { openLog } from '@system-landscape/embedded-event-store/dist/storage/open-log.js';
import { formatUuid } from '@system-landscape/embedded-event-store/dist/wire/uuid.js';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { AppendedEvent } from '../rows/appended-events.js';

const AT_ONCE = 32;
const EVENTS_OF_A_SYSTEM = 100;

export interface Example {
  readonly systemId: string;
  readonly name: string;
  readonly globalAccountId: string;
  /** The last event may be repeated in a stream and is not public; the one before it is public. */
  readonly events: readonly AppendedEvent[];
}

/** An appended event with its location in the log. */
export interface Placed {
  readonly event: AppendedEvent;
  readonly id: string;
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
}

/**
 * Appends events to the log of a platform whose event store is not running, 100 to each stream: the events of the example
 * under a new name, the last one repeated. It bypasses protocol and client, which would take most of the time. The log
 * ends with a public event.
 * @returns the last event of the log
 */
export async function fillLog(dataDir: string, example: Example, events: number): Promise<Placed> {
  let broken: Error | undefined;
  const key = readKey(join(dataDir, 'keys/event-store.key'));
  const log = await openLog({ folder: join(dataDir, 'event-store'), key, mustExist: true }, Date.now, (error) => {
    broken = error;
  });
  const append = async (name: string, examples: readonly AppendedEvent[]): Promise<Placed> => {
    const { stream, renamedEvents } = withName(name, example, examples);
    const outcome = await log.append(stream, 'no_stream', renamedEvents);
    const position = outcome.kind === 'appended' ? outcome.position : undefined;
    if (position === undefined) throw broken ?? new Error(`${stream} exists already`);
    return {
      event: renamedEvents.at(-1)!.event,
      id: formatUuid(renamedEvents.at(-1)!.id),
      stream,
      revision: renamedEvents.length - 1,
      position,
    };
  };
  const more = Array.from({ length: Math.max(0, EVENTS_OF_A_SYSTEM - example.events.length) }, () =>
    example.events.at(-1)!,
  );
  const whole = [...example.events, ...more];
  try {
    let number = 0;
    await inParallel(Math.ceil(events / EVENTS_OF_A_SYSTEM), AT_ONCE, () => append(`Filled ${(number += 1)}`, whole));
    return await append('Filled at the end', example.events.slice(0, -1));
  } finally {
    await log.close();
  }
}

function withName(another: string, { systemId, name, globalAccountId }: Example, events: readonly AppendedEvent[]) {
  const { nameId } = parseSystemId(systemId)!;
  const anotherId = nameIdOf(globalAccountId, another);
  const rename = (example: AppendedEvent) => {
    const text = JSON.stringify(example).replaceAll(nameId, anotherId).replaceAll(name, another);
    const event = JSON.parse(text) as AppendedEvent;
    const bytes = (value: unknown) => Buffer.from(JSON.stringify(value));
    return { event, type: event.type, isJson: true, data: bytes(event.data), metadata: bytes(event.metadata) };
  };
  // The repeated event differs only in its id.
  const renamed = new Map<AppendedEvent, ReturnType<typeof rename>>();
  const renamedEvents = events.map((example) => {
    const once = renamed.get(example) ?? rename(example);
    renamed.set(example, once);
    return { ...once, id: randomBytes(16) };
  });
  return { stream: systemStream(anotherId), renamedEvents };
}
