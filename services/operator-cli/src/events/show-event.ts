import { LOG_POSITION } from '@system-landscape/contracts';
import { eventAt } from '@system-landscape/event-store';
import type { CliContext } from '../cli-context.js';
import { CliError, usageError } from '../cli-error.js';
import { printable } from '../terminal/terminal.js';
import { eventLineOf, type EventLine } from './event-line.js';
import { readLog } from './read-log.js';

const EVENT_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Prints one complete event. @param positionOrId its log position or its id. @throws CliError when there is none */
export async function showEvent(context: CliContext, positionOrId: string): Promise<void> {
  const event = await find(context, positionOrId);
  if (!event) throw new CliError(`The log has no event ${positionOrId}.`);
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

/** Formatted JSON. It escapes only some control characters, so each line goes through `printable`. */
function linesOf(value: unknown): string {
  return JSON.stringify(value, null, 2).split('\n').map(printable).join('\n');
}

async function find(context: CliContext, positionOrId: string): Promise<EventLine | undefined> {
  const client = await context.eventStore();
  if (LOG_POSITION.test(positionOrId)) {
    const recorded = await eventAt(client, positionOrId);
    return recorded && eventLineOf({ position: BigInt(positionOrId).toString(), recorded });
  }
  if (!EVENT_ID.test(positionOrId))
    throw usageError(`"${positionOrId}" is neither a log position nor the id of an event.`);
  for await (const logged of readLog(client, { signal: context.signal })) {
    if (logged.recorded.id === positionOrId.toLowerCase()) return eventLineOf(logged);
  }
  return undefined;
}
