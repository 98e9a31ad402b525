import type { Desk } from '../desk.js';
import { Trouble, usage } from '../exit-codes.js';
import { printable } from '../terminal/terminal.js';
import { eventLineOf, type EventLine } from './event-line.js';
import { readLog, type LoggedEvent } from './read-log.js';

const POSITION = /^\d{1,20}$/;
const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One event, by log position or id, whole. @throws Trouble when there is none */
export async function showEvent(desk: Desk, place: string): Promise<void> {
  const event = await find(desk, place);
  if (!event) throw new Trouble(`The log has no event of a system or formation at ${place}.`);
  const { terminal } = desk;
  await terminal.result(event, () =>
    terminal.table(
      [],
      Object.entries(event).map(([member, value]) => [
        terminal.colours.bold(member),
        typeof value === 'string' ? printable(value) : JSON.stringify(value, null, 2),
      ]),
    ),
  );
}

async function find(desk: Desk, place: string): Promise<EventLine | undefined> {
  const isIt = matcherOf(place);
  const range = POSITION.test(place) && BigInt(place) > 0n ? { after: String(BigInt(place) - 1n), to: place } : {};
  for await (const logged of readLog(await desk.eventStore(), { ...range, signal: desk.signal })) {
    if (isIt(logged)) return eventLineOf(logged);
  }
  return undefined;
}

function matcherOf(place: string): (logged: LoggedEvent) => boolean {
  if (POSITION.test(place)) return ({ position }) => position === BigInt(place).toString();
  if (EVENT_ID.test(place)) return ({ recorded }) => recorded.id === place.toLowerCase();
  throw usage(`"${place}" is neither a log position nor the id of an event.`);
}
