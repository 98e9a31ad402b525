import type { CliContext } from '../cli-context.js';
import { eventLineOf, tellEvent } from './event-line.js';
import { endOfLog, tailLog } from './read-log.js';
import { selectionOf, type SelectionOptions } from './selection.js';

/** The selected events as they come; ends at the position of `--to`, else never by itself. */
export async function tailEvents(context: CliContext, options: SelectionOptions): Promise<void> {
  const selection = selectionOf(options);
  const client = await context.eventStore();
  const after = selection.after ?? (await endOfLog(client)).toString();
  const { terminal } = context;
  for await (const logged of tailLog(client, { ...selection, after, signal: context.signal })) {
    if (selection.to !== undefined && BigInt(logged.position) > BigInt(selection.to)) return;
    if (!selection.wants(logged)) continue;
    const event = eventLineOf(logged);
    await terminal.item(event, () => tellEvent(event, terminal.colours));
  }
}
