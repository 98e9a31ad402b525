import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { CliContext } from '../cli-context.js';
import { eventLineOf } from './event-line.js';
import { selectedEvents, type ReadEventsOptions } from './read-events.js';

/** Writes the selected events to a new file, one JSON document per line. @throws Error when the file exists */
export async function exportEvents(
  context: CliContext,
  options: ReadEventsOptions & { readonly file: string },
): Promise<void> {
  let events = 0;
  async function* lines() {
    for await (const logged of selectedEvents(context, options)) {
      events += 1;
      yield `${JSON.stringify(eventLineOf(logged))}\n`;
    }
  }
  // 0600: an export contains names of systems and accounts. 'wx': an existing export is never overwritten.
  await pipeline(lines, createWriteStream(options.file, { mode: 0o600, flags: 'wx' }));
  const { file } = options;
  await context.terminal.result({ file, events }, () => `${events} events were written to ${file}.`);
}
