import { Command } from 'commander';
import type { CliContext } from '../cli-context.js';
import { addSubscriber, type AddOptions } from './add-subscriber.js';
import { listSubscribers } from './list-subscribers.js';
import { removeSubscriber } from './remove-subscriber.js';
import { rewindSubscriber, rotateKey } from './rotate-key.js';

export function subscribersCommand(context: CliContext): Command {
  const subscribers = new Command('subscribers').description(
    'Platform services that consume the public events of some accounts over NATS',
  );
  subscribers
    .command('add <name>')
    .description('Create the key and the consumers of a subscriber')
    .requiredOption('--account <ids...>', 'global accounts; each gets a consumer of its own, <name>_<account>')
    .option('--durable', 'begin with the first event, and keep the position until the subscriber is removed')
    .addHelpText(
      'after',
      `
Without --durable it begins with new events, and NATS removes a consumer that nobody has used for 24 hours; rotate creates
it again. The private key is written to a file, whose path is printed; it is never shown.

Example:
  $ landscape subscribers add billing --account ga-demo ga-other --durable`,
    )
    .action((name: string, options: AddOptions) => addSubscriber(context, name, options));
  subscribers
    .command('list')
    .description('Show the subscribers and how far they are')
    .action(() => listSubscribers(context));
  subscribers
    .command('remove <name>')
    .description('Close the connections of a subscriber, and remove its key and consumers')
    .action((name: string) => removeSubscriber(context, name));
  subscribers
    .command('rotate <name>')
    .description('Replace the key of a subscriber; connections with the previous one are closed')
    .action((name: string) => rotateKey(context, name));
  subscribers
    .command('rewind <name>')
    .description('Begin again with the first event')
    .action((name: string) => rewindSubscriber(context, name));
  return subscribers;
}
