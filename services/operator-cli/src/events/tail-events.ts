import type { CliContext } from '../cli-context.js';
import { eventLineOf, formatEvent } from './event-line.js';
import { endOfLog, tailLog } from './read-log.js';
import { selectionOf, type SelectionOptions } from './selection.js';

/** Prints the selected events as they are appended, until `--to` or until the operator stops the command. */
export async function tailEvents(context: CliContext, options: SelectionOptions): Promise<void> {
  const selection = selectionOf(options);
  const client = await context.eventStore();
  const after = selection.after ?? (await endOfLog(client)).toString();
  const { terminal } = context;
  for await (const logged of tailLog(client, { ...selection, after, signal: context.signal })) {
    if (selection.to !== undefined && BigInt(logged.position) > BigInt(selection.to)) return;
    if (!selection.matches(logged)) continue;
    const event = eventLineOf(logged);
    await terminal.item(event, () => formatEvent(event, terminal.colours));
  }
}
