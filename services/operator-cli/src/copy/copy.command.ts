import { Command, Option } from 'commander';
import type { CliContext } from '../cli-context.js';
import { copyLog } from './copy-log.js';

export function copyCommand(context: CliContext): Command {
  return new Command('copy')
    .description('Copy the event store to another one, embedded or real, and verify the copy')
    .addOption(new Option('--to <url>', 'event store to write').env('COPY_TO_URL').makeOptionMandatory())
    .addHelpText(
      'after',
      `
Ids, revisions, data and metadata stay, positions and times are the target's. It can be started again, and adds what is
missing. A connection string with a password belongs in COPY_TO_URL, where nobody who lists processes sees it.

Examples:
  $ landscape copy --to esdb://127.0.0.1:2213?tls=false
  $ COPY_TO_URL=esdb://admin:…@store.example.org:2113 landscape copy`,
    )
    .action((options: { readonly to: string }) => copyLog(context, options));
}
