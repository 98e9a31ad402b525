import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { count, withSelection } from '../events/selection.js';
import { replayEvents, type ReplayOptions } from './replay-events.js';

const EVENTS_PER_SECOND = 100;

export function replayCommand(context: CliContext): Command {
  return withSelection(new Command('replay'))
    .description('Publish recorded events again on NATS, to a subject of your choice')
    .requiredOption('--subject <subject>', 'NATS subject; none of the live stream or of the services')
    .option('--rate <events>', 'maximum number of events per second', count, EVENTS_PER_SECOND)
    .addHelpText(
      'after',
      `
The messages are the CloudEvents that event-relay publishes, with the same ids. A replay stores no state: when it stops
early, it prints the --from option to continue with.

Examples:
  $ landscape replay --subject replay.audit --account ga-demo
  $ landscape replay --from 1184 --to 20440 --type SystemRegistered --subject replay.billing --rate 1000`,
    )
    .action((options: ReplayOptions) => replayEvents(context, options));
}
