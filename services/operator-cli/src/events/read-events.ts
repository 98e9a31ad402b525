import type { Desk } from '../desk.js';
import { Trouble } from '../exit-codes.js';
import { eventLineOf, tellEvent } from './event-line.js';
import { endOfLog, readLog, type LoggedEvent } from './read-log.js';
import { selectionOf, type SelectionOptions } from './selection.js';

export interface ReadEventsOptions extends SelectionOptions {
  readonly limit?: number;
}

/** The selected events, oldest first. */
export async function readEvents(desk: Desk, options: ReadEventsOptions): Promise<void> {
  const { terminal } = desk;
  for await (const logged of selectedEvents(desk, options)) {
    const event = eventLineOf(logged);
    await terminal.item(event, () => tellEvent(event, terminal.colours));
  }
}

/** What the log holds of the selection; shows how far it is where the log is long. */
export async function* selectedEvents(desk: Desk, options: ReadEventsOptions): AsyncGenerator<LoggedEvent> {
  const selection = selectionOf(options);
  const client = await desk.eventStore();
  const end = selection.to === undefined ? await endOfLog(client) : BigInt(selection.to);
  const from = BigInt(selection.after ?? '0');
  const progress = desk.terminal.progress('Reading', end - from);
  let left = options.limit ?? Infinity;
  try {
    const onPosition = (position: bigint) => progress.to(position - from);
    for await (const logged of readLog(client, { ...selection, signal: desk.signal, onPosition })) {
      if (!selection.wants(logged)) continue;
      yield logged;
      left -= 1;
      if (left <= 0) return;
    }
    if (desk.signal.aborted) throw new Trouble('Stopped before the end.');
  } finally {
    progress.stop();
  }
}
