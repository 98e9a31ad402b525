import type { CliContext } from '../cli-context.js';
import { eventLineOf, formatEvent } from './event-line.js';
import { readLogWithProgress, type LoggedEvent } from './read-log.js';
import { selectionOf, type SelectionOptions } from './selection.js';

export interface ReadEventsOptions extends SelectionOptions {
  readonly limit?: number;
}

/** Prints the selected events, oldest first. */
export async function readEvents(context: CliContext, options: ReadEventsOptions): Promise<void> {
  const { terminal } = context;
  for await (const logged of selectedEvents(context, options)) {
    const event = eventLineOf(logged);
    await terminal.item(event, () => formatEvent(event, terminal.colours));
  }
}

/** The recorded events that match the selection, oldest first. Shows a progress bar. */
export async function* selectedEvents(context: CliContext, options: ReadEventsOptions): AsyncGenerator<LoggedEvent> {
  const { matches, ...places } = selectionOf(options);
  const client = await context.eventStore();
  let left = options.limit ?? Infinity;
  for await (const logged of readLogWithProgress(context, client, { label: 'Reading', ...places })) {
    if (!matches(logged)) continue;
    yield logged;
    left -= 1;
    if (left <= 0) return;
  }
}
