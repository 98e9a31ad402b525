import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { count, withSelection } from '../events/selection.js';
import { replayEvents, type ReplayOptions } from './replay-events.js';

const EVENTS_A_SECOND = 100;

export function replayCommand(context: CliContext): Command {
  return withSelection(new Command('replay'))
    .description('Publish public events again, to a subject of your choice')
    .requiredOption('--subject <subject>', 'where to; never a subject of the live stream')
    .option('--rate <events>', 'most events a second', count, EVENTS_A_SECOND)
    .addHelpText(
      'after',
      `
The events are the CloudEvents that event-relay publishes, with the same ids. Nothing is kept about a replay: when it stops
before its end, it says with which --from to go on.

Examples:
  $ landscape replay --subject replay.audit --account ga-demo
  $ landscape replay --from 1184 --to 20440 --type SystemRegistered --subject replay.billing --rate 1000`,
    )
    .action((options: ReplayOptions) => replayEvents(context, options));
}
