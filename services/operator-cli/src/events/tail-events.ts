import type { Desk } from '../desk.js';
import { eventLineOf, tellEvent } from './event-line.js';
import { endOfLog, tailLog } from './read-log.js';
import { selectionOf, type SelectionOptions } from './selection.js';

/** The selected events as they come; ends at the position of `--to`, else never by itself. */
export async function tailEvents(desk: Desk, options: SelectionOptions): Promise<void> {
  const selection = selectionOf(options);
  const client = await desk.eventStore();
  const after = selection.after ?? (await endOfLog(client)).toString();
  const { terminal } = desk;
  for await (const logged of tailLog(client, { ...selection, after, signal: desk.signal })) {
    if (selection.to !== undefined && BigInt(logged.position) > BigInt(selection.to)) return;
    if (!selection.wants(logged)) continue;
    const event = eventLineOf(logged);
    await terminal.item(event, () => tellEvent(event, terminal.colours));
  }
}
