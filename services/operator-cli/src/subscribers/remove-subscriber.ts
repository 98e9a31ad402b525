import { LANDSCAPE_STREAM } from '@system-landscape/contracts';
import { isConsumerOf } from '@system-landscape/nats-users';
import type { CliContext } from '../cli-context.js';
import { CliError } from '../cli-error.js';
import { consumerManager } from './consumer-manager.js';
import { subscriberIsOut } from './reload-nats.js';

/**
 * Removes a subscriber, or a consumer that belongs to none. Its connections are closed first, so that it cannot fetch from
 * what is about to be deleted.
 * @throws CliError when there is neither
 */
export async function removeSubscriber(context: CliContext, name: string): Promise<void> {
  const { natsUsers } = context.settings;
  const manager = await consumerManager(context);
  const subscribers = natsUsers.subscribers();
  const isSubscriber = Object.hasOwn(subscribers, name);
  const names: string[] = [];
  for await (const info of manager.consumers.list(LANDSCAPE_STREAM)) names.push(info.name);
  const ofOthers = (consumer: string) =>
    Object.keys(subscribers).some((each) => each !== name && isConsumerOf(each, consumer));
  const consumers = names.filter((each) => (each === name || isConsumerOf(name, each)) && !ofOthers(each));
  if (!isSubscriber && consumers.length === 0) {
    throw new CliError(`There is no subscriber ${name}. \`landscape subscribers list\` shows all.`);
  }
  const options = isSubscriber ? natsUsers.optionsOfSubscriber(name) : undefined;
  if (isSubscriber) natsUsers.removeSubscriber(name);
  const state = options === undefined ? { reloaded: false, todo: [] } : await subscriberIsOut(context, options);
  for (const consumer of consumers) await manager.consumers.delete(LANDSCAPE_STREAM, consumer);
  await context.terminal.result({ name, consumers, ...state }, () =>
    [`${name} is removed, with ${consumers.length} consumers.`, ...state.todo].join('\n'),
  );
}
