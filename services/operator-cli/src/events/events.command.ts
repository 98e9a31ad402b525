import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { exportEvents } from './export-events.js';
import { readEvents, type ReadEventsOptions } from './read-events.js';
import { count, withSelection, type SelectionOptions } from './selection.js';
import { showEvent } from './show-event.js';
import { tailEvents } from './tail-events.js';

export function eventsCommand(context: CliContext): Command {
  const events = new Command('events').description('Read and follow the event log');
  withSelection(events.command('tail'))
    .description('Follow new events until Ctrl-C')
    .addHelpText(
      'after',
      `
Starts at the end of the log, or with --from <position> after that position.

Examples:
  $ landscape events tail --account ga-demo
  $ landscape events tail --from 0 --type RegistrationFailed DeregistrationFailed --json`,
    )
    .action((options: SelectionOptions) => tailEvents(context, options));
  withSelection(events.command('read'))
    .description('Show recorded events, oldest first')
    .option('--limit <count>', 'maximum number of events', count)
    .option('--export <file>', 'write the complete events to a new file, one JSON document per line')
    .addHelpText(
      'after',
      `
Examples:
  $ landscape events read --since 2026-01-05T00:00:00Z --type SystemRegistered
  $ landscape events read --export events.ndjson`,
    )
    .action((options: ReadEventsOptions & { readonly export?: string }) =>
      options.export === undefined
        ? readEvents(context, options)
        : exportEvents(context, { ...options, file: options.export }),
    );
  events
    .command('show <position-or-id>')
    .description('Show one event with its data and metadata')
    .addHelpText(
      'after',
      `
Examples:
  $ landscape events show 1184
  $ landscape events show 2f6c9c0b-3f0e-5d0e-9f52-6a4a2b0f8b11 --json`,
    )
    .action((positionOrId: string) => showEvent(context, positionOrId));
  return events;
}
