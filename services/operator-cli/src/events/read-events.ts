import type { CliContext } from '../cli-context.js';
import { eventLineOf, tellEvent } from './event-line.js';
import { readLogShowingProgress, type LoggedEvent } from './read-log.js';
import { selectionOf, type SelectionOptions } from './selection.js';

export interface ReadEventsOptions extends SelectionOptions {
  readonly limit?: number;
}

/** The selected events, oldest first. */
export async function readEvents(context: CliContext, options: ReadEventsOptions): Promise<void> {
  const { terminal } = context;
  for await (const logged of selectedEvents(context, options)) {
    const event = eventLineOf(logged);
    await terminal.item(event, () => tellEvent(event, terminal.colours));
  }
}

/** What the log holds of the selection; shows how far it is where the log is long. */
export async function* selectedEvents(context: CliContext, options: ReadEventsOptions): AsyncGenerator<LoggedEvent> {
  const { wants, ...places } = selectionOf(options);
  const client = await context.eventStore();
  let left = options.limit ?? Infinity;
  for await (const logged of readLogShowingProgress(context, client, { what: 'Reading', ...places })) {
    if (!wants(logged)) continue;
    yield logged;
    left -= 1;
    if (left <= 0) return;
  }
}
