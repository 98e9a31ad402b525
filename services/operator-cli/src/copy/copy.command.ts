import { Command, Option } from 'commander';
import type { CliContext } from '../cli-context.js';
import { copyLog } from './copy-log.js';

export function copyCommand(context: CliContext): Command {
  return new Command('copy')
    .description('Copy the event store to another one, embedded or real, and verify the copy')
    .addOption(
      new Option('--to <url>', 'connection string of the target event store').env('COPY_TO_URL').makeOptionMandatory(),
    )
    .addHelpText(
      'after',
      `
Event ids, revisions, data and metadata are copied; positions and creation times are the target's own. The command can be
run again: it adds the events that are missing. Put a connection string with a password into COPY_TO_URL instead of --to:
arguments are visible in the list of processes.

Examples:
  $ landscape copy --to esdb://127.0.0.1:2213?tls=false
  $ COPY_TO_URL=esdb://admin:…@store.example.org:2113 landscape copy`,
    )
    .action((options: { readonly to: string }) => copyLog(context, options));
}
