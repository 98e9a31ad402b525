import { LOG_POSITION } from '@system-landscape/contracts';
import { eventAt } from '@system-landscape/event-store';
import type { CliContext } from '../cli-context.js';
import { CliError, usageError } from '../cli-error.js';
import { printable } from '../terminal/terminal.js';
import { eventLineOf, type EventLine } from './event-line.js';
import { readLog } from './read-log.js';

const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** One event, by log position or id, whole. @throws CliError when there is none */
export async function showEvent(context: CliContext, place: string): Promise<void> {
  const event = await find(context, place);
  if (!event) throw new CliError(`The log has no event ${place}.`);
  const { terminal } = context;
  await terminal.result(event, () =>
    terminal.table(
      [],
      Object.entries(event).map(([member, value]) => [
        terminal.colours.bold(member),
        typeof value === 'string' ? printable(value) : linesOf(value),
      ]),
    ),
  );
}

/** JSON escapes control characters, but not all; line ends are our own. */
function linesOf(value: unknown): string {
  return JSON.stringify(value, null, 2).split('\n').map(printable).join('\n');
}

async function find(context: CliContext, place: string): Promise<EventLine | undefined> {
  const client = await context.eventStore();
  if (LOG_POSITION.test(place)) {
    const recorded = await eventAt(client, place);
    return recorded && eventLineOf({ position: BigInt(place).toString(), recorded });
  }
  if (!EVENT_ID.test(place)) throw usageError(`"${place}" is neither a log position nor the id of an event.`);
  for await (const logged of readLog(client, { signal: context.signal })) {
    if (logged.recorded.id === place.toLowerCase()) return eventLineOf(logged);
  }
  return undefined;
}
